"""What the timers do, at a moment that a test chooses."""

from __future__ import annotations

from datetime import datetime, timedelta

from bookings.actions.messages import send_message
from bookings.models import Booking
from bookings.states import MessageKind
from operators.tenancy.actors import Actor
from protocols.deliveries.dispatching import dispatch_events
from protocols.deliveries.sending import endpoints_due, send_deliveries
from tests.factories.partners import PaperFormat

FORMAT = PaperFormat
"""Named here, so that a process of its own knows the format as well."""
SENDER = Actor.timer("send-deliveries")
STAFF = Actor.staff("ida")


def deliver(at: datetime) -> int:
    """Write down what is to be told, and send what is due; returns how many calls were made."""
    dispatch(at)
    return send(at)


def dispatch(at: datetime) -> int:
    """Write down what is to be told."""
    return dispatch_events(at=at, limit=100)


def send(at: datetime) -> int:
    """Send what is due."""
    due = endpoints_due(at=at, limit=100)
    return sum(send_deliveries(endpoint, by=SENDER, clock=lambda: at) for endpoint in due)


def write_to(booking: Booking, *, at: datetime) -> None:
    """Something that the partner is told, and that can happen again and again."""
    send_message(booking, kind=MessageKind.OTHER, text=str(at), by=STAFF, at=at)


def pass_time(start: datetime, end: datetime) -> datetime:
    """Let the timers run whenever something is due, from one moment to the other."""
    at = start
    while at < end:
        deliver(at)
        at += timedelta(minutes=5)
    return at
