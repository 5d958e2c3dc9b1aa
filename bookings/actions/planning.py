"""Planning a journey: from two places and a moment to offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from operators.timetable.itineraries import Itinerary
from operators.timetable.planner import HORIZON, plan_itineraries
from operators.timetable.stops import StopReference, find_stops, get_stop_group
from sales.models import Offer, SalesChannel
from sales.offers.actions import OfferWish, make_offers, quote_offers

TRIPS = 5
"""How many trips are offered."""


@dataclass(frozen=True, slots=True)
class TripWish:
    """Where and when somebody wants to travel. Moments are aware; without any, it is now.

    Several references of one place must mean the same stops; the first one known decides.
    """

    origin: Sequence[StopReference]
    destination: Sequence[StopReference]
    departs_after: datetime | None = None
    arrives_before: datetime | None = None


def plan_journey(
    channel: SalesChannel, trip: TripWish, *, wish: OfferWish, binding: bool, at: datetime
) -> list[Offer]:
    """Offer the trips that fit the wish with what the channel sells at that moment.

    The next trips after the departure, those that arrive in time where the arrival is told too;
    where the arrival alone is told, the last ones that make it. Some have a change; see
    `plan_itineraries`. Binding offers are stored and can be booked; others only inform. No trip,
    no offer.
    StopUnknown, StopsDiffer and NoTimetable for the places; NothingOnSale, NoFare and
    FormUnavailable for the products. The number of queries does not depend on what is found.
    """
    offer = make_offers if binding else quote_offers
    return offer(channel, _find_trips(channel, trip, at=at), wish=wish, at=at)


def _find_trips(channel: SalesChannel, trip: TripWish, *, at: datetime) -> Sequence[Itinerary]:
    stops = find_stops(channel.tenant, [*trip.origin, *trip.destination])
    origin = get_stop_group(stops, trip.origin)
    destination = get_stop_group(stops, trip.destination)
    departs_after, horizon = trip.departs_after, HORIZON
    if trip.arrives_before is None:
        departs_after = departs_after or at
    elif departs_after is None:
        # What has left already is not offered.
        horizon = min(HORIZON, trip.arrives_before - at)
    return plan_itineraries(
        channel.tenant,
        origin=origin,
        destination=destination,
        departs_after=departs_after,
        arrives_before=trip.arrives_before,
        limit=TRIPS,
        horizon=horizon,
    )
