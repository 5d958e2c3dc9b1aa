"""The days on which services run: calendar.txt, and calendar_dates.txt on top of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import connection, transaction
from psycopg import sql

from operators.timetable.importing.checks import Check
from operators.timetable.importing.problems import ProblemKind, Severity
from operators.timetable.importing.tables import CALENDAR, TRIPS

LONGEST_CALENDAR = 3660
"""Days of one calendar row that are kept: ten years."""
KEPT_BEFORE = timedelta(days=366)
"""How much of the past is kept of a calendar that is longer."""

# Publishers write 2099-12-31 for "until further notice"; nobody needs all those rows.
DAYS = """
CREATE TEMPORARY TABLE gtfs_days AS
WITH calendar AS (
    SELECT
        service_id,
        ARRAY[monday, tuesday, wednesday, thursday, friday, saturday, sunday] AS runs,
        pg_temp.gtfs_date(start_date) AS first_date,
        pg_temp.gtfs_date(end_date) AS last_date
    FROM gtfs_calendar
), kept AS (
    SELECT
        service_id,
        runs,
        CASE
            WHEN last_date - first_date < %(longest)s THEN first_date
            ELSE greatest(first_date, %(kept_from)s)
        END AS first_date,
        last_date
    FROM calendar
)
SELECT service_id, date
FROM (
    SELECT service_id, first_date + shift AS date, runs
    FROM kept
    CROSS JOIN generate_series(0, least(last_date - first_date, %(longest)s - 1)) AS shift
) AS dates
WHERE runs[extract(isodow FROM date)::integer] = '1'
UNION
SELECT service_id, pg_temp.gtfs_date(date) FROM gtfs_calendar_dates WHERE exception_type = '1'
EXCEPT
SELECT service_id, pg_temp.gtfs_date(date) FROM gtfs_calendar_dates WHERE exception_type = '2'
"""
REVERSED = """
SELECT line, end_date FROM gtfs_calendar
WHERE pg_temp.gtfs_date(end_date) < pg_temp.gtfs_date(start_date)
"""
TOO_LONG = """
SELECT line, end_date FROM gtfs_calendar
WHERE pg_temp.gtfs_date(end_date) - pg_temp.gtfs_date(start_date) >= {longest}
"""
NEVER_RUNS = """
SELECT line, service_id FROM gtfs_trips
WHERE NOT EXISTS (SELECT FROM gtfs_days WHERE gtfs_days.service_id = gtfs_trips.service_id)
"""


def resolve_days(today: date) -> tuple[date | None, date | None]:
    """List the days of each service; the first and the last of all, or None without any."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(DAYS, {"longest": LONGEST_CALENDAR, "kept_from": today - KEPT_BEFORE})
        cursor.execute("ANALYZE gtfs_days")
        cursor.execute("SELECT min(date), max(date) FROM gtfs_days")
        first, last = cursor.fetchone()
    return first, last


def calendar_checks() -> Iterator[Check]:
    """Calendars that end before they begin or never end, and trips that never run."""
    yield Check(
        ProblemKind.DATES_REVERSED,
        CALENDAR,
        "end_date",
        "The service ends on {value}, before it begins; correct its dates.",
        sql.SQL(REVERSED),
    )
    yield Check(
        ProblemKind.CALENDAR_SHORTENED,
        CALENDAR,
        "end_date",
        f"The service runs for longer than {LONGEST_CALENDAR} days; later days are left out.",
        sql.SQL(TOO_LONG).format(longest=sql.Literal(LONGEST_CALENDAR)),
        Severity.WARNING,
    )
    yield Check(
        ProblemKind.SERVICE_UNKNOWN,
        TRIPS,
        "service_id",
        "The trip never runs: neither calendar.txt nor calendar_dates.txt has a day for its "
        "service “{value}”.",
        sql.SQL(NEVER_RUNS),
        Severity.WARNING,
    )
