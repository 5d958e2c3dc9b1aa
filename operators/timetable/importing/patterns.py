"""Patterns: trips that are alike, put side by side for planning."""

from __future__ import annotations

from django.db import connection, transaction

from operators.timetable.importing.run import ImportRun

# A sort of several million rows stays out of the way of other connections' memory.
MEMORY = "SET LOCAL work_mem = '128MB'"
# Two trips make the same calls where the same number comes out. Should two that differ ever have
# the same number, the key of operators_patterncall refuses them.
RANKED = """
CREATE TEMPORARY TABLE gtfs_ranked AS
SELECT
    trip.id AS trip_id,
    trip.route_id,
    trip.service_id,
    dense_rank() OVER (ORDER BY trip.route_id, trip.service_id, calls.number) AS pattern,
    row_number() OVER (
        PARTITION BY trip.route_id, trip.service_id, calls.number
        ORDER BY calls.starts, calls.ends, trip.id
    ) AS place
FROM (
    SELECT
        trip_id,
        min(departure) AS starts,
        max(arrival) AS ends,
        bit_xor(hashint8extended(
            stop_id,
            sequence::bigint * 4 + 2 * (pickup_type = 1)::integer + (drop_off_type = 1)::integer
        )) AS number
    FROM operators_stoptime
    WHERE version_id = %(version)s
    GROUP BY trip_id
) AS calls
JOIN operators_trip AS trip ON trip.id = calls.trip_id
"""
PATTERNS = """
CREATE TEMPORARY TABLE gtfs_patterns AS
SELECT pattern, nextval(pg_get_serial_sequence('operators_pattern', 'id')) AS id
FROM gtfs_ranked WHERE place = 1 ORDER BY pattern
"""
KEEP_PATTERNS = """
INSERT INTO operators_pattern (id, version_id, route_id, service_id, trips)
SELECT gtfs_patterns.id, %(version)s, route_id, service_id, array_agg(trip_id ORDER BY place)
FROM gtfs_ranked JOIN gtfs_patterns USING (pattern)
GROUP BY gtfs_patterns.id, route_id, service_id
"""
KEEP_CALLS = """
INSERT INTO operators_patterncall (
    version_id, pattern_id, sequence, stop_id, boards, alights, arrivals, departures
)
SELECT
    %(version)s, gtfs_patterns.id, sequence, stop_id, pickup_type <> 1, drop_off_type <> 1,
    array_agg(arrival ORDER BY place), array_agg(departure ORDER BY place)
FROM operators_stoptime AS call
JOIN gtfs_ranked USING (trip_id)
JOIN gtfs_patterns USING (pattern)
WHERE call.version_id = %(version)s
GROUP BY gtfs_patterns.id, sequence, stop_id, pickup_type <> 1, drop_off_type <> 1
"""
DERIVED = ("gtfs_ranked", "gtfs_patterns")


def keep_patterns(run: ImportRun) -> None:
    """Group the trips of a version whose stop times are loaded."""
    version = {"version": run.version.pk}
    run.begin("grouping trips")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(MEMORY)
        cursor.execute(RANKED, version)
        cursor.execute(PATTERNS)
        cursor.execute(f"ANALYZE {', '.join(DERIVED)}")
        cursor.execute(KEEP_PATTERNS, version)
        cursor.execute(KEEP_CALLS, version)
        cursor.execute(f"DROP TABLE {', '.join(DERIVED)}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE operators_pattern, operators_patterncall")
