"""What can be done with rentals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import ClassVar

from bookings.actions.door import Door
from bookings.actions.exchanging import assign_vehicle
from bookings.actions.finishing import begin_finishing, finish_rental
from bookings.actions.holding_rentals import (
    commit_rental,
    expire_rental_hold,
    extend_rental_hold,
    hold_rental,
)
from bookings.actions.pausing import pause_rental, use_rental
from bookings.actions.rental_times import extend_rental, postpone_rental, prepare_rental
from bookings.actions.renting import cancel_rental, cancel_rental_leg
from bookings.actions.vehicles import open_trunk
from bookings.models import Booking, Leg
from bookings.states import BookingKind, LegAct, Origin
from bookings.terms import HoldWish, LegTold
from operators.tenancy.actors import Actor
from sales.models import SalesChannel

ACTS: Mapping[LegAct, Callable[..., Leg]] = {
    LegAct.PREPARE: prepare_rental,
    LegAct.SET_IN_USE: use_rental,
    LegAct.PAUSE: pause_rental,
    LegAct.OPEN_TRUNK: open_trunk,
    LegAct.CANCEL: cancel_rental_leg,
}
ACTS_WITH_ENDING: Mapping[LegAct, Callable[..., Leg]] = {
    LegAct.START_FINISHING: begin_finishing,
    LegAct.FINISH: finish_rental,
}
ACTS_WITH_TIME: Mapping[LegAct, Callable[..., Leg]] = {
    LegAct.TIME_EXTEND: extend_rental,
    LegAct.TIME_POSTPONE: postpone_rental,
}


class RentalDoor(Door):
    """Uses of vehicles."""

    kind: ClassVar[BookingKind] = BookingKind.RENTAL

    def hold(
        self, reference: str, *, channel: SalesChannel, wish: HoldWish, by: Actor, at: datetime
    ) -> Booking:
        return hold_rental(reference, channel=channel, wish=wish, by=by, at=at)

    def commit(self, booking: Booking, *, by: Actor, at: datetime) -> Booking:
        return commit_rental(booking, by=by, at=at)

    def cancel(
        self, booking: Booking, *, by: Actor, at: datetime, origin: Origin | None = None
    ) -> Booking:
        return cancel_rental(booking.legs.get(), by=by, at=at, origin=origin).leg.booking

    def extend(self, booking: Booking, *, reason: str, by: Actor, at: datetime) -> Booking:
        return extend_rental_hold(booking, reason=reason, by=by, at=at)

    def expire(self, booking: Booking, *, by: Actor, at: datetime) -> Booking:
        return expire_rental_hold(booking, by=by, at=at)

    def move_leg(self, leg: Leg, act: LegAct, told: LegTold, *, by: Actor, at: datetime) -> Leg:
        if act in ACTS:
            return ACTS[act](leg, by=by, at=at)
        if act in ACTS_WITH_ENDING:
            return ACTS_WITH_ENDING[act](leg, told.ending(), by=by, at=at)
        if act in ACTS_WITH_TIME:
            return ACTS_WITH_TIME[act](leg, told.time, by=by, at=at)
        return assign_vehicle(leg, told.asset_id, by=by, at=at)
