"""Planning a journey between two places that need not be stops: from what is near to offers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bookings.actions.planning import TRIPS
from bookings.terms import Place
from operators.timetable.near import find_stops_near, group_of_stops, shared_out
from operators.timetable.planner import plan_itineraries
from sales.models import Offer, SalesChannel
from sales.offers.actions import OfferWish, make_offers, quote_offers

MOST_STOPS = 40
"""Around each place; more would make each other useless."""


@dataclass(frozen=True, slots=True)
class PlacesWish:
    """From where to where somebody wants to travel, how far in metres they walk at either end, and
    when they leave at the earliest. The moment is aware."""

    origin: Place
    destination: Place
    origin_metres: float
    destination_metres: float
    departs_after: datetime


def plan_between_places(
    channel: SalesChannel, places: PlacesWish, *, wish: OfferWish, binding: bool, at: datetime
) -> list[Offer]:
    """Offer the next trips from a stop near one place to a stop near the other, with what the
    channel sells at that moment; as `plan_journey` otherwise.

    A stop that is near both belongs to the nearer one. No stops or no trip, no offer.
    NothingOnSale, NoFare, NotValidThen and FormUnavailable for the products. The number of queries
    does not depend on what is found.
    """
    origins = find_stops_near(
        channel.tenant, *places.origin, metres=places.origin_metres, limit=MOST_STOPS
    )
    destinations = find_stops_near(
        channel.tenant, *places.destination, metres=places.destination_metres, limit=MOST_STOPS
    )
    left, right = map(group_of_stops, shared_out(origins, destinations))
    if left is None or right is None:
        return []
    itineraries = plan_itineraries(
        channel.tenant,
        origin=left,
        destination=right,
        departs_after=max(places.departs_after, at),
        limit=TRIPS,
    )
    if not itineraries:
        return []
    offer = make_offers if binding else quote_offers
    return offer(channel, itineraries, wish=wish, at=at)
