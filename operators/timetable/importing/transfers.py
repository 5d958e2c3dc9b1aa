"""How riders change between stops: transfers.txt with stations taken for their platforms."""

from __future__ import annotations

from collections.abc import Iterator

from psycopg import sql

from operators.timetable.importing.checks import Check, refers
from operators.timetable.importing.problems import ProblemKind, Severity
from operators.timetable.importing.tables import STOPS, TRANSFERS

# Rules for some routes or trips only, and for riders who stay seated (4 and 5).
OF_TRIPS = """
num_nonnulls(from_route_id, to_route_id, from_trip_id, to_trip_id) > 0
    OR coalesce(transfer_type, '0') IN ('4', '5')
"""
NARROW = "SELECT line, coalesce(transfer_type, '0') FROM gtfs_transfers WHERE {narrow}"
WITHOUT_STOP = """
SELECT line, NULL FROM gtfs_transfers WHERE {stop} IS NULL AND NOT ({narrow})
"""
ELSEWHERE = """
SELECT gtfs_transfers.line, {stop}
FROM gtfs_transfers JOIN gtfs_stops ON gtfs_stops.stop_id = {stop}
WHERE gtfs_stops.location_type IN ('2', '3', '4') AND NOT ({narrow})
"""
REPEATED = """
SELECT line, value
FROM (
    SELECT
        line,
        concat_ws(', ', from_stop_id, to_stop_id) AS value,
        row_number() OVER (PARTITION BY from_stop_id, to_stop_id ORDER BY line) AS place
    FROM gtfs_transfers
    WHERE num_nulls(from_stop_id, to_stop_id) = 0 AND NOT ({narrow})
) AS numbered
WHERE place > 1
"""
WITHOUT_TIME = """
SELECT line, NULL FROM gtfs_transfers
WHERE transfer_type = '2' AND min_transfer_time IS NULL AND NOT ({narrow})
"""
# A rule of platforms goes before one of their stations.
KEEP = """
INSERT INTO operators_transfer (version_id, from_stop_id, to_stop_id, kind, minimum_seconds)
WITH platform AS (
    SELECT stop.id, stop.stop_id, station.stop_id AS station_id
    FROM gtfs_stops AS stop
    LEFT JOIN gtfs_stops AS station
        ON station.stop_id = stop.parent_station AND station.location_type = '1'
    WHERE coalesce(stop.location_type, '0') = '0'
), named AS (
    SELECT id, stop_id AS name, 1 AS precision FROM platform
    UNION ALL
    SELECT id, station_id, 0 FROM platform WHERE station_id IS NOT NULL
)
SELECT DISTINCT ON (start.id, goal.id)
    %(version)s,
    start.id,
    goal.id,
    coalesce(transfer_type, '0')::smallint,
    CASE WHEN transfer_type = '3' THEN NULL ELSE pg_temp.gtfs_integer(min_transfer_time) END
FROM gtfs_transfers
JOIN named AS start ON start.name = from_stop_id
JOIN named AS goal ON goal.name = to_stop_id
WHERE NOT ({narrow})
ORDER BY start.id, goal.id, start.precision + goal.precision DESC, gtfs_transfers.line
"""
KEPT = KEEP.format(narrow=OF_TRIPS)


def transfer_checks() -> Iterator[Check]:
    """What is asked of the rules, besides their values, and which of them are left out."""
    for field in ("from_stop_id", "to_stop_id"):
        stop = sql.Identifier(field)
        yield Check(
            ProblemKind.VALUE_MISSING,
            TRANSFERS,
            field,
            f"{field} is empty; write the stop.",
            rows_of(WITHOUT_STOP, stop=stop),
        )
        yield refers(TRANSFERS, field, STOPS, "stop_id")
        yield ignored(
            field,
            "“{value}” is neither a stop nor a station, so this rule is left out.",
            rows_of(ELSEWHERE, stop=stop),
        )
    yield Check(
        ProblemKind.DUPLICATE,
        TRANSFERS,
        "from_stop_id, to_stop_id",
        "“{value}” stand on an earlier line as well; keep one of them.",
        rows_of(REPEATED),
    )
    yield Check(
        ProblemKind.VALUE_MISSING,
        TRANSFERS,
        "min_transfer_time",
        "min_transfer_time is empty, so changing is taken to need no time; write the seconds.",
        rows_of(WITHOUT_TIME),
        Severity.WARNING,
    )
    yield ignored(
        "transfer_type",
        "Rules for some routes or trips only, and for riders who stay seated, are not read; this "
        "one (transfer_type {value}) is left out.",
        rows_of(NARROW),
    )


def rows_of(statement: str, **names: sql.Composable) -> sql.Composed:
    return sql.SQL(statement).format(narrow=sql.SQL(OF_TRIPS), **names)


def ignored(field: str, message: str, rows: sql.Composable) -> Check:
    return Check(ProblemKind.TRANSFER_IGNORED, TRANSFERS, field, message, rows, Severity.WARNING)
