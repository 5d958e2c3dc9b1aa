"""What an update of a booking does: a state is brought about, or something is amended.

A state that is so already changes nothing, whoever sends it how often. What is done with a vehicle
is asked of it without any lock, so nothing here may be called inside a transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime

from django.db import transaction

from bookings.actions.ancillaries import add_ancillary, remove_ancillary
from bookings.actions.doors import cancel_any, move_leg
from bookings.actions.messages import receive_message
from bookings.models import Booking, Leg
from bookings.queries import BookingReading
from bookings.rental_queries import RentalReading
from bookings.states import WAITING_LEGS, LegAct, LegState, MessageKind
from bookings.taxi_queries import TaxiReading
from bookings.terms import LegTold
from operators.fleet.errors import GatewayBusy
from operators.tenancy.actors import Actor
from protocols.maas_tsp.bookings.choosing import OF_FEATURES, OF_SEAT
from protocols.maas_tsp.bookings.requests import UpdateWish
from protocols.maas_tsp.bookings.standing import Told, wire_state
from protocols.maas_tsp.errors import StateNotPossible, Unusable
from protocols.maas_tsp.states import WISH_OF_STATE, WireState, Wish, is_harmless
from protocols.maas_tsp.wire import milliseconds
from sales.models import Ancillary

TOLD = LegTold()


def change_booking(found: Told, wish: UpdateWish, *, by: Actor, at: datetime) -> None:
    """Do what the caller asks for; where it is refused, nothing has changed.

    StateNotPossible for a state that the operator alone brings about, or that does not follow the
    present one; Unusable for what cannot be amended; whatever the act refuses.
    """
    if wish.state is None:
        _amend(found, wish, by=by, at=at)
    elif not is_harmless(wish.state, wire_state(found, at=at)):
        ACTS[WISH_OF_STATE[wish.state]](found, by=by, at=at)


def _use(found: Told, *, by: Actor, at: datetime) -> None:
    """Unlock the vehicle, or activate the tickets."""
    if isinstance(found, TaxiReading):
        raise StateNotPossible("A taxi is driven by its driver, who begins the trip.")
    if isinstance(found, RentalReading):
        move_leg(found.leg, LegAct.SET_IN_USE, TOLD, by=by, at=at)
        return
    _move_rides(found, WAITING_LEGS, LegAct.SET_IN_USE, by=by, at=at)


def _pause(found: Told, *, by: Actor, at: datetime) -> None:
    """Lock the vehicle and keep it."""
    if not isinstance(found, RentalReading):
        raise StateNotPossible("Only a vehicle that is rented can be kept on hold.")
    move_leg(found.leg, LegAct.PAUSE, TOLD, by=by, at=at)


def _end(found: Told, *, by: Actor, at: datetime) -> None:
    """End the use. That of a vehicle is over once its clock has stopped, locked or not: the timer
    goes on with one that does not answer."""
    if isinstance(found, TaxiReading):
        raise StateNotPossible("A taxi is driven by its driver, who ends the trip.")
    if isinstance(found, BookingReading):
        _move_rides(found, [LegState.IN_USE], LegAct.FINISH, by=by, at=at)
        return
    with suppress(GatewayBusy):
        move_leg(found.leg, LegAct.FINISH, TOLD, by=by, at=at)


def _cancel(found: Told, *, by: Actor, at: datetime) -> None:
    cancel_any(found.booking, by=by, at=at)


def _refuse(found: Told, *, by: Actor, at: datetime) -> None:
    raise StateNotPossible("Send RESERVED, ACTIVATED, ON_HOLD, EXPIRED, FINISHED or CANCELLED.")


def _keep(found: Told, *, by: Actor, at: datetime) -> None:
    raise StateNotPossible("A booking does not come back to where it was.")


ACTS: Mapping[Wish, Callable[..., None]] = {
    Wish.KEEP: _keep,
    Wish.USE: _use,
    Wish.PAUSE: _pause,
    Wish.END: _end,
    Wish.CANCEL: _cancel,
    Wish.NOT_ASKED: _refuse,
}


@transaction.atomic
def _move_rides(
    found: BookingReading, states: list[LegState], act: LegAct, *, by: Actor, at: datetime
) -> None:
    """Do it with all rides that are in one of the states; the tickets of several may be one."""
    chosen = [each.leg.pk for each in found.legs if each.state in states]
    if not chosen:
        raise StateNotPossible
    for leg in Leg.objects.filter(pk__in=chosen).select_related("booking").order_by("sequence"):
        move_leg(leg, act, TOLD, by=by, at=at)


def _amend(found: Told, wish: UpdateWish, *, by: Actor, at: datetime) -> None:
    if wish.selection.offers and wish.selection.offers != (found.booking.reference,):
        raise Unusable(OF_SEAT, "This was fixed when it was booked.")
    if isinstance(found, BookingReading):
        _change_extras(found, wish, by=by, at=at)
    elif wish.selection.extras:
        raise Unusable(OF_FEATURES, "This was not offered with this option.")
    if isinstance(found, RentalReading) and wish.until is not None and wish.until > at:
        _prolong(found, wish.until, by=by, at=at)
    if wish.message and isinstance(found, TaxiReading):
        about = MessageKind.FOR_DRIVER
        receive_message(found.booking, kind=about, text=wish.message, by=by, at=at)


def _prolong(found: RentalReading, until: datetime, *, by: Actor, at: datetime) -> None:
    """A new end; one that we told, or that the caller told before, is none. What comes back of ours
    has no microseconds."""
    rental = found.rental
    known = [rental.until, found.arrives_at if rental.started_at else rental.reserved_until]
    if milliseconds(until) not in [milliseconds(each) for each in known if each is not None]:
        move_leg(found.leg, LegAct.TIME_EXTEND, LegTold(time=until), by=by, at=at)


@transaction.atomic
def _change_extras(found: BookingReading, wish: UpdateWish, *, by: Actor, at: datetime) -> None:
    """The extras of all rides are those that are chosen now."""
    if wish.selection.extras is None:
        return
    wanted = _codes_of(found.booking, wish.selection.extras)
    for reading in found.legs:
        had = {(extra.category, extra.number) for extra in reading.ancillaries}
        for code in sorted(wanted - had):
            add_ancillary(reading.leg, *code, by=by, at=at)
        for code in sorted(had - wanted):
            remove_ancillary(reading.leg, *code, by=by, at=at)


def _codes_of(booking: Booking, choices: tuple[str, ...]) -> set[tuple[str, str]]:
    if not choices:
        return set()
    known = Ancillary.objects.filter(product__offers__booking=booking.pk)
    by_choice = {f"{one.category}-{one.number}": (one.category, one.number) for one in known}
    if set(choices) - set(by_choice):
        raise Unusable(OF_FEATURES, "This was not offered with this option.")
    return {by_choice[choice] for choice in choices}


def ended_by(wish: UpdateWish, before: WireState, after: WireState) -> WireState:
    """The state that an update has led to. A ride that it ended is EXPIRED first and FINISHED when
    it is read next, since callers know no other way there."""
    has_ended = wish.state == WireState.EXPIRED != before and after == WireState.FINISHED
    return WireState.EXPIRED if has_ended and before != after else after
