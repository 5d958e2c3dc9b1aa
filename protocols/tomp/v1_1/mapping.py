"""Bookings, legs and messages in the words of TOMP 1.1 (§ booking, trip execution)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bookings.models import BookingMessage
from bookings.queries import BookingReading, LegReading
from bookings.rental_queries import RentalReading
from bookings.states import MessageDirection, MessageKind
from bookings.supplied_queries import SuppliedBookingReading, SuppliedLegReading
from protocols.tomp.v1_1 import journeys, rentals, supplied
from protocols.tomp.v1_1.words import MESSAGE_KIND, ORIGIN
from protocols.tomp.versions import Version
from protocols.tomp.wire import utc

if TYPE_CHECKING:
    from bookings.finding import AnyBooking, AnyLeg
    from bookings.progress import Progress
    from operators.models import Asset

KINDS: dict[type, Any] = {
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
    """`leg`, with its ticket or what opens its vehicle."""
    wire: dict[str, Any] = KINDS[type(reading)].leg_to_wire(reading, version=version)
    return wire


def asset_to_wire(asset: Asset) -> dict[str, Any]:
    """`asset` that can be chosen for a leg."""
    return rentals.asset_to_wire(asset)


def message_to_wire(message: BookingMessage) -> dict[str, Any]:
    """`notification`, with `time` and `origin` beyond the members of 1.1."""
    wire: dict[str, Any] = {"type": MESSAGE_KIND[MessageKind(message.kind)]}
    if message.minutes is not None:
        wire["minutes"] = message.minutes
    if message.text:
        wire["comment"] = message.text
    direction = MessageDirection(message.direction)
    return {**wire, "time": utc(message.sent_at), "origin": ORIGIN[direction]}


def progress_to_wire(progress: Progress, *, location_only: bool) -> dict[str, Any]:
    """`legProgress`: duration in milliseconds, distance in metres."""
    place = progress.place
    wire: dict[str, Any] = {
        "coordinates": {"lng": round(place.longitude, 6), "lat": round(place.latitude, 6)}
    }
    if not location_only:
        wire["duration"] = progress.travelled // timedelta(milliseconds=1)
        if progress.metres is not None:
            wire["distance"] = progress.metres
    return wire
