"""Bookings, legs and messages in the words of TOMP 1.6 (§ booking, trip execution)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import ModuleType
from typing import TYPE_CHECKING, Any

from bookings.models import BookingMessage
from bookings.queries import BookingReading, LegReading
from bookings.rental_queries import RentalReading
from bookings.states import MessageDirection, MessageKind
from bookings.supplied_queries import SuppliedBookingReading, SuppliedLegReading
from protocols.tomp.v1_6 import journeys, rentals, supplied
from protocols.tomp.v1_6.stops import rounded
from protocols.tomp.v1_6.vehicles import asset_to_wire
from protocols.tomp.v1_6.words import MESSAGE_KIND, SENDER
from protocols.tomp.versions import Version
from protocols.tomp.wire import utc

if TYPE_CHECKING:
    from bookings.finding import AnyBooking, AnyLeg
    from bookings.progress import Progress

__all__ = [
    "asset_to_wire",
    "booking_to_wire",
    "leg_to_wire",
    "message_to_wire",
    "progress_to_wire",
]

KINDS: Mapping[type, ModuleType] = {
    BookingReading: journeys,
    LegReading: journeys,
    RentalReading: rentals,
    SuppliedBookingReading: supplied,
    SuppliedLegReading: supplied,
}
"""The module that tells each kind of reading."""


def booking_to_wire(reading: AnyBooking, *, version: Version, at: datetime) -> dict[str, Any]:
    """`booking` with its legs."""
    wire: dict[str, Any] = KINDS[type(reading)].booking_to_wire(reading, version=version, at=at)
    return wire


def leg_to_wire(reading: AnyLeg, *, version: Version) -> dict[str, Any]:
    """`leg`, with its ticket or the vehicle that it uses."""
    wire: dict[str, Any] = KINDS[type(reading)].leg_to_wire(reading, version=version)
    return wire


def message_to_wire(message: BookingMessage) -> dict[str, Any]:
    """`notification`, with `time` and `origin` beyond the members of 1.6."""
    wire: dict[str, Any] = {"type": MESSAGE_KIND[MessageKind(message.kind)]}
    if message.minutes is not None:
        wire["minutes"] = message.minutes
    if message.text:
        wire["comment"] = message.text
    if message.leg is not None:
        wire["legId"] = message.leg.reference
    direction = MessageDirection(message.direction)
    return {**wire, "time": utc(message.sent_at), "origin": SENDER[direction]}


def progress_to_wire(progress: Progress, *, location_only: bool) -> dict[str, Any]:
    """`legProgress`: duration in milliseconds, distance in metres."""
    place = rounded(progress.place)
    wire: dict[str, Any] = {"coordinates": {"lng": place.longitude, "lat": place.latitude}}
    if not location_only:
        wire["duration"] = progress.travelled // timedelta(milliseconds=1)
        if progress.metres is not None:
            wire["distance"] = progress.metres
    return {**wire, "asset": {"id": progress.asset_id}} if progress.asset_id else wire
