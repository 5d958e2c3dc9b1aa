"""Buying of a supplier in memory, told in few words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bookings.actions.doors import cancel_any, commit_any, hold_offer, move_leg
from bookings.actions.planning_supplied import SupplyTrip, plan_supplied
from bookings.actions.supplied.healing import claim_supplied, heal_supplied
from bookings.actions.supplied.riding import book_supplied_asset
from bookings.models import Booking, Leg, SuppliedBooking
from bookings.states import LegAct
from bookings.terms import HoldWish, LegTold, Place
from operators.tenancy.actors import Actor
from operators.tenancy.errors import DomainError
from sales.models import Offer, Order
from sales.offers.actions import OfferWish
from sales.offers.terms import TravellerWish
from sales.orders.customers import CustomerFacts
from tests.factories.moments import BY, NOW
from tests.factories.standin import StandIn
from tests.factories.supply import Reseller

TIMER = Actor.timer("heal-supplied")


@dataclass(frozen=True, slots=True)
class ResellShop:
    """A reseller, and the supplier behind it."""

    opened: Reseller
    there: StandIn

    def offers(self, *, at: datetime = NOW) -> list[Offer]:
        wish = OfferWish((TravellerWish("ada"),))
        trip = SupplyTrip()
        return plan_supplied(self.opened.channel, trip, wish=wish, binding=True, at=at)

    def hold(self, offer: Offer | None = None, *, at: datetime = NOW) -> Booking:
        reference = (offer or self.offers(at=at)[0]).reference
        wish = HoldWish(CustomerFacts("ada"))
        return hold_offer(reference, channel=self.opened.channel, wish=wish, by=BY, at=at)

    def sell(self, *, at: datetime = NOW) -> Booking:
        return commit_any(self.hold(at=at), by=BY, at=at)

    def commit(self, booking: Booking, *, at: datetime = NOW) -> Booking:
        return commit_any(booking, by=BY, at=at)

    def cancel(self, booking: Booking, *, at: datetime = NOW) -> Booking:
        return cancel_any(booking, by=BY, at=at)

    def rent(self, asset_id: str = "scooter", *, at: datetime = NOW) -> Booking:
        return book_supplied_asset(
            self.opened.channel,
            asset_id,
            customer=CustomerFacts("ada"),
            origin=Place(4.3, 52.1),
            by=BY,
            at=at,
        )

    def move(self, booking: Booking, act: LegAct, *, at: datetime = NOW) -> Leg:
        leg = booking.legs.select_related("booking").get()
        return move_leg(leg, act, LegTold(time=at), by=BY, at=at)

    def heal(self, *, at: datetime) -> list[str]:
        """What the timer does then; what it could not do."""
        faults = []
        for key in claim_supplied(at=at, limit=10):
            row = SuppliedBooking.objects.select_related("booking").get(pk=key)
            try:
                heal_supplied(row, by=TIMER, at=at)
            except DomainError as fault:
                faults.append(type(fault).__name__)
        return faults

    def orders(self) -> list[tuple[str, str]]:
        """State and sum of what was sold."""
        return [(order.state, str(order.total_amount)) for order in Order.objects.order_by("pk")]


def standing(booking: Booking) -> tuple[Any, ...]:
    """Booking, legs and what is wanted, as they are in the database."""
    row = SuppliedBooking.objects.select_related("booking").get(booking=booking.pk)
    legs = row.booking.legs.order_by("sequence").values_list("state", flat=True)
    return (row.booking.state, *legs, row.wanted)


def events_of(booking: Booking) -> list[str]:
    return list(booking.events.order_by("pk").values_list("name", flat=True))
