"""What can be done with taxis."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from bookings.actions.door import Door
from bookings.actions.taxis.cancelling import cancel_taxi
from bookings.actions.taxis.holding import (
    commit_taxi,
    expire_taxi_hold,
    extend_taxi_hold,
    hold_taxi,
)
from bookings.models import Booking, Leg
from bookings.states import BookingKind, LegAct, Origin
from bookings.terms import HoldWish, LegTold
from operators.tenancy.actors import Actor
from sales.models import SalesChannel

DRIVEN = "A taxi is driven by its driver, who says when it arrives, begins and ends."


class TaxiDoor(Door):
    """Rides in vehicles that come with a driver."""

    kind: ClassVar[BookingKind] = BookingKind.TAXI

    def hold(
        self, reference: str, *, channel: SalesChannel, wish: HoldWish, by: Actor, at: datetime
    ) -> Booking:
        return hold_taxi(reference, channel=channel, wish=wish, by=by, at=at)

    def commit(self, booking: Booking, *, by: Actor, at: datetime) -> Booking:
        return commit_taxi(booking, by=by, at=at)

    def cancel(
        self, booking: Booking, *, by: Actor, at: datetime, origin: Origin | None = None
    ) -> Booking:
        return cancel_taxi(booking, by=by, at=at, origin=origin)

    def extend(self, booking: Booking, *, reason: str, by: Actor, at: datetime) -> Booking:
        return extend_taxi_hold(booking, reason=reason, by=by, at=at)

    def expire(self, booking: Booking, *, by: Actor, at: datetime) -> Booking:
        return expire_taxi_hold(booking, by=by, at=at)

    def move_leg(self, leg: Leg, act: LegAct, told: LegTold, *, by: Actor, at: datetime) -> Leg:
        if act != LegAct.CANCEL:
            raise self.refusal(act, DRIVEN)
        cancel_taxi(leg.booking, by=by, at=at)
        return Leg.objects.select_related("booking").get(pk=leg.pk)
