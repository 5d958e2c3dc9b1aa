"""Everything that is to be remembered of the rides that a search has found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from operators.prepared import Row, fetch_rows
from operators.timetable.distances import metres_along
from operators.timetable.itineraries import Ride, StopFacts
from operators.timetable.planning.search import FoundRide

# The start of a service day is twelve hours before its noon.
RIDES = """
SELECT
    wanted.number,
    ((wanted.starts_at + interval '12 hours') AT TIME ZONE version.timezone)::date,
    trip.trip_id, trip.headsign,
    route.route_id, coalesce(nullif(route.short_name, ''), route.long_name), route.route_type,
    route.agency_id,
    calls.zone_ids, calls.latitudes, calls.longitudes,
    boarded.stop_id, boarded.name, boarded.latitude, boarded.longitude, boarded.zone_id,
    boarded.platform_code,
    left_at.stop_id, left_at.name, left_at.latitude, left_at.longitude, left_at.zone_id,
    left_at.platform_code
FROM unnest(
    %(patterns)s::bigint[], %(places)s::integer[], %(starts)s::timestamptz[],
    %(boarded)s::integer[], %(left_at)s::integer[]
) WITH ORDINALITY AS wanted (pattern_id, place, starts_at, boarded, left_at, number)
JOIN operators_pattern AS pattern ON pattern.id = wanted.pattern_id
JOIN operators_feedversion AS version ON version.id = pattern.version_id
JOIN operators_trip AS trip ON trip.id = pattern.trips[wanted.place + 1]
JOIN operators_route AS route ON route.id = pattern.route_id
CROSS JOIN LATERAL (
    SELECT
        array_agg(stop.id ORDER BY call.sequence) AS stops,
        array_agg(stop.zone_id ORDER BY call.sequence) AS zone_ids,
        array_agg(stop.latitude::float8 ORDER BY call.sequence) AS latitudes,
        array_agg(stop.longitude::float8 ORDER BY call.sequence) AS longitudes
    FROM operators_patterncall AS call
    JOIN operators_stop AS stop ON stop.id = call.stop_id
    WHERE call.version_id = pattern.version_id
        AND call.pattern_id = pattern.id
        AND call.sequence BETWEEN wanted.boarded AND wanted.left_at
) AS calls
JOIN operators_stop AS boarded ON boarded.id = calls.stops[1]
JOIN operators_stop AS left_at ON left_at.id = calls.stops[cardinality(calls.stops)]
"""
STOP_COLUMNS = 6


def read_rides(found: Sequence[FoundRide], *, zero: datetime) -> dict[FoundRide, Ride]:
    """Look up the rides in one query; those whose version was replaced meanwhile are missing."""
    wanted = list(dict.fromkeys(found))
    values = {
        "patterns": [ride.pattern for ride in wanted],
        "places": [ride.place for ride in wanted],
        "starts": [zero + timedelta(seconds=ride.start) for ride in wanted],
        "boarded": [ride.boarded for ride in wanted],
        "left_at": [ride.left_at for ride in wanted],
    }
    rides = {}
    for number, *facts in fetch_rows(RIDES, values):
        ride = wanted[number - 1]
        rides[ride] = ride_of(ride, tuple(facts), zero=zero)
    return rides


def ride_of(found: FoundRide, facts: Row, *, zero: datetime) -> Ride:
    service_date, trip_id, headsign, route_id, route_name, route_type, agency_id, *rest = facts
    zone_ids, latitudes, longitudes, *stops = rest
    return Ride(
        origin=StopFacts(*stops[:STOP_COLUMNS]),
        destination=StopFacts(*stops[STOP_COLUMNS:]),
        departs_at=(zero + timedelta(seconds=found.departs)).astimezone(UTC),
        arrives_at=(zero + timedelta(seconds=found.arrives)).astimezone(UTC),
        service_date=service_date,
        trip_id=trip_id,
        headsign=headsign,
        route_id=route_id,
        route_name=route_name,
        route_type=route_type,
        zone_ids=tuple(dict.fromkeys(zone_id for zone_id in zone_ids if zone_id)),
        distance_metres=metres_along(list(zip(latitudes, longitudes, strict=True))),
        agency_id=agency_id,
    )
