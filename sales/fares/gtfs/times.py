"""timeframes.txt, with the days of calendar.txt and calendar_dates.txt."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, time

from operators.timetable.importing.problems import ProblemKind
from operators.timetable.importing.tables import WEEKDAYS
from sales.fares.gtfs.files import AGENCY, CALENDAR, CALENDAR_DATES, STOPS, TIMEFRAMES
from sales.fares.gtfs.plans import PlannedBand, PlannedSpan
from sales.fares.gtfs.reading import FareFiles, Row

ADDED, REMOVED = "1", "2"


def plan_bands(files: FareFiles, *, timezone: str) -> dict[str, PlannedBand]:
    """A time band for each timeframe group. Its times are those of the tenant's clock."""
    rows = files.of(TIMEFRAMES)
    if not rows:
        return {}
    _check_clocks(files, timezone)
    days = _days(files)
    spans: defaultdict[str, set[PlannedSpan]] = defaultdict(set)
    for row in rows:
        if not files.known(row, "service_id", days, CALENDAR, "service_id"):
            continue
        starts_at, ends_at = files.clock(row, "start_time"), files.clock(row, "end_time")
        if ends_at <= starts_at and ends_at != time.min:
            message = "The timeframe ends before it starts; write one until 24:00:00 and another."
            files.findings.refuse(row, "end_time", message, ProblemKind.TIME_INVALID)
        span = replace(days[row["service_id"]], starts_at=starts_at, ends_at=ends_at)
        of_group = spans[row["timeframe_group_id"]]
        if span.weekdays or span.added_dates:
            of_group.add(span)
        else:
            message = f"The service {row['service_id']} has no days, so this never holds."
            files.findings.warn(row, "service_id", message)
    return {
        group: PlannedBand(group[:60], tuple(sorted(found, key=str)))
        for group, found in spans.items()
    }


def _check_clocks(files: FareFiles, timezone: str) -> None:
    """A problem for each agency and stop with a clock of its own."""
    for file, name, usual in (
        (AGENCY, "agency_timezone", ()),
        (STOPS, "stop_timezone", ("",)),
    ):
        for row in files.of(file):
            if row[name] not in (timezone, *usual):
                message = f"Time bands follow the tenant's clock, {timezone}; this is another one."
                files.findings.refuse(row, name, message, ProblemKind.NOT_EXPRESSIBLE)


def _days(files: FareFiles) -> dict[str, PlannedSpan]:
    """The days of each service, as a span of the whole day."""
    days = {row["service_id"]: _week(files, row) for row in files.of(CALENDAR)}
    changes: defaultdict[str, dict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
    for row in files.of(CALENDAR_DATES):
        day = files.day(row, "date")
        if row["exception_type"] not in (ADDED, REMOVED):
            message = f"“{row['exception_type']}” is neither 1 nor 2; correct it."
            files.findings.refuse(row, "exception_type", message, ProblemKind.NUMBER_INVALID)
        elif day is not None:
            changes[row["service_id"]][row["exception_type"]].append(day)
    never = PlannedSpan(time.min, time.min, (), None, None, (), ())
    for service, dates in changes.items():
        days[service] = replace(
            days.get(service, never),
            added_dates=tuple(sorted(dates[ADDED])),
            removed_dates=tuple(sorted(dates[REMOVED])),
        )
    return days


def _week(files: FareFiles, row: Row) -> PlannedSpan:
    flags = [files.integer(row, day, high=1) for day in WEEKDAYS]
    first, last = files.day(row, "start_date"), files.day(row, "end_date")
    if first and last and last < first:
        message = "The service ends before it starts; correct the dates."
        files.findings.refuse(row, "end_date", message, ProblemKind.DATES_REVERSED)
    weekdays = tuple(number for number, flag in enumerate(flags, start=1) if flag)
    return PlannedSpan(time.min, time.min, weekdays, first, last, (), ())
