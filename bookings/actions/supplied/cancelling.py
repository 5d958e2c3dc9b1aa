"""Giving back what was bought of a supplier."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bookings.actions.recording import origin_of
from bookings.actions.supplied.asking import (
    UNCERTAIN,
    charges_of,
    fail,
    gateway_to,
    read_remote,
)
from bookings.actions.supplied.locking import lock_supplied, supplied_of, want
from bookings.actions.supplied.taking_in import take_in
from bookings.errors import CancellationRefused, HoldExpired
from bookings.models import Booking, SuppliedBooking
from bookings.states import CLOSED, BookingState, Origin, SupplyWish
from operators.supply.errors import SupplierRefused, SupplierUnable
from operators.tenancy.actors import Actor

GIVEN_BACK = (BookingState.RELEASED, BookingState.CANCELLED)


def cancel_supplied(
    booking: Booking, *, by: Actor, at: datetime, origin: Origin | None = None
) -> Booking:
    """Release a hold, or give back what was sold by the supplier's rules: what it keeps is kept
    here as well, and the rest is credited. `origin`: on whose wish, if that is not the actor's own.

    Cancelling again changes nothing. CancellationRefused if the supplier refuses or the use is
    over; HoldExpired; SupplyInHand while something else is asked of the supplier. SupplierBusy if
    nobody knows what became of it, and a timer goes on.
    """
    supplied = _begin(booking, origin or origin_of(by), by=by, at=at)
    if supplied.booking.state in GIVEN_BACK:
        before: Booking = supplied.booking
        return before
    done: Booking = ask_to_cancel(supplied, by=by, at=at).booking
    return done


def ask_to_cancel(supplied: SuppliedBooking, *, by: Actor, at: datetime) -> SuppliedBooking:
    """The second and the third step of `cancel_supplied`."""
    refusal = ""
    try:
        try:
            told = gateway_to(supplied).cancel(supplied.remote_reference)
        except (SupplierRefused, SupplierUnable) as refused:
            refusal = refused.detail
            told = read_remote(supplied)
        charges = charges_of(supplied, told)
    except UNCERTAIN as fault:
        raise fail(supplied, fault, at=at) from fault
    is_refused = told.state not in CLOSED
    row = take_in(supplied, told, charges=charges, is_refused=is_refused, by=by, at=at)
    if is_refused or told.state == BookingState.FINISHED:
        raise CancellationRefused(refusal)
    return row


@transaction.atomic(durable=True)
def _begin(booking: Booking, origin: Origin, *, by: Actor, at: datetime) -> SuppliedBooking:
    row = lock_supplied(booking)
    sold: Booking = row.booking
    if sold.state in GIVEN_BACK:
        return row
    if sold.state_at(at) == BookingState.EXPIRED:
        raise HoldExpired
    if sold.state in CLOSED:
        raise CancellationRefused
    # A hold that was never answered may be given back as well.
    instead_of = [SupplyWish.HOLD]
    want(row, SupplyWish.CANCEL, by=by, at=at, instead_of=instead_of, on_wish_of=origin)
    return supplied_of(sold)
