"""The calls of trips at stops: stop_times.txt with its times as seconds and its ids resolved.

This is the long way, for files that are out of order, leave out times, or are not sound.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction
from psycopg import sql

from operators.timetable.importing.partitions import create_part, part_of

# A feed has few different times, so reading each once is cheaper than reading them row by row.
CLOCK = """
CREATE TEMPORARY TABLE gtfs_clock AS
SELECT
    arrives,
    departs,
    coalesce(pg_temp.gtfs_seconds(arrives), pg_temp.gtfs_seconds(departs)) AS arrival,
    coalesce(pg_temp.gtfs_seconds(departs), pg_temp.gtfs_seconds(arrives)) AS departure,
    (arrives <> '' AND pg_temp.gtfs_seconds(arrives) IS NULL)
        OR (departs <> '' AND pg_temp.gtfs_seconds(departs) IS NULL) AS malformed
FROM (
    SELECT coalesce(arrival_time, '') AS arrives, coalesce(departure_time, '') AS departs
    FROM gtfs_stop_times
    GROUP BY 1, 2
) AS times
"""
CLOCK_FACTS = """
SELECT
    coalesce(max(departure), 0),
    coalesce(bool_or(malformed), false)
FROM gtfs_clock
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
        gtfs_clock.arrival,
        gtfs_clock.departure,
        CASE
            WHEN raw.pickup_type IS NULL THEN 0::smallint
            WHEN raw.pickup_type IN ('0', '1', '2', '3') THEN raw.pickup_type::smallint
        END AS pickup_type,
        CASE
            WHEN raw.drop_off_type IS NULL THEN 0::smallint
            WHEN raw.drop_off_type IN ('0', '1', '2', '3') THEN raw.drop_off_type::smallint
        END AS drop_off_type
    FROM gtfs_stop_times AS raw
    LEFT JOIN gtfs_trips ON gtfs_trips.trip_id = raw.trip_id
    LEFT JOIN gtfs_stops ON gtfs_stops.stop_id = raw.stop_id
    LEFT JOIN gtfs_clock
        ON gtfs_clock.arrives = coalesce(raw.arrival_time, '')
        AND gtfs_clock.departs = coalesce(raw.departure_time, '')
) AS calls
WINDOW trip AS (
    PARTITION BY trip_id ORDER BY sequence, line
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
)
"""
CALL_FACTS = """
SELECT
    coalesce(bool_or(num_nulls(trip_id, stop_id, sequence, pickup_type, drop_off_type) > 0), false),
    coalesce(bool_or(arrival IS NULL), false),
    coalesce(bool_or(sequence = sequence_before), false),
    coalesce(bool_or(arrival < departed_before OR departure < arrival), false)
FROM gtfs_calls
"""
KEEP = """
INSERT INTO {part} (
    trip_id, stop_id, sequence, arrival, departure, pickup_type, drop_off_type, version_id
)
SELECT
    trip_id, stop_id, sequence, arrival, departure, pickup_type, drop_off_type, {version}
FROM gtfs_calls
ORDER BY trip_id, sequence
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
# A sort of several million rows stays out of the way of other connections' memory.
MEMORY = "SET LOCAL work_mem = '64MB'"


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What one look over all calls tells; each flag leads to the questions that find the lines."""

    latest: int
    kept: bool
    """The calls went straight into the part of their version, since nothing is wrong with them."""
    malformed: bool = False
    untimed: bool = False
    repeated: bool = False
    decreasing: bool = False


def resolve_calls() -> CallFacts:
    """Read times, look up trips and stops, and put the calls of each trip in order."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(MEMORY)
        cursor.execute(CLOCK)
        cursor.execute("ANALYZE gtfs_clock")
        cursor.execute(CLOCK_FACTS)
        latest, malformed = cursor.fetchone()
        cursor.execute(CALLS)
        cursor.execute("CREATE INDEX gtfs_calls_by_trip ON gtfs_calls (trip_id)")
        cursor.execute("ANALYZE gtfs_calls")
        cursor.execute(CALL_FACTS)
        unknown, *flags = cursor.fetchone()
    return CallFacts(latest, False, malformed or unknown, *flags)


def keep_calls(version_id: int) -> None:
    """Fill the part of the version."""
    create_part(version_id)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(MEMORY)
        cursor.execute(
            sql.SQL(KEEP).format(part=part_of(version_id), version=sql.Literal(version_id))
        )


def interpolate() -> None:
    """Give every call between two known times its own."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(MEMORY)
        cursor.execute(INTERPOLATE)
