"""Wanting to hear of a booking's changes, and no more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bookings.actions.recording import record_event
from bookings.errors import BookingGone
from bookings.models import Booking, Subscription
from bookings.states import CLOSED, BookingEventName
from operators.tenancy.actors import Actor


@transaction.atomic
def add_subscription(
    booking: Booking, *, address: str = "", by: Actor, at: datetime
) -> Subscription:
    """The partner wants to hear of changes, at this address or at the one agreed with it.

    Subscribing again changes nothing but the address. BookingGone if the booking is closed:
    nothing will change any more.
    """
    booking = Booking.objects.lock(booking)
    if booking.state_at(at) in CLOSED:
        raise BookingGone
    known = Subscription.objects.filter(booking=booking).first()
    if known is None:
        known = Subscription(booking=booking, actor=str(by), subscribed_at=at)
    elif known.address == address:
        return known
    known.address = address
    known.save()
    record_event(booking, BookingEventName.SUBSCRIBED, by=by, at=at)
    return known


@transaction.atomic
def end_subscription(booking: Booking, *, by: Actor, at: datetime) -> None:
    """The partner wants to hear no more, not at the address that it booked with either; ending
    again changes nothing."""
    booking = Booking.objects.lock(booking)
    ended, _ = Subscription.objects.filter(booking=booking).delete()
    if booking.callback_address:
        booking.callback_address = ""
        booking.save(update_fields=["callback_address"])
        ended += 1
    if ended:
        record_event(booking, BookingEventName.UNSUBSCRIBED, by=by, at=at)
