"""Which stops lie in which stations."""

from __future__ import annotations

from collections.abc import Iterator

from psycopg import sql

from operators.timetable.importing.checks import Check
from operators.timetable.importing.problems import ProblemKind, Severity
from operators.timetable.importing.tables import STOPS

# GTFS: boarding areas (4) lie on a platform, all else in a station (1), and stations in nothing.
FITS = """
coalesce(child.location_type, '0') <> '1'
    AND coalesce(parent.location_type, '0') =
        CASE WHEN child.location_type = '4' THEN '0' ELSE '1' END
"""
UNFIT = """
SELECT child.line, child.parent_station
FROM gtfs_stops AS child
JOIN gtfs_stops AS parent ON parent.stop_id = child.parent_station
WHERE NOT ({fits})
"""
HOMELESS = """
SELECT line, NULL FROM gtfs_stops
WHERE location_type IN ('2', '3', '4') AND parent_station IS NULL
"""


def station_checks() -> Iterator[Check]:
    """Stops whose station is none, and entrances and the like that belong nowhere."""
    yield Check(
        ProblemKind.PARENT_IGNORED,
        STOPS,
        "parent_station",
        "“{value}” cannot be the parent of this stop, so it is left out; platforms, entrances and "
        "nodes lie in a station (location_type 1), boarding areas on a platform.",
        sql.SQL(UNFIT).format(fits=sql.SQL(FITS)),
        Severity.WARNING,
    )
    yield Check(
        ProblemKind.VALUE_MISSING,
        STOPS,
        "parent_station",
        "An entrance, node or boarding area belongs to a station or platform; write it.",
        sql.SQL(HOMELESS),
        Severity.WARNING,
    )
