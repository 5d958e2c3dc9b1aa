"""Everything that is asked of a staged feed before any row of it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo, available_timezones

from django.db import connection
from psycopg import sql

from operators.timetable.importing.calendars import calendar_checks, resolve_days
from operators.timetable.importing.call_checks import call_checks
from operators.timetable.importing.calls import CallFacts, resolve_calls
from operators.timetable.importing.checks import Check, find_all, refers, unique, value_checks
from operators.timetable.importing.frequencies import count_runs, frequency_checks
from operators.timetable.importing.partitions import part_of
from operators.timetable.importing.problems import (
    PROBLEMS_PER_CHECK,
    Problem,
    ProblemKind,
    ProblemsFound,
    Severity,
)
from operators.timetable.importing.run import ImportRun
from operators.timetable.importing.stations import station_checks
from operators.timetable.importing.tables import (
    AGENCY,
    CALENDAR,
    CALENDAR_DATES,
    FREQUENCIES,
    ROUTES,
    STOP_TIMES,
    STOPS,
    TRANSFERS,
    TRIPS,
)
from operators.timetable.importing.transfers import transfer_checks

TIMEZONES = """
SELECT
    min(line), agency_timezone,
    agency_timezone IN (SELECT name FROM pg_timezone_names)
FROM gtfs_agency
WHERE agency_timezone IS NOT NULL
GROUP BY agency_timezone
ORDER BY min(line)
"""


@dataclass(frozen=True, slots=True)
class FeedFacts:
    """What a sound feed says of itself as a whole."""

    timezone: str
    first_date: date
    last_date: date
    calls: CallFacts
    warnings: tuple[Problem, ...]


def check_contents(run: ImportRun, *, at: datetime, latest: int | None) -> FeedFacts:
    """Judge the staged rows. ProblemsFound lists the errors and the warnings.

    `latest` is the latest time of stop times that are kept already; None if they are staged.
    """
    run.begin("checking stops, routes, trips and calendars")
    problems = find_all(general_checks())
    if not has_errors(problems):
        problems += count_runs()
    timezone, wrong_timezones = read_timezone()
    problems += wrong_timezones
    first, last = resolve_days(at.date())
    problems += find_all(calendar_checks())
    if first is None or last is None:
        message = "No service runs on any day; correct calendar.txt and calendar_dates.txt."
        problems.append(Problem(ProblemKind.NO_SERVICE_DAY, message, file=service_file(run)))
    elif timezone and not wrong_timezones:
        problems += check_days(run, first, last, today=at.astimezone(ZoneInfo(timezone)).date())
    calls = check_calls(run, problems, latest)
    if first is None or last is None or calls is None or has_errors(problems):
        raise ProblemsFound(*problems)
    return FeedFacts(timezone, first, last, calls, tuple(problems))


def check_days(run: ImportRun, first: date, last: date, *, today: date) -> list[Problem]:
    """Whether it makes sense to put a feed with these days in force.

    One that is over never takes the place of one that still runs. Without such a one it is only
    warned of, so that an old feed can be tried.
    """
    running = run.version.feed.versions.in_force().filter(last_date__gte=today).first()
    if last < today and running is not None:
        message = (
            f"The last service day was {last}; the timetable in force runs until "
            f"{running.last_date} and stays. Send a feed with days to come."
        )
        return [Problem(ProblemKind.SERVICE_OVER, message, file=service_file(run))]
    if last < today:
        kind = ProblemKind.SERVICE_OVER
        message = f"The last service day was {last}, so planning finds nothing; send a newer feed."
    elif first > today:
        kind = ProblemKind.SERVICE_BEGINS_LATER
        message = f"The first service day is {first}; until then planning finds nothing."
    else:
        return []
    return [Problem(kind, message, file=service_file(run), severity=Severity.WARNING)]


def check_calls(run: ImportRun, problems: list[Problem], latest: int | None) -> CallFacts | None:
    """Judge the stop times, unless double trips or stops make them ambiguous."""
    if any(each.kind is ProblemKind.DUPLICATE for each in problems):
        return None
    run.begin(f"checking {STOP_TIMES.name}")
    facts = resolve_calls() if latest is None else CallFacts(latest, kept=True)
    calls = part_of(run.version.pk) if facts.kept else sql.Identifier("gtfs_calls")
    problems += find_all(call_checks(facts, calls))
    return facts


def has_errors(problems: list[Problem]) -> bool:
    return any(each.severity is Severity.ERROR for each in problems)


def general_checks() -> Iterator[Check]:
    """The values of the smaller files, their keys and what they refer to."""
    for file in (AGENCY, STOPS, ROUTES, TRIPS, CALENDAR, CALENDAR_DATES, FREQUENCIES, TRANSFERS):
        yield from value_checks(file)
        if file.key:
            yield unique(file, file.key)
    yield refers(TRIPS, "route_id", ROUTES, "route_id")
    yield refers(STOPS, "parent_station", STOPS, "stop_id")
    yield from station_checks()
    yield from frequency_checks()
    yield from transfer_checks()


def service_file(run: ImportRun) -> str:
    return CALENDAR.name if CALENDAR.name in run.counts else CALENDAR_DATES.name


def read_timezone() -> tuple[str, list[Problem]]:
    """The one time zone of all agencies, and what is wrong with the others."""
    with connection.cursor() as cursor:
        cursor.execute(TIMEZONES)
        zones = cursor.fetchall()
    named = available_timezones()
    unknown = [
        zone_problem(
            ProblemKind.TIMEZONE_UNKNOWN, line, zone, "is no time zone; write its IANA name"
        )
        for line, zone, in_database in zones
        if not in_database or zone not in named
    ]
    different = [
        zone_problem(
            ProblemKind.TIMEZONE_DIFFERENT,
            line,
            zone,
            f"differs from “{zones[0][1]}”; all agencies of a feed need the same",
        )
        for line, zone, _ in zones[1:]
    ]
    return (zones[0][1] if zones else ""), counted(unknown) + counted(different)


def counted(problems: list[Problem]) -> list[Problem]:
    """The first of them, each with the number of all."""
    return [replace(each, total=len(problems)) for each in problems[:PROBLEMS_PER_CHECK]]


def zone_problem(kind: ProblemKind, line: int, zone: str, reason: str) -> Problem:
    return Problem(
        kind,
        f"“{zone[:64]}” {reason}.",
        file=AGENCY.name,
        line=line,
        field="agency_timezone",
        value=zone[:64],
    )
