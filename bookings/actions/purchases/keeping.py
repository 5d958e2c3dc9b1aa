"""Keeping what is held for as long as its customer pays for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction

from bookings.actions.booking import lock_booking
from bookings.actions.purchases.locking import parts_of, refused_at
from bookings.actions.recording import record_event
from bookings.actions.taxis.locking import lock_taxi
from bookings.errors import BookingGone, HoldExpired
from bookings.models import Booking, Purchase, PurchasePart
from bookings.states import BookingEventName, BookingKind, BookingState
from operators.tenancy.actors import Actor

Keep = Callable[[Booking, datetime], Booking]


@transaction.atomic
def keep_held(purchase: Purchase, *, until: datetime, reason: str, by: Actor, at: datetime) -> None:
    """Hold the bookings of a purchase until then at least, and not longer than a taxi can wait for
    its order. A vehicle is kept for as long as its fleet keeps it. This is none of the extensions
    that a partner may ask for.

    HoldExpired or BookingGone, with the `place`, if one is not held any more.
    """
    for part in parts_of(purchase):
        with refused_at(part.place):
            _keep(part, until, reason, by=by, at=at)


def check_held(booking: Booking, *, at: datetime) -> None:
    """HoldExpired or BookingGone unless it waits to be committed."""
    state = booking.state_at(at)
    if state == BookingState.EXPIRED:
        raise HoldExpired(f"The time to commit ended at {booking.held_until:%Y-%m-%dT%H:%M:%SZ}.")
    if state != BookingState.PENDING:
        raise BookingGone


def _keep(part: PurchasePart, until: datetime, reason: str, *, by: Actor, at: datetime) -> None:
    kind = BookingKind(part.booking.kind)
    keep = KEEP.get(kind)
    booking = Booking.objects.lock(part.booking)
    check_held(booking, at=at)
    if keep is None or booking.held_until >= until:
        return
    kept = keep(booking, until)
    record_event(
        kept, BookingEventName.EXTENDED, by=by, at=at, until=kept.held_until, reason=reason
    )


def _keep_journey(booking: Booking, until: datetime) -> Booking:
    journey = lock_booking(booking)
    journey.held_until = until
    journey.save(update_fields=["held_until"])
    return journey


def _keep_taxi(booking: Booking, until: datetime) -> Booking:
    ride = lock_taxi(booking)
    taxi: Booking = ride.leg.booking
    taxi.held_until = max(taxi.held_until, min(until, ride.pick_up_at))
    taxi.save(update_fields=["held_until"])
    ride.next_try_at = taxi.held_until
    ride.save(update_fields=["next_try_at"])
    return taxi


KEEP: Mapping[BookingKind, Keep] = {
    BookingKind.JOURNEY: _keep_journey,
    BookingKind.TAXI: _keep_taxi,
}
