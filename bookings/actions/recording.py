"""The rows that keep what happened to a booking or one of its legs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bookings.models import Booking, BookingEvent, Leg
from bookings.states import BookingEventName, Origin
from operators.tenancy.actors import Actor, ActorKind


def booking_event(
    booking: Booking,
    name: BookingEventName,
    *,
    by: Actor,
    at: datetime,
    leg: Leg | None = None,
    **details: Any,
) -> BookingEvent:
    """An event row, not stored yet."""
    return BookingEvent(
        booking=booking, leg=leg, name=name, actor=str(by), happened_at=at, details=details
    )


def record_event(
    booking: Booking, name: BookingEventName, *, by: Actor, at: datetime, **details: Any
) -> None:
    """Store one event."""
    booking_event(booking, name, by=by, at=at, **details).save()


def origin_of(by: Actor) -> Origin:
    """Whose wish it is where nobody says so: the partner's own, or else the operator's."""
    return Origin.MP if by.kind == ActorKind.PARTNER else Origin.TO
