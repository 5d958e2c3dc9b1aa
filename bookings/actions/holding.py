"""The time that a held journey has: longer, or over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import django_fsm as fsm
from django.db import transaction

from bookings.actions.booking import lock_booking
from bookings.actions.moves import CHANGED_BY_CLOSE, cancel_legs
from bookings.actions.recording import booking_event, record_event
from bookings.errors import ExtensionRefused
from bookings.models import Booking, BookingEvent
from bookings.states import BookingEventName, BookingState
from operators.tenancy.actors import Actor
from operators.tenancy.sweeps import store_state


@transaction.atomic
def extend_hold(booking: Booking, *, reason: str = "", by: Actor, at: datetime) -> Booking:
    """Give the partner the channel's `hold_seconds` from now on to commit.

    ExtensionRefused if the time is over already, or was made longer as often as the channel's
    `hold_extensions` say. TransitionNotAllowed if the booking is no hold.
    """
    return prolong_hold(lock_booking(booking), reason=reason, by=by, at=at)


def prolong_hold(booking: Booking, *, reason: str, by: Actor, at: datetime) -> Booking:
    """What `extend_hold` does to a locked booking of any kind; a step, not an action."""
    if booking.state_at(at) == BookingState.EXPIRED:
        raise ExtensionRefused("The time to commit this booking is over; plan again.")
    if booking.state != BookingState.PENDING:
        raise fsm.TransitionNotAllowed(f"A booking that is {booking.state} is not held.")
    channel = booking.offer.channel
    if booking.extensions >= channel.hold_extensions:
        raise ExtensionRefused
    until = max(booking.held_until, at + timedelta(seconds=channel.hold_seconds))
    booking.extend(until=until)
    booking.save(update_fields=["held_until", "extensions"])
    record_event(booking, BookingEventName.EXTENDED, by=by, at=at, until=until, reason=reason)
    return booking


@transaction.atomic
def expire_hold(booking: Booking, *, by: Actor, at: datetime) -> Booking:
    """Let a hold lapse now, before its time; one that has lapsed stays as it is.

    TransitionNotAllowed for a booking that was committed or is over otherwise.
    """
    booking = lock_booking(booking)
    if booking.state == BookingState.EXPIRED:
        return booking
    is_over = booking.state_at(at) == BookingState.EXPIRED
    if booking.state != BookingState.PENDING and not is_over:
        raise fsm.TransitionNotAllowed(f"A booking that is {booking.state} cannot lapse.")
    _expire([booking], by=by, at=at)
    return booking


@transaction.atomic
def expire_holds(*, by: Actor, at: datetime, limit: int = 1000) -> int:
    """Expire one batch of journeys that were not committed, or not answered, in time; returns how
    many."""
    lapsed = Booking.objects.journeys().lapsed(at).order_by("id").lock_free()
    batch = list(lapsed.prefetch_related("legs")[:limit])
    if batch:
        _expire(batch, by=by, at=at)
    return len(batch)


def _expire(batch: Sequence[Booking], *, by: Actor, at: datetime) -> None:
    for booking in batch:
        booking.expire(at=at)
    legs = [leg for booking in batch for leg in booking.legs.all()]
    events = cancel_legs(legs, by=by, at=at)
    events += [booking_event(row, BookingEventName.EXPIRED, by=by, at=at) for row in batch]
    store_state(batch, CHANGED_BY_CLOSE)
    store_state(legs, CHANGED_BY_CLOSE)
    BookingEvent.objects.bulk_create(events)
