"""What can be done with journeys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import ClassVar

from bookings.actions.booking import cancel_booking, commit_booking, hold_booking
from bookings.actions.door import Door
from bookings.actions.holding import expire_hold, extend_hold
from bookings.actions.leg import start_leg
from bookings.actions.riding import cancel_leg, finish_leg, prepare_leg
from bookings.models import Booking, Leg
from bookings.states import BookingKind, LegAct, Origin
from bookings.terms import HoldWish, LegTold
from operators.tenancy.actors import Actor
from sales.models import SalesChannel

TIMETABLE = "A ride leaves and arrives by its timetable; book another one for another time."
VEHICLE = "A ride by the timetable has no vehicle of its own."
REFUSED: Mapping[LegAct, str] = {
    LegAct.TIME_EXTEND: TIMETABLE,
    LegAct.TIME_POSTPONE: TIMETABLE,
    LegAct.ASSIGN_ASSET: VEHICLE,
    LegAct.OPEN_TRUNK: VEHICLE,
    LegAct.PAUSE: VEHICLE,
    LegAct.START_FINISHING: "A ride by the timetable has no end to prepare; send FINISH.",
}
ACTS: Mapping[LegAct, Callable[..., Leg]] = {
    LegAct.PREPARE: prepare_leg,
    LegAct.SET_IN_USE: start_leg,
    LegAct.FINISH: finish_leg,
    LegAct.CANCEL: cancel_leg,
}


class JourneyDoor(Door):
    """Trips by the timetable."""

    kind: ClassVar[BookingKind] = BookingKind.JOURNEY

    def hold(
        self, reference: str, *, channel: SalesChannel, wish: HoldWish, by: Actor, at: datetime
    ) -> Booking:
        return hold_booking(
            reference,
            channel=channel,
            customer=wish.customer,
            symbology=wish.symbology,
            media=wish.media,
            callback_address=wish.callback_address,
            by=by,
            at=at,
        )

    def commit(self, booking: Booking, *, by: Actor, at: datetime) -> Booking:
        return commit_booking(booking, by=by, at=at)

    def cancel(
        self, booking: Booking, *, by: Actor, at: datetime, origin: Origin | None = None
    ) -> Booking:
        return cancel_booking(booking, by=by, at=at, origin=origin)

    def extend(self, booking: Booking, *, reason: str, by: Actor, at: datetime) -> Booking:
        return extend_hold(booking, reason=reason, by=by, at=at)

    def expire(self, booking: Booking, *, by: Actor, at: datetime) -> Booking:
        return expire_hold(booking, by=by, at=at)

    def move_leg(self, leg: Leg, act: LegAct, told: LegTold, *, by: Actor, at: datetime) -> Leg:
        if act in REFUSED:
            raise self.refusal(act, REFUSED[act])
        return ACTS[act](leg, by=by, at=at)
