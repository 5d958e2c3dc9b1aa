"""What an operator tells in the words of TOMP 1.1; each table is total, a test says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bookings.states import BookingEventName, Origin
from protocols.tomp.wire import utc

BOOKING_NEWS: Mapping[BookingEventName, str | None] = {
    BookingEventName.CONFIRMED: "COMMIT",
    BookingEventName.REJECTED: "DENY",
    BookingEventName.EXPIRED: "EXPIRE",
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
    # Words of later versions.
    BookingEventName.LEG_CANCELLED: None,
    BookingEventName.TRUNK_OPENED: None,
}
"""`legEvent.event`."""
ASKS = False
"""Whether partners have /legs/{id}/confirmation."""


def operation_to_wire(word: str, *, origin: Origin) -> dict[str, Any]:
    """`bookingOperation`; 1.1 cannot say on whose wish."""
    return {"operation": word}


def leg_event_to_wire(
    word: str, *, at: datetime, asset: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """`legEvent`."""
    wire: dict[str, Any] = {"time": utc(at), "event": word}
    return wire | ({"asset": asset} if asset else {})
