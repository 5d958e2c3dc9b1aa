"""The calls of trips at stops: stop_times.txt with its times as seconds and its ids resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from psycopg import sql

from operators.timetable.importing.checks import Check, refers, value_checks
from operators.timetable.importing.parsing import LATEST_TIME
from operators.timetable.importing.problems import ProblemKind, Severity
from operators.timetable.importing.tables import STOP_TIMES, STOPS, TRIPS

# A feed has few different times, so reading each once is cheaper than reading them row by row.
CLOCK = """
CREATE TEMPORARY TABLE gtfs_clock AS
SELECT value, nullif(least(seconds, %(latest)s + 1), %(latest)s + 1) AS seconds
FROM (
    SELECT value, pg_temp.gtfs_seconds(value) AS seconds
    FROM (
        SELECT arrival_time FROM gtfs_stop_times UNION SELECT departure_time FROM gtfs_stop_times
    ) AS times (value)
    WHERE value IS NOT NULL
) AS clock
"""
CALLS = """
CREATE TEMPORARY TABLE gtfs_calls AS
SELECT
    *,
    lag(sequence) OVER trip AS sequence_before,
    max(departure) OVER trip AS departed_before
FROM (
    SELECT
        raw.line,
        gtfs_trips.id AS trip_id,
        gtfs_stops.id AS stop_id,
        pg_temp.gtfs_integer(raw.stop_sequence) AS sequence,
        coalesce(arrives.seconds, departs.seconds) AS arrival,
        coalesce(departs.seconds, arrives.seconds) AS departure,
        CASE
            WHEN raw.pickup_type IS NULL THEN 0
            WHEN raw.pickup_type IN ('0', '1', '2', '3') THEN raw.pickup_type::smallint
        END AS pickup_type,
        CASE
            WHEN raw.drop_off_type IS NULL THEN 0
            WHEN raw.drop_off_type IN ('0', '1', '2', '3') THEN raw.drop_off_type::smallint
        END AS drop_off_type
    FROM gtfs_stop_times AS raw
    LEFT JOIN gtfs_trips ON gtfs_trips.trip_id = raw.trip_id
    LEFT JOIN gtfs_stops ON gtfs_stops.stop_id = raw.stop_id
    LEFT JOIN gtfs_clock AS arrives ON arrives.value = raw.arrival_time
    LEFT JOIN gtfs_clock AS departs ON departs.value = raw.departure_time
) AS calls
WINDOW trip AS (
    PARTITION BY trip_id ORDER BY sequence, line
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
)
"""
# A sort of several million rows stays out of the way of other connections' memory.
MEMORY = "SET LOCAL work_mem = '64MB'"
FACTS = """
SELECT
    count(*),
    coalesce(max(departure), 0),
    coalesce(bool_or(num_nulls(trip_id, stop_id, sequence, pickup_type, drop_off_type) > 0), false)
        OR EXISTS (SELECT FROM gtfs_clock WHERE seconds IS NULL),
    coalesce(bool_or(arrival IS NULL), false),
    coalesce(bool_or(sequence = sequence_before), false),
    coalesce(bool_or(arrival < departed_before OR departure < arrival), false)
FROM gtfs_calls
"""
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
LEFT JOIN (SELECT trip_id, count(*) AS calls FROM gtfs_calls GROUP BY trip_id) AS counted
    ON counted.trip_id = gtfs_trips.id
WHERE coalesce(calls, 0) < 2
"""
# Between two known times the vehicle is taken to need equally long from each stop to the next.
INTERPOLATE = """
WITH placed AS (
    SELECT
        line, trip_id, arrival, departure,
        row_number() OVER trip AS place,
        count(arrival) OVER trip AS stretch
    FROM gtfs_calls
    WHERE trip_id IN (SELECT trip_id FROM gtfs_calls WHERE arrival IS NULL)
    WINDOW trip AS (PARTITION BY trip_id ORDER BY sequence)
), known AS (
    SELECT
        trip_id, stretch, place,
        departure AS departed,
        lead(place) OVER trip AS next_place,
        lead(arrival) OVER trip AS next_arrival
    FROM placed
    WHERE arrival IS NOT NULL
    WINDOW trip AS (PARTITION BY trip_id ORDER BY place)
), guessed AS (
    SELECT
        placed.line,
        departed + (next_arrival - departed)::bigint * (placed.place - known.place)
            / (next_place - known.place) AS seconds
    FROM placed JOIN known USING (trip_id, stretch)
    WHERE placed.arrival IS NULL
)
UPDATE gtfs_calls SET arrival = seconds, departure = seconds
FROM guessed WHERE guessed.line = gtfs_calls.line
"""


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What one look over all calls tells; each flag leads to the questions that find the lines."""

    rows: int
    latest: int
    malformed: bool
    untimed: bool
    repeated: bool
    decreasing: bool


def resolve_calls() -> CallFacts:
    """Read times, look up trips and stops, and put the calls of each trip in order."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(MEMORY)
        cursor.execute(CLOCK, {"latest": LATEST_TIME})
        cursor.execute("ANALYZE gtfs_clock")
        cursor.execute(CALLS)
        cursor.execute("CREATE INDEX gtfs_calls_by_trip ON gtfs_calls (trip_id)")
        cursor.execute("ANALYZE gtfs_calls")
        cursor.execute(FACTS)
        return CallFacts(*cursor.fetchone())


def call_checks(facts: CallFacts) -> Iterator[Check]:
    """The questions that the facts make worth asking, and who never goes anywhere."""
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
        sql.SQL(SHORT_TRIPS),
        Severity.WARNING,
    )


def check(kind: ProblemKind, field: str, message: str, rows: str) -> Check:
    return Check(kind, STOP_TIMES, field, message, sql.SQL(rows))


def interpolate() -> None:
    """Give every call between two known times its own."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(MEMORY)
        cursor.execute(INTERPOLATE)
