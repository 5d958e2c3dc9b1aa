"""What is asked of the calls of trips."""

from __future__ import annotations

from collections.abc import Iterator

from psycopg import sql

from operators.timetable.importing.calls import CallFacts
from operators.timetable.importing.checks import Check, refers, value_checks
from operators.timetable.importing.problems import ProblemKind, Severity
from operators.timetable.importing.tables import STOP_TIMES, STOPS, TRIPS

ENDS_WITHOUT_TIME = """
SELECT line, NULL
FROM (
    SELECT
        line,
        arrival,
        row_number() OVER (PARTITION BY trip_id ORDER BY sequence) AS from_start,
        row_number() OVER (PARTITION BY trip_id ORDER BY sequence DESC) AS from_end
    FROM gtfs_calls
    WHERE sequence IS NOT NULL
        AND trip_id IN (SELECT trip_id FROM gtfs_calls WHERE arrival IS NULL)
) AS placed
WHERE arrival IS NULL AND (from_start = 1 OR from_end = 1)
"""
SEQUENCE_REPEATED = """
SELECT line, raw.stop_sequence
FROM gtfs_calls JOIN gtfs_stop_times AS raw USING (line)
WHERE sequence = sequence_before AND gtfs_calls.trip_id IS NOT NULL
"""
ARRIVES_TOO_EARLY = """
SELECT line, coalesce(raw.arrival_time, raw.departure_time)
FROM (
    SELECT line, arrival, lag(departure) OVER (PARTITION BY trip_id ORDER BY sequence) AS departed
    FROM gtfs_calls
    WHERE num_nulls(trip_id, sequence, arrival) = 0
) AS known
JOIN gtfs_stop_times AS raw USING (line)
WHERE arrival < departed
"""
DEPARTS_TOO_EARLY = """
SELECT line, raw.departure_time
FROM gtfs_calls JOIN gtfs_stop_times AS raw USING (line)
WHERE departure < arrival
"""
SHORT_TRIPS = """
SELECT gtfs_trips.line, gtfs_trips.trip_id
FROM gtfs_trips
LEFT JOIN (SELECT trip_id, count(*) AS calls FROM {calls} GROUP BY trip_id) AS counted
    ON counted.trip_id = gtfs_trips.id
WHERE coalesce(calls, 0) < 2
"""


def call_checks(facts: CallFacts, calls: sql.Identifier) -> Iterator[Check]:
    """The questions that the facts make worth asking, and who never goes anywhere.

    `calls` is the table that the calls are in.
    """
    if facts.malformed:
        yield from value_checks(STOP_TIMES)
        yield refers(STOP_TIMES, "trip_id", TRIPS, "trip_id")
        yield refers(STOP_TIMES, "stop_id", STOPS, "stop_id")
    if facts.repeated:
        yield check(
            ProblemKind.DUPLICATE,
            "stop_sequence",
            "The trip has the stop_sequence {value} on an earlier line as well; number its stops.",
            SEQUENCE_REPEATED,
        )
    if facts.untimed:
        yield check(
            ProblemKind.VALUE_MISSING,
            "arrival_time",
            "The first and the last stop of a trip need a time; write it.",
            ENDS_WITHOUT_TIME,
        )
    if facts.decreasing:
        yield check(
            ProblemKind.TIMES_DECREASE,
            "arrival_time",
            "The trip arrives here at {value}, before it has left the stop before; correct the "
            "times or the stop_sequence.",
            ARRIVES_TOO_EARLY,
        )
        yield check(
            ProblemKind.TIMES_DECREASE,
            "departure_time",
            "The trip leaves at {value}, before it has arrived; correct the times.",
            DEPARTS_TOO_EARLY,
        )
    yield Check(
        ProblemKind.TRIP_TOO_SHORT,
        TRIPS,
        "trip_id",
        "The trip {value} has fewer than two stop times, so nobody can ride on it.",
        sql.SQL(SHORT_TRIPS).format(calls=calls),
        Severity.WARNING,
    )


def check(kind: ProblemKind, field: str, message: str, rows: str) -> Check:
    return Check(kind, STOP_TIMES, field, message, sql.SQL(rows))
