"""Pauses of a rental: its vehicle is locked for a while, and stays its customer's.

As at the end, what is wanted is stored first, the vehicle is asked without any lock, and what it
says is stored last. Nobody rides against a lock: where the answer got lost, the timer does not
command the vehicle again but looks how it is, and leg and clock follow that.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from bookings.actions.recording import booking_event
from bookings.actions.rental_locks import (
    check_committed,
    is_waiting,
    lock_rental,
    note_sighting,
    rental_of,
)
from bookings.actions.sightings import add_metres
from bookings.actions.unlocking import LEASE, WATCHED_EVERY, unlock_now
from bookings.actions.vehicles import gateway_to, shut_if_nobody_rides
from bookings.errors import NotBegun, RentalOver
from bookings.models import BookingEvent, Leg, Rental
from bookings.models.rental import seconds_between
from bookings.states import BookingEventName, LegState
from operators.fleet.errors import GatewayBusy
from operators.fleet.gateways.interface import Sighting
from operators.tenancy.actors import Actor


def use_rental(leg: Leg, *, by: Actor, at: datetime) -> Leg:
    """Have the vehicle of a rental unlocked, at the start or after a pause: the leg is IN_USE.

    Asking again changes nothing. GatewayBusy if it does not unlock; NotCommitted, HoldExpired,
    ReservationOver; RentalOver once the clock has stopped.
    """
    rental = rental_of(leg)
    if is_waiting(rental):
        return unlock_now(rental, by=by, at=at).leg
    return resume_rental(leg, by=by, at=at)


def pause_rental(leg: Leg, *, by: Actor, at: datetime) -> Leg:
    """Lock the vehicle of a rental that goes on later: the leg is PAUSED, and the time counts as
    the plan counts pauses.

    Pausing again changes nothing. GatewayBusy if it does not lock, or was asked for something else
    a moment ago: the leg is as it was, until somebody knows better. NotBegun before the start,
    RentalOver once the clock has stopped.
    """
    asked = _ask(leg, LegState.PAUSED, at=at)
    if asked.switch_asked_at is None:
        return asked.leg
    try:
        seen = gateway_to(asked).lock(asked.asset, at=at)
    except GatewayBusy as busy:
        _note_busy(asked, busy, "lock", by=by, at=at)
        raise
    return note_switch(asked, LegState.PAUSED, seen, by=by, at=at).leg


def resume_rental(leg: Leg, *, by: Actor, at: datetime) -> Leg:
    """Unlock the vehicle of a rental that was paused: the leg is IN_USE. As `pause_rental`."""
    asked = _ask(leg, LegState.IN_USE, at=at)
    if asked.switch_asked_at is None:
        return asked.leg
    try:
        return _go_on(asked, by=by, at=at).leg
    except RentalOver:
        # Ended while the vehicle was asked, which may have done it after that.
        shut_if_nobody_rides(asked, at=at)
        raise


def _go_on(asked: Rental, *, by: Actor, at: datetime) -> Rental:
    try:
        seen = gateway_to(asked).unlock(asked.asset, at=at)
    except GatewayBusy as busy:
        _note_busy(asked, busy, "unlock", by=by, at=at)
        raise
    return note_switch(asked, LegState.IN_USE, seen, by=by, at=at)


def settle_switch(rental: Rental, *, by: Actor, at: datetime) -> Rental:
    """Look how a vehicle is that was asked to lock for a pause, or to unlock after one, and did not
    say what it did; a vehicle that cannot tell has done as it was told.

    RentalOver once the clock has stopped; GatewayBusy if it does not answer.
    """
    asked_at = rental.switch_asked_at
    if asked_at is None:
        return rental
    seen = gateway_to(rental).locate(rental.asset, at=at)
    is_paused = rental.leg.state == LegState.PAUSED
    is_locked = (not is_paused) if seen.is_locked is None else seen.is_locked
    found = LegState.PAUSED if is_locked else LegState.IN_USE
    return note_switch(rental, found, seen, asked_at=asked_at, by=by, at=asked_at)


@transaction.atomic(durable=True)
def note_switch(
    rental: Rental,
    found: LegState,
    seen: Sighting,
    *,
    asked_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Rental:
    """The vehicle is locked, or unlocked, since `at`: the leg is PAUSED, or IN_USE.

    What is noted already changes nothing, nor does what was seen for a question of `asked_at` that
    somebody else has answered. RentalOver once the clock has stopped.
    """
    rental = lock_rental(rental.leg)
    _check_running(rental, at=at)
    if asked_at is not None and rental.switch_asked_at != asked_at:
        return rental
    add_metres(rental, seen)
    note_sighting(rental, seen)
    events = [] if rental.leg.state == found else [_switch(rental, found, by=by, at=at)]
    rental.switch_asked_at = None
    rental.next_try_at = seen.seen_at + WATCHED_EVERY
    rental.save()
    BookingEvent.objects.bulk_create(events)
    return rental


def _switch(rental: Rental, found: LegState, *, by: Actor, at: datetime) -> BookingEvent:
    leg = rental.leg
    if found == LegState.PAUSED:
        leg.pause()
        rental.paused_at = max(at, rental.resumed_at or at, rental.started_at or at)
        name = BookingEventName.LEG_PAUSED
    else:
        leg.resume()
        end_pause(rental, at=at)
        name = BookingEventName.LEG_RESUMED
    leg.save(update_fields=["state"])
    return booking_event(leg.booking, name, by=by, at=at, leg=leg)


def end_pause(rental: Rental, *, at: datetime) -> None:
    """Count the pause that holds; a step: the caller stores the rental."""
    assert rental.paused_at is not None
    # What was asked before the pause began, is heard after it.
    rental.resumed_at = max(at, rental.paused_at)
    rental.paused_seconds += seconds_between(rental.paused_at, rental.resumed_at)
    rental.paused_at = None


@transaction.atomic(durable=True)
def _ask(leg: Leg, wanted: LegState, *, at: datetime) -> Rental:
    """Note what the vehicle is asked for; `switch_asked_at` stays empty where it is so already."""
    rental = lock_rental(leg)
    _check_running(rental, at=at)
    is_so = rental.leg.state == wanted
    if rental.switch_asked_at is None and is_so:
        return rental
    if rental.switch_asked_at is not None and is_so and at < rental.next_try_at:
        # Somebody is asking for the opposite: whoever comes second, waits for what becomes of it.
        wait = seconds_between(at, rental.next_try_at) + 1
        raise GatewayBusy("The vehicle is being asked for something else.", wait=wait)
    rental.switch_asked_at = at
    rental.next_try_at = at + LEASE
    rental.save(update_fields=["switch_asked_at", "next_try_at"])
    return rental


@transaction.atomic(durable=True)
def _note_busy(rental: Rental, busy: GatewayBusy, wanted: str, *, by: Actor, at: datetime) -> None:
    rental = lock_rental(rental.leg)
    _check_running(rental, at=at)
    if rental.switch_asked_at is not None:
        rental.next_try_at = at + timedelta(seconds=busy.wait)
        rental.save(update_fields=["next_try_at"])
    leg = rental.leg
    booking_event(
        leg.booking,
        BookingEventName.LOCK_BUSY,
        by=by,
        at=at,
        leg=leg,
        wanted=wanted,
        reason=busy.detail,
    ).save()


def _check_running(rental: Rental, *, at: datetime) -> None:
    check_committed(rental, at=at)
    if is_waiting(rental):
        raise NotBegun
    if rental.ended_at is not None:
        raise RentalOver
