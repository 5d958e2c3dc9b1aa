"""Where a ride is: where its vehicle was seen, else by the times that are told and planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db import connection

from operators.tenancy.models import Tenant
from operators.timetable.distances import Place, metres_along
from operators.timetable.itineraries import Ride, StopFacts
from operators.timetable.models import FeedVersion
from operators.timetable.realtime.rides import RideNow, rides_now

# The trip that still leaves and arrives as it was sold; a feed that moved it tells nothing of it.
CALLS = """
WITH run AS (
    SELECT trip.id, day.starts_at, boards.sequence AS first, alights.sequence AS last
    FROM operators_feedversion AS version
    JOIN operators_trip AS trip ON trip.version_id = version.id AND trip.trip_id = %(trip)s
    CROSS JOIN LATERAL (
        SELECT (%(date)s + time '12:00') AT TIME ZONE version.timezone - interval '12 hours'
            AS starts_at
    ) AS day
    JOIN operators_stoptime AS boards
        ON boards.trip_id = trip.id AND boards.version_id = ANY (%(versions)s)
    JOIN operators_stop AS origin
        ON origin.id = boards.stop_id AND origin.stop_id = %(origin)s
    JOIN operators_stoptime AS alights
        ON alights.trip_id = trip.id
        AND alights.version_id = ANY (%(versions)s)
        AND alights.sequence > boards.sequence
    JOIN operators_stop AS destination
        ON destination.id = alights.stop_id AND destination.stop_id = %(destination)s
    WHERE version.id = ANY (%(versions)s)
        AND day.starts_at + boards.departure * interval '1 second' = %(departs)s
        AND day.starts_at + alights.arrival * interval '1 second' = %(arrives)s
    ORDER BY trip.id, boards.sequence, alights.sequence
    LIMIT 1
)
SELECT
    run.starts_at + call.arrival * interval '1 second',
    run.starts_at + call.departure * interval '1 second',
    stop.latitude,
    stop.longitude
FROM run
JOIN operators_stoptime AS call
    ON call.trip_id = run.id
    AND call.version_id = ANY (%(versions)s)
    AND call.sequence BETWEEN run.first AND run.last
JOIN operators_stop AS stop ON stop.id = call.stop_id
ORDER BY call.sequence
"""


@dataclass(frozen=True, slots=True)
class RidePosition:
    """A place on the way, in WGS 84 degrees, and what lies behind: time and metres."""

    latitude: float
    longitude: float
    travelled: timedelta
    metres: int


@dataclass(frozen=True, slots=True)
class Call:
    """The vehicle at a stop."""

    place: Place
    arrives_at: datetime
    departs_at: datetime


def locate_ride(tenant: Tenant, ride: Ride, *, at: datetime) -> RidePosition:
    """Where the ride is at a moment: where its vehicle was seen while it is under way; else at a
    stop, or on the straight line between two; at its first stop before it leaves, at its last one
    after it has arrived.

    It leaves by the timetable or as much later as is told, and arrives as is told. The stops
    between are those of the feed in force, where it still has the trip as it was sold; else the
    ride goes straight from end to end. Three queries, and four where something is told.
    """
    now = rides_now(tenant, [ride], at=at).get(ride)
    calls = _find_calls(tenant, ride) or _ends(ride)
    departs, arrives = _span(ride, now)
    travelled = min(max(at, departs), arrives) - departs
    *passed, place = _way_until(calls, _planned_moment(ride, travelled, arrives - departs))
    if now is not None and now.vehicle is not None and departs < at < arrives:
        place = now.vehicle.latitude, now.vehicle.longitude
    return RidePosition(*place, travelled, metres_along([*passed, place]))


def _span(ride: Ride, now: RideNow | None) -> tuple[datetime, datetime]:
    """From when to when the ride goes."""
    if now is None or not now.goes:
        return ride.departs_at, ride.arrives_at
    departs = max(ride.departs_at, now.departs_at)
    return departs, max(departs, now.arrives_at)


def _planned_moment(ride: Ride, travelled: timedelta, total: timedelta) -> datetime:
    """When it should have been where it is: its way is stretched over the time that it takes."""
    planned = ride.arrives_at - ride.departs_at
    if total == planned:
        return ride.departs_at + travelled
    return ride.departs_at + planned * (travelled / total if total else 1.0)


def _way_until(calls: Sequence[Call], at: datetime) -> list[Place]:
    """The stops that were left, and the place of that moment."""
    way = [calls[0].place]
    for here, following in pairwise(calls):
        if at <= here.departs_at:
            return way
        if at < following.arrives_at:
            share = (at - here.departs_at) / (following.arrives_at - here.departs_at)
            return [*way, _between(here.place, following.place, share)]
        way.append(following.place)
    return way


def _between(one: Place, other: Place, share: float) -> Place:
    (south, west), (north, east) = one, other
    return south + share * (north - south), west + share * (east - west)


def _find_calls(tenant: Tenant, ride: Ride) -> list[Call]:
    wanted: dict[str, Any] = {
        "versions": FeedVersion.objects.keys_in_force(tenant),
        "trip": ride.trip_id,
        "date": ride.service_date,
        "origin": ride.origin.stop_id,
        "destination": ride.destination.stop_id,
        "departs": ride.departs_at,
        "arrives": ride.arrives_at,
    }
    with connection.cursor() as cursor:
        cursor.execute(CALLS, wanted)
        return [
            Call((float(latitude), float(longitude)), arrives_at, departs_at)
            for arrives_at, departs_at, latitude, longitude in cursor.fetchall()
        ]


def _ends(ride: Ride) -> list[Call]:
    return [
        Call(_place(ride.origin), ride.departs_at, ride.departs_at),
        Call(_place(ride.destination), ride.arrives_at, ride.arrives_at),
    ]


def _place(stop: StopFacts) -> Place:
    return float(stop.latitude), float(stop.longitude)
