"""From the staging tables into the timetable: rows of a version that planning does not see yet."""

from __future__ import annotations

from django.db import connection, transaction
from psycopg import sql

from operators.timetable.importing.progress import Progress
from operators.timetable.importing.run import ImportRun
from operators.timetable.importing.tables import STOP_TIMES

TRIPS_PER_STEP = 5000

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
LEFT JOIN gtfs_stops AS parent ON parent.stop_id = child.parent_station
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
    id, version_id, route_id, trip_id, service_id, headsign, direction_id
)
SELECT
    gtfs_trips.id,
    %(version)s,
    gtfs_routes.id,
    gtfs_trips.trip_id,
    gtfs_trips.service_id,
    coalesce(left(gtfs_trips.trip_headsign, 250), ''),
    gtfs_trips.direction_id::smallint
FROM gtfs_trips
JOIN gtfs_routes ON gtfs_routes.route_id = gtfs_trips.route_id
"""
SERVICE_DAYS = """
INSERT INTO operators_serviceday (version_id, service_id, date)
SELECT %(version)s, service_id, date FROM gtfs_days ORDER BY date, service_id
"""
TRIP_RANGE = "SELECT min(id), max(id) FROM gtfs_trips"
STOP_TIMES_OF_SOME = """
INSERT INTO operators_stoptime (
    trip_id, stop_id, sequence, arrival, departure, pickup_type, drop_off_type
)
SELECT trip_id, stop_id, sequence, arrival, departure, pickup_type, drop_off_type
FROM gtfs_calls
WHERE trip_id >= %(first)s AND trip_id < %(after)s
ORDER BY trip_id, sequence
"""
LOADED = ("stop", "route", "trip", "serviceday", "stoptime")

DELETE_STOP_TIMES = """
DELETE FROM operators_stoptime USING operators_trip
WHERE operators_trip.version_id = %(version)s AND operators_stoptime.trip_id = operators_trip.id
"""


def load_rows(run: ImportRun) -> None:
    """Keep everything that was staged, in several short transactions."""
    for step, statement in (
        ("keeping stops", STOPS),
        ("keeping routes", ROUTES),
        ("keeping trips", TRIPS),
        ("keeping service days", SERVICE_DAYS),
    ):
        run.begin(step)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, {"version": run.version.pk})
    run.begin("keeping stop times")
    load_stop_times(run)
    run.begin("counting")
    with connection.cursor() as cursor:
        for name in LOADED:
            # Planning goes wrong by orders of magnitude on tables that were never counted.
            cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(f"operators_{name}")))


def load_stop_times(run: ImportRun) -> None:
    """Some thousand trips at a time, so that the import can tell of them and be cancelled."""
    rows, total = 0, run.counts[STOP_TIMES.name]
    with connection.cursor() as cursor:
        cursor.execute(TRIP_RANGE)
        lowest, highest = cursor.fetchone()
        for first in range(lowest, highest + 1, TRIPS_PER_STEP):
            with transaction.atomic():
                cursor.execute(
                    STOP_TIMES_OF_SOME, {"first": first, "after": first + TRIPS_PER_STEP}
                )
            rows += cursor.rowcount
            run.note()
            run.tell(Progress(run.step, STOP_TIMES.name, rows, rows, total))


def delete_rows(version_id: int) -> None:
    """Remove the rows of a version that is not in force, table by table."""
    statements = [
        sql.SQL(DELETE_STOP_TIMES),
        *(
            sql.SQL("DELETE FROM {} WHERE version_id = %(version)s").format(
                sql.Identifier(f"operators_{name}")
            )
            for name in ("serviceday", "trip", "route", "stop")
        ),
    ]
    for statement in statements:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, {"version": version_id})
