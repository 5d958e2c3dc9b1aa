"""Trips as planning would find them, without a timetable."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from operators.timetable.itineraries import Itinerary, Ride, StopFacts
from tests.factories.moments import later

RIDE_TIME = timedelta(minutes=20)


def ride(departs_at: datetime | None = None, *, zone_ids: tuple[str, ...] = ("A",)) -> Ride:
    """A bus ride of twenty minutes; it leaves half an hour from now unless told otherwise."""
    departs_at = departs_at or later(minutes=30)
    first, last = (zone_ids[0], zone_ids[-1]) if zone_ids else ("", "")
    return Ride(
        origin=StopFacts("stop-1", "Market", Decimal("52.1"), Decimal("4.3"), first),
        destination=StopFacts("stop-2", "Beach", Decimal("52.2"), Decimal("4.4"), last),
        departs_at=departs_at,
        arrives_at=departs_at + RIDE_TIME,
        service_date=date(2026, 6, 1),
        trip_id="trip-1",
        headsign="Beach",
        route_id="route-1",
        route_name="1",
        route_type=3,
        zone_ids=zone_ids,
    )


def one_ride(departs_at: datetime | None = None) -> Itinerary:
    return Itinerary((ride(departs_at),))


def two_rides(departs_at: datetime | None = None) -> Itinerary:
    """A trip with a change: through zones A and B, then B and C."""
    first = ride(departs_at, zone_ids=("A", "B"))
    second = ride(first.arrives_at + timedelta(minutes=5), zone_ids=("B", "C"))
    return Itinerary((first, second))
