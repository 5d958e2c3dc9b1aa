"""The start of a rental: its vehicle is asked to unlock until it did or the time is over.

As with money (decision 28), what is wanted is stored first, the vehicle is asked without any lock,
and what it says is stored last; whoever dies in between leaves a rental that is due again.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from bookings.actions.moves import CHANGED_BY_START, start_legs
from bookings.actions.rental_locks import (
    check_committed,
    is_waiting,
    lock_rental,
    note_sighting,
)
from bookings.actions.renting import UNLOCK_WITHIN, give_up_rental
from bookings.actions.vehicles import gateway_to, note_busy, shut_if_nobody_rides
from bookings.errors import NotBegun, RentalBegun, RentalOver, ReservationOver
from bookings.models import Booking, BookingEvent, Leg, Rental
from operators.fleet.errors import GatewayBusy
from operators.fleet.gateways.interface import Sighting
from operators.tenancy.actors import Actor

LEASE = timedelta(seconds=15)
"""How long a vehicle is left to whoever asked it; longer than any gateway waits."""
WATCHED_EVERY = timedelta(seconds=30)


def unlock_rental(rental: Rental, *, by: Actor, at: datetime) -> Rental:
    """Ask the vehicle to unlock and start the rental if it did; asked again it starts once.

    A vehicle that is busy is asked again later. When the time to unlock is over, booking and leg
    are CANCELLED and the vehicle is free; where it is reserved for longer, it stays that until its
    customer asks again. RentalBegun unless the rental waits for its vehicle, NotBegun if nobody has
    asked for it.
    """
    rental = _ask_to_unlock(rental, at=at)
    assert rental.unlock_until is not None
    if at >= rental.unlock_until:
        shut_if_nobody_rides(rental, at=at)
        if at < rental.reserved_until:
            return stop_asking(rental, at=at)
        return give_up_rental(rental, by=by, at=at)
    try:
        return _unlock(rental, by=by, at=at)
    except GatewayBusy:
        return rental


def unlock_now(rental: Rental, *, by: Actor, at: datetime) -> Rental:
    """Ask the vehicle to unlock for a customer who waits for the answer, and start the rental.

    GatewayBusy if it does not unlock: the same call, or the timer, starts the rental a moment
    later. NotCommitted; HoldExpired and ReservationOver once that time is over; RentalOver.
    A rental that runs already stays as it is.
    """
    rental = _want_unlock(rental, at=at)
    if not is_waiting(rental):
        return rental
    return _unlock(rental, by=by, at=at)


def _unlock(rental: Rental, *, by: Actor, at: datetime) -> Rental:
    try:
        return _tell_to_unlock(rental, by=by, at=at)
    except RentalOver:
        # Given up or ended while the vehicle was asked, which may have done it after that.
        shut_if_nobody_rides(rental, at=at)
        raise


def _tell_to_unlock(rental: Rental, *, by: Actor, at: datetime) -> Rental:
    try:
        seen = gateway_to(rental).unlock(rental.asset, at=at)
    except GatewayBusy as busy:
        note_busy(rental, busy, locking=False, by=by, at=at)
        raise
    return start_rental(rental, seen, by=by, at=at)


@transaction.atomic(durable=True)
def start_rental(rental: Rental, seen: Sighting, *, by: Actor, at: datetime) -> Rental:
    """The vehicle is unlocked: the clock runs, the leg is IN_USE, the booking STARTED.

    Starting again changes nothing. RentalOver if its clock has stopped or it was given up.
    """
    rental = lock_rental(rental.leg)
    if not is_waiting(rental):
        if rental.started_at is None or rental.ended_at is not None:
            raise RentalOver
        return rental
    note_sighting(rental, seen)
    events = run_clock(rental, by=by, at=at)
    rental.next_try_at = at + WATCHED_EVERY
    rental.save()
    BookingEvent.objects.bulk_create(events)
    return rental


def run_clock(rental: Rental, *, by: Actor, at: datetime) -> list[BookingEvent]:
    """Start leg and booking and store them; the caller stores rental and events."""
    leg: Leg = rental.leg
    booking: Booking = leg.booking
    events = start_legs(booking, [leg], by=by, at=at)
    leg.save(update_fields=CHANGED_BY_START)
    booking.save(update_fields=CHANGED_BY_START)
    rental.started_at = at
    return events


@transaction.atomic(durable=True)
def stop_asking(rental: Rental, *, at: datetime) -> Rental:
    """The vehicle did not unlock in time; it is kept until its customer asks again, or does not."""
    rental = lock_rental(rental.leg)
    if is_waiting(rental) and rental.unlock_until is not None and at >= rental.unlock_until:
        rental.unlock_until = None
        rental.next_try_at = rental.reserved_until
        rental.save(update_fields=["unlock_until", "next_try_at"])
    return rental


@transaction.atomic(durable=True)
def _ask_to_unlock(rental: Rental, *, at: datetime) -> Rental:
    rental = lock_rental(rental.leg)
    if not is_waiting(rental):
        raise RentalBegun
    if rental.unlock_until is None:
        raise NotBegun
    return _note_asking(rental, at=at)


@transaction.atomic(durable=True)
def _want_unlock(rental: Rental, *, at: datetime) -> Rental:
    rental = lock_rental(rental.leg)
    check_committed(rental, at=at)
    if not is_waiting(rental):
        return _running(rental)
    if rental.unlock_until is None or at >= rental.unlock_until:
        if at >= rental.reserved_until:
            raise ReservationOver
        rental.unlock_until = at + UNLOCK_WITHIN
    return _note_asking(rental, at=at)


def _note_asking(rental: Rental, *, at: datetime) -> Rental:
    rental.unlock_attempts += 1
    rental.next_try_at = at + LEASE
    rental.save(update_fields=["unlock_attempts", "unlock_until", "next_try_at"])
    return rental


def _running(rental: Rental) -> Rental:
    if rental.ended_at is not None:
        raise RentalOver
    return rental
