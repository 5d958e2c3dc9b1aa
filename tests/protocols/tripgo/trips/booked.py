"""Trips of which something was bought."""

from __future__ import annotations

from bookings.actions.purchases.buying import buy_on_account
from bookings.actions.purchases.holding import hold_purchase
from bookings.models import Booking
from bookings.terms import HoldWish, PartWish
from protocols.tripgo.trips.segments import bookable_segments, offers_of
from protocols.tripgo.trips.store import find_trip
from sales.offers.actions import OfferWish
from sales.offers.terms import TravellerWish
from sales.orders.customers import CustomerFacts
from tests.factories.moments import BY, NOW
from tests.protocols.tripgo.client import Body
from tests.protocols.tripgo.worlds import TripGoWorld

ALONE = OfferWish((TravellerWish(),))


def book(world: TripGoWorld, told: Body) -> Booking:
    """The first segment of a trip that can be booked, bought on account for the traveller."""
    trip = find_trip(world.channel, told["id"])
    segment = bookable_segments(trip)[0]
    offer = offers_of(trip, segment, wish=ALONE, binding=True, at=NOW)[0]
    customer = CustomerFacts(external_id="", reference=world.link.customer.reference)
    purchase = hold_purchase(
        [PartWish(offer.reference, segment.id, HoldWish(customer=customer))],
        channel=world.channel,
        external_reference=told["id"],
        by=BY,
        at=NOW,
    )
    buy_on_account(purchase, by=BY, at=NOW)
    return purchase.parts.get().booking
