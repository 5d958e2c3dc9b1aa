"""Segments of trips, booked and paid on account by a traveller who is signed in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bookings.actions.purchases.buying import buy_on_account
from bookings.actions.purchases.holding import hold_purchase
from bookings.models import Booking
from bookings.terms import HoldWish, PartWish
from protocols.models import KeptTrip
from protocols.tripgo.trips.segments import Segment, offers_of
from sales.models import AccountLink
from sales.offers.actions import OfferWish
from sales.orders.customers import CustomerFacts
from tests.factories.moments import BY, NOW
from tests.factories.scenarios import wishes
from tests.protocols.tripgo.kept import keep
from tests.protocols.tripgo.worlds import TripGoWorld

NOTE = {
    "id": "notes",
    "type": "LONG_TEXT",
    "title": "Note",
    "required": False,
    "value": "Blue door",
}


def hold(
    world: TripGoWorld,
    trip: KeptTrip,
    *segments: Segment,
    link: AccountLink | None = None,
    travellers: int = 1,
    told: dict[str, Any] | None = None,
    at: datetime = NOW,
) -> list[Booking]:
    """Hold the segments at once, as quick booking does; they are PENDING."""
    customer = CustomerFacts(external_id="", reference=(link or world.link).customer.reference)
    wish = OfferWish(wishes([None] * travellers))
    trip.channel = world.channel
    parts = [
        PartWish(
            offers_of(trip, segment, wish=wish, binding=True, at=at)[0].reference,
            place=segment.id,
            wish=HoldWish(customer=customer),
            told=told or {},
        )
        for segment in segments
    ]
    purchase = hold_purchase(
        parts, channel=world.channel, external_reference=str(trip.reference), by=BY, at=at
    )
    return [part.booking for part in purchase.parts.order_by("sequence")]


def buy(
    world: TripGoWorld, trip: KeptTrip, *segments: Segment, at: datetime = NOW, **more: Any
) -> list[Booking]:
    """Hold and buy them, on account."""
    held = hold(world, trip, *segments, at=at, **more)
    buy_on_account(held[0].purchase_part.purchase, by=BY, at=at)
    return list(Booking.objects.filter(pk__in=[one.pk for one in held]).order_by("pk"))


def bought(world: TripGoWorld, segment: Segment, **more: Any) -> Booking:
    """The booking of a trip of one segment."""
    [booking] = buy(world, keep(world, segment), segment, **more)
    return booking
