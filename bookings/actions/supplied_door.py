"""What can be done with bookings that are resold."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from bookings.actions.door import Door
from bookings.actions.supplied.cancelling import cancel_supplied
from bookings.actions.supplied.committing import commit_supplied
from bookings.actions.supplied.holding import (
    expire_supplied,
    extend_supplied,
    hold_supplied,
)
from bookings.actions.supplied.moving import move_supplied_leg
from bookings.models import Booking, Leg
from bookings.states import BookingKind, LegAct, Origin
from bookings.terms import HoldWish, LegTold
from operators.tenancy.actors import Actor
from sales.models import SalesChannel


class SuppliedDoor(Door):
    """What another operator's server sells."""

    kind: ClassVar[BookingKind] = BookingKind.SUPPLIED
    asks_nobody: ClassVar[bool] = False

    def hold(
        self, reference: str, *, channel: SalesChannel, wish: HoldWish, by: Actor, at: datetime
    ) -> Booking:
        return hold_supplied(reference, channel=channel, wish=wish, by=by, at=at)

    def commit(self, booking: Booking, *, by: Actor, at: datetime) -> Booking:
        return commit_supplied(booking, by=by, at=at)

    def cancel(
        self, booking: Booking, *, by: Actor, at: datetime, origin: Origin | None = None
    ) -> Booking:
        return cancel_supplied(booking, by=by, at=at, origin=origin)

    def extend(self, booking: Booking, *, reason: str, by: Actor, at: datetime) -> Booking:
        return extend_supplied(booking, reason=reason, by=by, at=at)

    def expire(self, booking: Booking, *, by: Actor, at: datetime) -> Booking:
        return expire_supplied(booking, by=by, at=at)

    def move_leg(self, leg: Leg, act: LegAct, told: LegTold, *, by: Actor, at: datetime) -> Leg:
        return move_supplied_leg(leg, act, told, by=by, at=at)
