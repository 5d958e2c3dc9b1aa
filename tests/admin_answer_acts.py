"""What the buttons do that say yes or no to a booking: who may, and what is then true."""

from __future__ import annotations

from bookings.states import BookingState
from tests.admin_button import CLERKS, Button
from tests.factories.answers import asked

ANSWER_BUTTONS = [
    Button(
        "bookings_booking_approve",
        asked,
        CLERKS,
        lambda booking: booking.state in (BookingState.CONFIRMED, BookingState.STARTED),
    ),
    Button(
        "bookings_booking_deny",
        asked,
        CLERKS,
        lambda booking: booking.state == BookingState.REJECTED,
        {"reason": "The train is full."},
    ),
]
