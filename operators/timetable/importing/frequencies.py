"""Trips that go by headway: frequencies.txt becomes runs, which are trips with times of their own.

The stop times of such a trip only tell how long the vehicle takes; the periods of frequencies.txt
tell when it leaves. Whether those times are exact (exact_times) is for people, so both kinds
become runs at every headway.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, transaction
from psycopg import sql

from operators.timetable.importing.checks import Check, refers
from operators.timetable.importing.partitions import run_on
from operators.timetable.importing.problems import Problem, ProblemKind
from operators.timetable.importing.tables import FREQUENCIES, TRIPS

MOST_RUNS = 200_000
"""Runs of one feed. A line that goes every five minutes all day has about 200."""

ENDS_EARLY = """
SELECT line, end_time FROM gtfs_frequencies
WHERE pg_temp.gtfs_seconds(end_time) <= pg_temp.gtfs_seconds(start_time)
"""
OVERLAPPING = """
SELECT line, start_time
FROM (
    SELECT
        line,
        start_time,
        max(pg_temp.gtfs_seconds(end_time)) OVER (
            PARTITION BY trip_id ORDER BY pg_temp.gtfs_seconds(start_time), line
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS ended
    FROM gtfs_frequencies
) AS periods
WHERE pg_temp.gtfs_seconds(start_time) < ended
"""
COUNTED = """
SELECT coalesce(sum(
    ceil((pg_temp.gtfs_seconds(end_time) - pg_temp.gtfs_seconds(start_time))::numeric
        / pg_temp.gtfs_integer(headway_secs))
), 0)
FROM gtfs_frequencies
"""
# The end of a period is no departure any more.
RUNS = """
CREATE TEMPORARY TABLE gtfs_runs AS
SELECT
    nextval(pg_get_serial_sequence('operators_trip', 'id')) AS id,
    gtfs_trips.id AS trip_id,
    starts
FROM gtfs_frequencies
JOIN gtfs_trips USING (trip_id)
CROSS JOIN generate_series(
    pg_temp.gtfs_seconds(start_time),
    pg_temp.gtfs_seconds(end_time) - 1,
    pg_temp.gtfs_integer(headway_secs)
) AS starts
"""
# A vehicle that waits at its first stop would have come there before the day began.
MOVED = """
INSERT INTO {part} (
    trip_id, stop_id, sequence, arrival, departure, pickup_type, drop_off_type, version_id
)
SELECT
    gtfs_runs.id,
    call.stop_id,
    call.sequence,
    greatest(0, call.arrival + gtfs_runs.starts - first.departure),
    call.departure + gtfs_runs.starts - first.departure,
    call.pickup_type,
    call.drop_off_type,
    {version}
FROM {part} AS call
JOIN (
    SELECT DISTINCT ON (trip_id) trip_id, departure
    FROM {part}
    WHERE trip_id IN (SELECT trip_id FROM gtfs_runs)
    ORDER BY trip_id, sequence
) AS first USING (trip_id)
JOIN gtfs_runs USING (trip_id)
"""
REMOVED = "DELETE FROM {part} WHERE trip_id IN (SELECT trip_id FROM gtfs_runs)"
LATEST = "SELECT coalesce(max(departure), 0) FROM {part}"


def frequency_checks() -> Iterator[Check]:
    """What is asked of the periods, besides their values."""
    yield refers(FREQUENCIES, "trip_id", TRIPS, "trip_id")
    yield Check(
        ProblemKind.TIMES_DECREASE,
        FREQUENCIES,
        "end_time",
        "The period ends at {value}, no later than it begins; correct its times.",
        sql.SQL(ENDS_EARLY),
    )
    yield Check(
        ProblemKind.PERIODS_OVERLAP,
        FREQUENCIES,
        "start_time",
        "The period begins at {value}, before an earlier one of the same trip has ended; let them "
        "follow one another.",
        sql.SQL(OVERLAPPING),
    )


def count_runs() -> list[Problem]:
    """What is wrong with the number of runs of periods that are sound."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED)
        runs = int(cursor.fetchone()[0])
    if runs <= MOST_RUNS:
        return []
    message = (
        f"The headways make {runs} runs; {MOST_RUNS} are allowed. Look for a headway_secs that is "
        "too small, or split the feed."
    )
    return [
        Problem(ProblemKind.RUNS_TOO_MANY, message, file=FREQUENCIES.name, field="headway_secs")
    ]


def list_runs() -> int:
    """Give every run the key of a trip; the number of runs."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(RUNS)
        runs = int(cursor.rowcount)
        cursor.execute("ANALYZE gtfs_runs")
    return runs


def move_calls(version_id: int) -> int:
    """Put calls of runs in the place of those of their trips; the latest time of all."""
    run_on(version_id, MOVED, REMOVED)
    return run_on(version_id, LATEST)
