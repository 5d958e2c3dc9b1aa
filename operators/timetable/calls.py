"""The stops on the way of rides, and which line they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from operators.prepared import Row, fetch_rows
from operators.tenancy.models import Tenant
from operators.timetable.itineraries import Ride
from operators.timetable.models import FeedVersion

# The trip that still leaves and arrives as the ride does; as in positions.py.
CALLS = """
WITH run AS (
    SELECT DISTINCT ON (wanted.number)
        wanted.number, trip.id, day.starts_at, route.color, operator.name AS operator,
        operator.id AS operator_id, feed.id AS feed_id,
        boards.sequence AS first, alights.sequence AS last
    FROM unnest(
        %(trips)s::text[], %(dates)s::date[], %(origins)s::text[], %(destinations)s::text[],
        %(departs)s::timestamptz[], %(arrives)s::timestamptz[]
    ) WITH ORDINALITY
        AS wanted (trip_id, date, origin, destination, departs, arrives, number)
    JOIN operators_trip AS trip
        ON trip.trip_id = wanted.trip_id AND trip.version_id = ANY (%(versions)s::bigint[])
    JOIN operators_route AS route ON route.id = trip.route_id
    JOIN operators_feedversion AS version ON version.id = trip.version_id
    JOIN operators_feed AS feed ON feed.id = version.feed_id
    JOIN operators_operator AS operator ON operator.id = feed.operator_id
    CROSS JOIN LATERAL (
        SELECT (wanted.date + time '12:00') AT TIME ZONE version.timezone - interval '12 hours'
            AS starts_at
    ) AS day
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
    WHERE day.starts_at + boards.departure * interval '1 second' = wanted.departs
        AND day.starts_at + alights.arrival * interval '1 second' = wanted.arrives
    ORDER BY wanted.number, trip.id, boards.sequence, alights.sequence
)
SELECT
    run.number, run.color, run.operator, run.operator_id, run.feed_id,
    stop.stop_id, stop.name, stop.longitude::float8, stop.latitude::float8,
    run.starts_at + call.arrival * interval '1 second',
    run.starts_at + call.departure * interval '1 second'
FROM run
JOIN operators_stoptime AS call
    ON call.trip_id = run.id
    AND call.version_id = ANY (%(versions)s::bigint[])
    AND call.sequence BETWEEN run.first AND run.last
JOIN operators_stop AS stop ON stop.id = call.stop_id
ORDER BY run.number, call.sequence
"""


@dataclass(frozen=True, slots=True)
class CallFacts:
    """A vehicle at a stop. WGS 84 degrees; moments are aware."""

    stop_id: str
    name: str
    longitude: float
    latitude: float
    arrives_at: datetime
    departs_at: datetime


@dataclass(frozen=True, slots=True)
class RideFacts:
    """What a ride passes, and what passengers know it by."""

    calls: tuple[CallFacts, ...] = ()
    """From where it is boarded to where it is left."""
    colour: str = ""
    """Of the line (GTFS route_color): six hexadecimal digits, if the feed tells them."""
    operator: str = ""
    """Name of whose timetable it is of."""
    operator_id: int | None = None
    feed_id: int | None = None


def read_ride_facts(tenant: Tenant, rides: Sequence[Ride]) -> list[RideFacts]:
    """What is known of each ride, in their order; two queries, none without rides.

    Nothing where the feed in force no longer has the trip as the ride tells it.
    """
    if not rides:
        return []
    found: dict[int, list[Row]] = {}
    for number, *told in fetch_rows(CALLS, _values(tenant, rides)):
        found.setdefault(number, []).append(tuple(told))
    return [_facts(found.get(number, [])) for number in range(1, len(rides) + 1)]


def _facts(rows: list[Row]) -> RideFacts:
    if not rows:
        return RideFacts()
    calls = tuple(CallFacts(*call) for _, _, _, _, *call in rows)
    colour, operator, operator_id, feed_id, *_ = rows[0]
    return RideFacts(calls, colour, operator, operator_id, feed_id)


def _values(tenant: Tenant, rides: Sequence[Ride]) -> dict[str, Any]:
    return {
        "versions": FeedVersion.objects.keys_in_force(tenant),
        "trips": [ride.trip_id for ride in rides],
        "dates": [ride.service_date for ride in rides],
        "origins": [ride.origin.stop_id for ride in rides],
        "destinations": [ride.destination.stop_id for ride in rides],
        "departs": [ride.departs_at for ride in rides],
        "arrives": [ride.arrives_at for ride in rides],
    }
