"""From the staging tables into the timetable: rows of a version that planning does not see yet."""

from __future__ import annotations

from django.db import connection, transaction
from psycopg import sql

from operators.timetable.importing.calls import CallFacts, keep_calls
from operators.timetable.importing.frequencies import list_runs, move_calls
from operators.timetable.importing.partitions import (
    attach_part,
    count_rows,
    drop_part,
)
from operators.timetable.importing.run import ImportRun
from operators.timetable.importing.stations import FITS
from operators.timetable.importing.transfers import KEPT as TRANSFERS_KEPT
from operators.timetable.states import FeedVersionState

STOPS = """
INSERT INTO operators_stop (
    id, version_id, stop_id, code, name, latitude, longitude, zone_id, location_type, parent_id,
    platform_code
)
SELECT
    child.id,
    %(version)s,
    child.stop_id,
    coalesce(child.stop_code, ''),
    coalesce(left(child.stop_name, 250), ''),
    coalesce(pg_temp.gtfs_degrees(child.stop_lat), pg_temp.gtfs_degrees(parent.stop_lat), 0),
    coalesce(pg_temp.gtfs_degrees(child.stop_lon), pg_temp.gtfs_degrees(parent.stop_lon), 0),
    coalesce(child.zone_id, ''),
    coalesce(child.location_type, '0')::smallint,
    parent.id,
    coalesce(left(child.platform_code, 50), '')
FROM gtfs_stops AS child
LEFT JOIN gtfs_stops AS parent ON parent.stop_id = child.parent_station AND {fits}
"""
ROUTES = """
INSERT INTO operators_route (
    id, version_id, route_id, agency_id, short_name, long_name, route_type, color
)
SELECT
    id,
    %(version)s,
    route_id,
    coalesce(agency_id, ''),
    coalesce(left(route_short_name, 100), ''),
    coalesce(left(route_long_name, 250), ''),
    route_type::smallint,
    CASE WHEN route_color ~ '^[0-9A-Fa-f]{6}$' THEN route_color ELSE '' END
FROM gtfs_routes
"""
TRIPS = """
INSERT INTO operators_trip (
    id, version_id, route_id, trip_id, service_id, headsign, direction_id, starts
)
SELECT
    coalesce(gtfs_runs.id, gtfs_trips.id),
    %(version)s,
    gtfs_routes.id,
    gtfs_trips.trip_id,
    gtfs_trips.service_id,
    coalesce(left(gtfs_trips.trip_headsign, 250), ''),
    gtfs_trips.direction_id::smallint,
    gtfs_runs.starts
FROM gtfs_trips
JOIN gtfs_routes ON gtfs_routes.route_id = gtfs_trips.route_id
LEFT JOIN gtfs_runs ON gtfs_runs.trip_id = gtfs_trips.id
"""
SERVICE_DAYS = """
INSERT INTO operators_serviceday (version_id, service_id, date)
SELECT %(version)s, service_id, date FROM gtfs_days ORDER BY date, service_id
"""
LOADED = ("stop", "route", "trip", "serviceday", "transfer")
OVER = (FeedVersionState.REPLACED, FeedVersionState.CHECKED, FeedVersionState.REFUSED)
# Stops are deleted last, stop times first.
LEFT_OVER = """
SELECT version.id
FROM operators_feedversion AS version
WHERE feed_id = %(feed)s
    AND state = ANY (%(states)s)
    AND (
        EXISTS (SELECT FROM operators_stop WHERE version_id = version.id)
        OR to_regclass('operators_stoptime_' || version.id) IS NOT NULL
    )
"""


def load_rows(run: ImportRun, calls: CallFacts) -> int:
    """Keep everything that was staged, in several short transactions; the latest time of all."""
    run.begin("listing runs")
    runs = list_runs()
    for step, statement in (
        ("keeping stops", STOPS.format(fits=FITS)),
        ("keeping routes", ROUTES),
        ("keeping trips", TRIPS),
        ("keeping service days", SERVICE_DAYS),
        ("keeping transfers", TRANSFERS_KEPT),
    ):
        run.begin(step)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, {"version": run.version.pk})
    run.begin("keeping stop times")
    if not calls.kept:
        keep_calls(run.version.pk)
    moved = move_calls(run.version.pk) if runs else 0
    run.begin("indexing stop times")
    attach_part(run.version.pk)
    run.begin("counting")
    with connection.cursor() as cursor:
        for name in LOADED:
            # Planning goes wrong by orders of magnitude on tables that were never counted.
            cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(f"operators_{name}")))
    count_rows(run.version.pk)
    return max(calls.latest, moved)


def left_over(feed_id: int) -> list[int]:
    """Versions of a feed that are over and still have rows."""
    with connection.cursor() as cursor:
        cursor.execute(LEFT_OVER, {"feed": feed_id, "states": list(OVER)})
        return [version_id for (version_id,) in cursor.fetchall()]


def delete_rows(version_id: int) -> None:
    """Remove the rows of a version that is not in force, table by table."""
    if not drop_part(version_id):
        return
    for name in (
        "operatingday",
        "serviceday",
        "transfer",
        "patterncall",
        "pattern",
        "trip",
        "route",
        "stop",
    ):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                sql.SQL("DELETE FROM {} WHERE version_id = %(version)s").format(
                    sql.Identifier(f"operators_{name}")
                ),
                {"version": version_id},
            )
