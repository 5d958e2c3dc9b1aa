"""Saying yes or no to journeys that were committed and wait for it."""

from __future__ import annotations

from datetime import datetime

import django_fsm as fsm
from django.db import transaction

from bookings.actions.booking import lock_booking
from bookings.actions.moves import BOOKING_CHANGED_BY_CLOSE, CHANGED_BY_CLOSE, cancel_legs
from bookings.actions.recording import booking_event
from bookings.actions.selling import sell_booking
from bookings.errors import AnswerLate
from bookings.models import Booking, BookingEvent
from bookings.states import OPEN_LEGS, RIDING, BookingEventName, BookingState
from operators.tenancy.actors import Actor
from operators.tenancy.sweeps import store_state


@transaction.atomic
def approve_booking(booking: Booking, *, by: Actor, at: datetime) -> Booking:
    """Say yes: the booking is sold on account of the channel's partner as if it were committed now,
    and has its tickets.

    Saying it again changes nothing. AnswerLate if the time to answer is over, NotValidThen if the
    product's is, TransitionNotAllowed if nobody asked, NoSigningKey.
    """
    booking = lock_booking(booking)
    if booking.state in (*RIDING, BookingState.FINISHED):
        return booking
    _check_asked(booking, at=at)
    return sell_booking(booking, by=by, at=at)


@transaction.atomic
def deny_booking(booking: Booking, *, reason: str, by: Actor, at: datetime) -> Booking:
    """Say no: the booking is REJECTED, nothing is sold, and its partner is told why.

    Saying it again changes nothing. AnswerLate, TransitionNotAllowed.
    """
    booking = lock_booking(booking)
    if booking.state == BookingState.REJECTED:
        return booking
    _check_asked(booking, at=at)
    booking.reject(at=at)
    booking.save(update_fields=BOOKING_CHANGED_BY_CLOSE)
    legs = list(booking.legs.filter(state__in=OPEN_LEGS))
    events = cancel_legs(legs, by=by, at=at)
    store_state(legs, CHANGED_BY_CLOSE)
    name = BookingEventName.REJECTED
    events.append(booking_event(booking, name, by=by, at=at, reason=reason))
    BookingEvent.objects.bulk_create(events)
    return booking


def _check_asked(booking: Booking, *, at: datetime) -> None:
    if booking.state_at(at) == BookingState.EXPIRED:
        raise AnswerLate
    if booking.state != BookingState.CONDITIONAL_CONFIRMED:
        raise fsm.TransitionNotAllowed(f"A booking that is {booking.state} waits for no answer.")
