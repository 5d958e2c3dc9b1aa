"""Buying what a supplier holds for us."""

from __future__ import annotations

from datetime import datetime

import django_fsm as fsm
from django.db import transaction

from bookings.actions.supplied.asking import UNCERTAIN, fail, gateway_to, read_remote
from bookings.actions.supplied.beginning import hold_longer
from bookings.actions.supplied.locking import lock_supplied, supplied_of, want
from bookings.actions.supplied.taking_in import take_in
from bookings.errors import HoldExpired
from bookings.models import Booking, SuppliedBooking
from bookings.states import RIDING, BookingState, SupplyWish
from operators.supply.errors import SupplierRefused, SupplierUnable
from operators.tenancy.actors import Actor

COMMITTED = (*RIDING, BookingState.FINISHED, BookingState.CONDITIONAL_CONFIRMED)


def commit_supplied(booking: Booking, *, by: Actor, at: datetime) -> Booking:
    """Have the supplier sell what it holds, and sell it: CONFIRMED with an order, if its price is
    known before its use; CONDITIONAL_CONFIRMED if the supplier has to think.

    Committing again changes nothing. HoldExpired if the time is over, here or there;
    TransitionNotAllowed if the booking is neither held nor sold; SupplierRefused. SupplierBusy if
    nobody knows what became of it: the booking stays PENDING, does not lapse, and a timer finds
    out.
    """
    supplied = _begin(booking, by=by, at=at)
    if supplied.booking.state in COMMITTED:
        found: Booking = supplied.booking
        return found
    done: Booking = ask_to_commit(supplied, by=by, at=at).booking
    if done.state == BookingState.EXPIRED:
        raise HoldExpired
    return done


def ask_to_commit(supplied: SuppliedBooking, *, by: Actor, at: datetime) -> SuppliedBooking:
    """The second and the third step of `commit_supplied`."""
    refusal: SupplierRefused | SupplierUnable | None = None
    try:
        try:
            told = gateway_to(supplied).commit(supplied.remote_reference)
        except (SupplierRefused, SupplierUnable) as refused:
            # It may be committed already: the second time it is refused in some versions.
            refusal = refused
            told = read_remote(supplied)
    except UNCERTAIN as fault:
        raise fail(supplied, fault, at=at) from fault
    is_refused = told.state == BookingState.PENDING
    row = take_in(supplied, told, is_refused=is_refused, by=by, at=at)
    if is_refused:
        raise refusal or SupplierRefused
    return row


@transaction.atomic(durable=True)
def _begin(booking: Booking, *, by: Actor, at: datetime) -> SuppliedBooking:
    row = lock_supplied(booking)
    held: Booking = row.booking
    if held.state in COMMITTED:
        return row
    if held.state_at(at) == BookingState.EXPIRED and row.wanted != SupplyWish.COMMIT:
        raise HoldExpired(f"The time to commit ended at {held.held_until:%Y-%m-%dT%H:%M:%SZ}.")
    if not fsm.can_proceed(held.confirm):
        raise fsm.TransitionNotAllowed(f"A booking that is {held.state} cannot be committed.")
    want(row, SupplyWish.COMMIT, by=by, at=at)
    hold_longer(row, at=at)
    return supplied_of(held)
