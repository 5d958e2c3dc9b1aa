"""A taxi stand: orders and the acts of its drivers, each at a moment of the test's choice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bookings.actions.doors import cancel_any, commit_any, hold_offer
from bookings.actions.taxis.accepting import accept_ride
from bookings.actions.taxis.dispatching import find_driver
from bookings.actions.taxis.ending import end_ride, settle_ride
from bookings.actions.taxis.riding import begin_ride, note_arrival
from bookings.models import Booking, TaxiRide
from bookings.taxi_queries import TaxiReading, read_taxi_booking
from bookings.terms import HoldWish
from operators.models import Asset, Organisation, Tenant
from operators.tenancy.actors import Actor
from sales.orders.customers import CustomerFacts
from tests.factories.moments import BY, NOW, later
from tests.factories.sales import SalesChannelFactory
from tests.factories.taxis import TaxiShop, equip_with_taxis, open_taxi_shop

ANNA = CustomerFacts(external_id="anna")
TIMER = Actor.timer("move-taxi")
PICK_UP = later(minutes=15)
"""Of an order that wishes none."""
TAKES = 228
"""Seconds of the usual trip, as estimated."""
FAR = 1893
"""Its metres."""


@dataclass(frozen=True, slots=True)
class Stand:
    """One fleet, and the steps of a ride with its one taxi."""

    shop: TaxiShop

    @property
    def taxi(self) -> Asset:
        return self.shop.asset

    def hold(
        self, *, customer: CustomerFacts | None = ANNA, at: datetime = NOW, **w: Any
    ) -> Booking:
        offer = self.shop.offer(at=at, **w)
        wish = HoldWish(customer=customer)
        return hold_offer(offer.reference, channel=self.shop.channel, wish=wish, by=BY, at=at)

    def order(self, *, at: datetime = NOW, **wish: Any) -> TaxiRide:
        booking = commit_any(self.hold(at=at, **wish), by=BY, at=at)
        return ride_of(booking)

    def accepted(self, *, at: datetime = NOW, **wish: Any) -> TaxiRide:
        return find_driver(self.order(at=at, **wish), by=TIMER, at=at)

    def send(self, ride: TaxiRide, taxi: Asset, *, at: datetime = NOW) -> TaxiRide:
        return accept_ride(ride, taxi, by=BY, at=at)

    def by_hand(self, *, at: datetime = NOW, **wish: Any) -> TaxiRide:
        return accept_ride(self.order(at=at, **wish), self.taxi, by=BY, at=at)

    def arrived(self, **wish: Any) -> TaxiRide:
        return note_arrival(self.accepted(**wish), by=TIMER, at=PICK_UP)

    def begun(self, **wish: Any) -> TaxiRide:
        return begin_ride(self.arrived(**wish), by=TIMER, at=later(minutes=16))

    def ended(self, *, metres: int | None = FAR, **wish: Any) -> TaxiRide:
        ride = self.begun(**wish)
        return end_ride(ride, metres=metres, seconds=TAKES, by=TIMER, at=later(minutes=20))

    def settled(self, **wish: Any) -> TaxiRide:
        return settle_ride(self.ended(**wish), by=TIMER, at=later(minutes=21))

    def cancel(self, ride: TaxiRide, *, at: datetime = NOW, **wish: Any) -> Booking:
        return cancel_any(ride.leg.booking, by=BY, at=at, **wish)

    def read(self, ride: TaxiRide, *, at: datetime = NOW) -> TaxiReading:
        reference = ride.leg.booking.reference
        return read_taxi_booking(reference, channel_id=self.shop.channel.pk, at=at)


def open_stand(**shop: Any) -> Stand:
    """A stand of a shop of its own."""
    return Stand(open_taxi_shop(**shop))


def stand_beside(tenant: Tenant, seller: Organisation) -> Stand:
    """A stand of a tenant that has a shop already, through a channel of its own."""
    place = SalesChannelFactory(tenant=tenant, seller=seller)
    return Stand(equip_with_taxis(place, fleet={}, service={}, product={}))


def ride_of(booking: Booking) -> TaxiRide:
    """As it is stored now."""
    return TaxiRide.objects.select_related("leg__booking", "fleet").get(leg__booking=booking)


def states(ride: TaxiRide) -> tuple[str, str]:
    """Of booking and leg, as they are stored now."""
    found = TaxiRide.objects.select_related("leg__booking").get(pk=ride.pk)
    return found.leg.booking.state, found.leg.state


def events(ride: TaxiRide) -> list[str]:
    """What happened, in order."""
    return list(ride.leg.booking.events.order_by("pk").values_list("name", flat=True))
