"""What an operator tells in the words of TOMP 1.6; each table is total, a test says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bookings.states import BookingEventName, Origin
from protocols.tomp.v1_6.words import ORIGIN
from protocols.tomp.wire import utc

BOOKING_NEWS: Mapping[BookingEventName, str | None] = {
    BookingEventName.CONFIRMED: "COMMIT",
    BookingEventName.REJECTED: "DENY",
    # A word of versions before 1.5; a partner has the time of the end since it booked.
    BookingEventName.EXPIRED: None,
    BookingEventName.RELEASED: "CANCEL",
    BookingEventName.CANCELLED: "CANCEL",
}
"""`bookingOperation.operation`."""
LEG_NEWS: Mapping[BookingEventName, str | None] = {
    BookingEventName.LEG_PREPARED: "PREPARE",
    BookingEventName.LEG_STARTED: "SET_IN_USE",
    BookingEventName.LEG_PAUSED: "PAUSE",
    BookingEventName.LEG_RESUMED: "SET_IN_USE",
    BookingEventName.LEG_FINISHING: "START_FINISHING",
    BookingEventName.LEG_FINISHED: "FINISH",
    BookingEventName.ASSET_ASSIGNED: "ASSIGN_ASSET",
    BookingEventName.LEG_CANCELLED: "CANCEL",
    BookingEventName.TRUNK_OPENED: "OPEN_TRUNK",
}
"""`legEvent.event`."""
ASKS = True
"""Whether partners have /legs/{id}/confirmation."""


def operation_to_wire(word: str, *, origin: Origin) -> dict[str, Any]:
    """`bookingOperation`."""
    return {"operation": word, "origin": ORIGIN[origin]}


def leg_event_to_wire(
    word: str, *, at: datetime, asset: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """`legEvent`."""
    wire: dict[str, Any] = {"time": utc(at), "event": word}
    return wire | ({"asset": asset} if asset else {})
