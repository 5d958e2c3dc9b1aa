"""Moves of legs together with their booking, in memory; the caller stores rows and events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bookings.actions.recording import booking_event
from bookings.models import Booking, BookingEvent, Leg
from bookings.states import BookingEventName, BookingState
from operators.tenancy.actors import Actor

CHANGED_BY_START = ["state", "started_at"]
CHANGED_BY_CLOSE = ["state", "closed_at"]
BOOKING_CHANGED_BY_CLOSE = [*CHANGED_BY_CLOSE, "cancel_origin"]


def start_legs(
    booking: Booking, legs: Sequence[Leg], *, by: Actor, at: datetime
) -> list[BookingEvent]:
    """Put legs in use; the booking has started with the first of them."""
    events = []
    for leg in legs:
        leg.start(at=at)
        events.append(booking_event(booking, BookingEventName.LEG_STARTED, by=by, at=at, leg=leg))
    if legs and booking.state == BookingState.CONFIRMED:
        booking.start(at=at)
        events.append(booking_event(booking, BookingEventName.STARTED, by=by, at=at))
    return events


def cancel_legs(legs: Iterable[Leg], *, by: Actor, at: datetime) -> list[BookingEvent]:
    """Cancel legs; what becomes of their booking is the caller's to say."""
    events = []
    for leg in legs:
        leg.cancel(at=at)
        name = BookingEventName.LEG_CANCELLED
        events.append(booking_event(leg.booking, name, by=by, at=at, leg=leg))
    return events


def finish_legs(legs: Iterable[Leg], *, by: Actor, at: datetime) -> list[BookingEvent]:
    """Finish legs; what becomes of their booking is the caller's to say."""
    events = []
    for leg in legs:
        leg.finish(at=at)
        name = BookingEventName.LEG_FINISHED
        events.append(booking_event(leg.booking, name, by=by, at=at, leg=leg))
    return events
