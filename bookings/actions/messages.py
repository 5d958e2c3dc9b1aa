"""Messages about a booking, between its partner and the operator's staff."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from bookings.actions.recording import record_event
from bookings.errors import BookingGone
from bookings.models import Booking, BookingMessage, Leg
from bookings.states import GIVEN_UP, BookingEventName, MessageDirection, MessageKind
from operators.tenancy.actors import Actor

SENT_AGAIN = timedelta(minutes=1)
"""A message that repeats the last one of its side within this time is that one, sent again."""


class _Told(NamedTuple):
    """What a message says."""

    kind: MessageKind
    minutes: int | None
    text: str
    leg: Leg | None

    def is_in(self, message: BookingMessage) -> bool:
        said = (message.kind, message.minutes, message.text, message.leg_id)
        return said == (self.kind, self.minutes, self.text, self.leg and self.leg.pk)


@transaction.atomic
def receive_message(
    booking: Booking,
    *,
    kind: MessageKind,
    minutes: int | None = None,
    text: str = "",
    leg: Leg | None = None,
    by: Actor,
    at: datetime,
) -> BookingMessage:
    """Take a message from the partner of the booking's channel.

    One that it sent a moment ago is not kept twice. `minutes` until the arrival are needed for
    that kind, and `leg` is the one of the booking that it is about. BookingGone if the booking was
    never sold and is over.
    """
    told = _Told(kind, minutes, text, leg)
    return _keep(booking, MessageDirection.FROM_PARTNER, told, by=by, at=at)


@transaction.atomic
def send_message(
    booking: Booking,
    *,
    kind: MessageKind,
    minutes: int | None = None,
    text: str = "",
    leg: Leg | None = None,
    by: Actor,
    at: datetime,
) -> BookingMessage:
    """Write to the partner of the booking's channel; it reads its messages, or is sent them.

    The same rules as for `receive_message`.
    """
    told = _Told(kind, minutes, text, leg)
    return _keep(booking, MessageDirection.TO_PARTNER, told, by=by, at=at)


def _keep(
    booking: Booking,
    direction: MessageDirection,
    told: _Told,
    *,
    by: Actor,
    at: datetime,
) -> BookingMessage:
    # Locked, so that two tries of one message meet each other.
    booking = Booking.objects.lock(booking)
    if booking.state_at(at) in GIVEN_UP:
        raise BookingGone
    last = booking.messages.filter(direction=direction).order_by("-id").first()
    if last and at - last.sent_at < SENT_AGAIN and told.is_in(last):
        return last
    message = booking.messages.create(
        direction=direction,
        kind=told.kind,
        minutes=told.minutes,
        text=told.text,
        leg=told.leg,
        actor=str(by),
        sent_at=at,
    )
    record_event(booking, EVENTS[direction], by=by, at=at, message=message.pk)
    return message


EVENTS = {
    MessageDirection.FROM_PARTNER: BookingEventName.MESSAGE_RECEIVED,
    MessageDirection.TO_PARTNER: BookingEventName.MESSAGE_SENT,
}
