"""How rides go now: what was told of their trips, held against the timetable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from operators.prepared import Row, fetch_rows
from operators.tenancy.models import Tenant
from operators.timetable.itineraries import Ride
from operators.timetable.realtime.forecasts import (
    ExpectedCall,
    PlannedCall,
    StopForecast,
    expected_calls,
)

FRESH = timedelta(minutes=10)
"""A source that has told nothing for longer is taken for silent."""
FRESH_PLACE = timedelta(minutes=5)
"""A vehicle that was seen longer ago is somewhere else by now."""

TOLD = """
WITH wanted AS MATERIALIZED (
    SELECT * FROM unnest(%(trips)s::text[], %(dates)s::date[]) AS wanted (trip_id, service_date)
), source AS MATERIALIZED (
    SELECT source.id, source.told_at, version.id AS version_id
    FROM operators_realtimesource AS source
    JOIN operators_feedversion AS version
        ON version.feed_id = source.feed_id AND version.state = 'IN_FORCE'
    WHERE source.tenant_id = %(tenant)s AND source.is_active AND source.told_at >= %(fresh)s
)
SELECT
    trip_id, service_date, source.version_id, forecast.starts,
    coalesce(forecast.told_at, source.told_at) AS told_at,
    forecast.is_cancelled, forecast.delay, forecast.stops,
    NULL, NULL, NULL::float8, NULL::float8, NULL::float8
FROM wanted
CROSS JOIN source
JOIN operators_tripforecast AS forecast USING (trip_id, service_date)
WHERE forecast.source_id = source.id
UNION ALL
SELECT
    trip_id, service_date, source.version_id, sighting.starts, sighting.seen_at,
    NULL, NULL, NULL,
    sighting.vehicle_id, sighting.label, sighting.longitude, sighting.latitude, sighting.bearing
FROM wanted
CROSS JOIN source
JOIN operators_vehiclesighting AS sighting USING (trip_id, service_date)
WHERE sighting.source_id = source.id AND sighting.seen_at >= %(seen)s
ORDER BY told_at
"""
# The trip that still leaves and arrives as it was sold; a feed that moved it tells nothing of it.
# What is told of the stops before a ride holds for the ride, so they are read as well.
CALLS = """
SELECT
    wanted.number, run.starts, run.first, day.starts_at,
    calls.sequences, calls.stop_ids, calls.arrivals, calls.departures
FROM unnest(
    %(of)s::bigint[], %(trips)s::text[], %(dates)s::date[], %(origins)s::text[],
    %(destinations)s::text[], %(departs)s::timestamptz[], %(arrives)s::timestamptz[]
) WITH ORDINALITY AS wanted (
    version_id, trip_id, service_date, origin, destination, departs, arrives, number
)
JOIN operators_feedversion AS version ON version.id = wanted.version_id
CROSS JOIN LATERAL (
    SELECT (wanted.service_date + time '12:00') AT TIME ZONE version.timezone
        - interval '12 hours' AS starts_at
) AS day
CROSS JOIN LATERAL (
    SELECT trip.id, trip.starts, boards.sequence AS first, alights.sequence AS last
    FROM operators_trip AS trip
    JOIN operators_stoptime AS boards
        ON boards.trip_id = trip.id AND boards.version_id = ANY (%(versions)s::bigint[])
    JOIN operators_stop AS origin
        ON origin.id = boards.stop_id AND origin.stop_id = wanted.origin
    JOIN operators_stoptime AS alights
        ON alights.trip_id = trip.id
        AND alights.version_id = ANY (%(versions)s::bigint[])
        AND alights.sequence > boards.sequence
    JOIN operators_stop AS destination
        ON destination.id = alights.stop_id AND destination.stop_id = wanted.destination
    WHERE trip.version_id = wanted.version_id
        AND trip.trip_id = wanted.trip_id
        AND day.starts_at + boards.departure * interval '1 second' = wanted.departs
        AND day.starts_at + alights.arrival * interval '1 second' = wanted.arrives
    ORDER BY trip.id, boards.sequence, alights.sequence
    LIMIT 1
) AS run
CROSS JOIN LATERAL (
    SELECT
        array_agg(call.sequence ORDER BY call.sequence) AS sequences,
        array_agg(stop.stop_id ORDER BY call.sequence) AS stop_ids,
        array_agg(call.arrival ORDER BY call.sequence) AS arrivals,
        array_agg(call.departure ORDER BY call.sequence) AS departures
    FROM operators_stoptime AS call
    JOIN operators_stop AS stop ON stop.id = call.stop_id
    WHERE call.trip_id = run.id
        AND call.version_id = ANY (%(versions)s::bigint[])
        AND call.sequence <= run.last
) AS calls
"""


@dataclass(frozen=True, slots=True)
class VehicleNow:
    """A vehicle where it was seen last. WGS 84 degrees; bearing clockwise from true north."""

    id: str
    label: str
    longitude: float
    latitude: float
    bearing: float | None
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class RideNow:
    """How a ride goes. Times are aware, in UTC: those of the timetable where nothing is told, moved
    where it would arrive before it leaves.

    `skips_stop`: the vehicle does not call where the ride begins or where it ends. A delay is
    None where nobody told it, and negative where the vehicle is early.
    """

    departs_at: datetime
    arrives_at: datetime
    departure_delay: timedelta | None
    arrival_delay: timedelta | None
    is_cancelled: bool
    skips_stop: bool
    told_at: datetime
    vehicle: VehicleNow | None = None

    @property
    def is_timed(self) -> bool:
        """Whether times were told, be it that the vehicle is on time."""
        return self.departure_delay is not None or self.arrival_delay is not None

    @property
    def goes(self) -> bool:
        """Whether riders can take it as they have planned it."""
        return not (self.is_cancelled or self.skips_stop)


@dataclass(frozen=True, slots=True)
class TripNow:
    """What a source tells of a trip on a day, or where it saw its vehicle."""

    version_id: int
    starts: int | None
    told_at: datetime
    is_cancelled: bool | None
    delay: int | None
    stops: tuple[StopForecast, ...]
    vehicle: VehicleNow | None


def rides_now(tenant: Tenant, rides: Sequence[Ride], *, at: datetime) -> dict[Ride, RideNow]:
    """How these rides go at a moment; those that nothing fresh is told of are missing.

    So are those whose trip the timetable in force does not have as it was sold. Two queries
    however many rides there are, and one where nothing is told.
    """
    rides = list(dict.fromkeys(rides))
    told = read_told(tenant, rides, at=at)
    asked = [
        (ride, version_id)
        for ride in rides
        for version_id in sorted({each.version_id for each in told.get(trip_of(ride), ())})
    ]
    found: dict[Ride, RideNow] = {}
    for number, starts, first, starts_at, *columns in read_calls(asked):
        ride, version_id = asked[number - 1]
        of_run = [
            each
            for each in told[trip_of(ride)]
            if (each.version_id, each.starts) == (version_id, starts)
        ]
        calls = planned_calls(starts_at, *columns)
        if (now := ride_now(ride, calls, first, of_run)) is not None:
            found[ride] = now
    return found


def trip_of(ride: Ride) -> tuple[str, Any]:
    return ride.trip_id, ride.service_date


def read_told(
    tenant: Tenant, rides: Iterable[Ride], *, at: datetime
) -> dict[tuple[str, Any], list[TripNow]]:
    """What is told of the trips of rides, the latest last."""
    trips = list(dict.fromkeys(map(trip_of, rides)))
    if not trips:
        return {}
    wanted = {
        "tenant": tenant.pk,
        "trips": [trip_id for trip_id, _ in trips],
        "dates": [day for _, day in trips],
        "fresh": at - FRESH,
        "seen": at - FRESH_PLACE,
    }
    told: dict[tuple[str, Any], list[TripNow]] = {}
    for trip_id, day, *facts in fetch_rows(TOLD, wanted):
        told.setdefault((trip_id, day), []).append(trip_now(*facts))
    return told


def trip_now(version_id: int, starts: int | None, told_at: datetime, *facts: Any) -> TripNow:
    is_cancelled, delay, stops, vehicle_id, label, longitude, latitude, bearing = facts
    vehicle = None
    if vehicle_id is not None:
        vehicle = VehicleNow(vehicle_id, label, longitude, latitude, bearing, told_at)
    forecasts = tuple(map(StopForecast.from_json, stops or ()))
    return TripNow(version_id, starts, told_at, is_cancelled, delay, forecasts, vehicle)


def read_calls(asked: Sequence[tuple[Ride, int]]) -> list[Row]:
    """The calls of the trips in these versions, from the first stop to where the ride ends."""
    if not asked:
        return []
    rides = [ride for ride, _ in asked]
    versions = [version_id for _, version_id in asked]
    wanted = {
        "of": versions,
        "versions": sorted(set(versions)),
        "trips": [ride.trip_id for ride in rides],
        "dates": [ride.service_date for ride in rides],
        "origins": [ride.origin.stop_id for ride in rides],
        "destinations": [ride.destination.stop_id for ride in rides],
        "departs": [ride.departs_at for ride in rides],
        "arrives": [ride.arrives_at for ride in rides],
    }
    return fetch_rows(CALLS, wanted)


def planned_calls(starts_at: datetime, *columns: Sequence[Any]) -> list[PlannedCall]:
    return [
        PlannedCall(
            sequence,
            stop_id,
            starts_at + timedelta(seconds=arrival),
            starts_at + timedelta(seconds=departure),
        )
        for sequence, stop_id, arrival, departure in zip(*columns, strict=True)
    ]


def ride_now(
    ride: Ride, calls: Sequence[PlannedCall], first: int, told: Sequence[TripNow]
) -> RideNow | None:
    """What is told of a ride, of several sources the latest; None where it says nothing of it."""
    if not told:
        return None
    forecast = next((each for each in reversed(told) if each.is_cancelled is not None), None)
    vehicle = next((each.vehicle for each in reversed(told) if each.vehicle), None)
    boards = alights = ExpectedCall(None, None)
    if forecast is not None:
        expected = list(expected_calls(calls, forecast.stops, delay=forecast.delay))
        boards = expected[next(n for n, call in enumerate(calls) if call.sequence == first)]
        alights = expected[-1]
    departs_at, arrives_at = ends_of(ride, boards.departure_delay, alights.arrival_delay)
    now = RideNow(
        departs_at=departs_at,
        arrives_at=arrives_at,
        departure_delay=boards.departure_delay,
        arrival_delay=alights.arrival_delay,
        is_cancelled=bool(forecast and forecast.is_cancelled),
        skips_stop=boards.is_skipped or alights.is_skipped,
        told_at=told[-1].told_at,
        vehicle=vehicle,
    )
    says = not now.goes or now.is_timed or vehicle is not None
    return now if says else None


def ends_of(
    ride: Ride, departure: timedelta | None, arrival: timedelta | None
) -> tuple[datetime, datetime]:
    """From when to when it goes. What is told of one end alone may pass the other one."""
    departs_at = ride.departs_at + (departure or timedelta())
    arrives_at = ride.arrives_at + (arrival or timedelta())
    if departure is None:
        departs_at = min(departs_at, arrives_at)
    return departs_at, max(departs_at, arrives_at)
