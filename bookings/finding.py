"""Reads of bookings and legs, whatever their kind. Most are journeys, so these are looked for
first and found in one query."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from bookings.actions.supplied.looking import read_fresh_booking, read_fresh_leg
from bookings.models import Booking, Leg
from bookings.queries import BookingReading, LegReading, read_booking, read_bookings, read_leg
from bookings.rental_queries import (
    RentalReading,
    read_rental,
    read_rental_booking,
    read_rental_bookings,
)
from bookings.states import BookingKind
from bookings.supplied_queries import (
    SuppliedBookingReading,
    SuppliedLegReading,
    read_supplied_bookings,
)
from bookings.taxi_queries import TaxiReading, read_taxi, read_taxi_booking, read_taxi_bookings

AnyLeg = LegReading | RentalReading | SuppliedLegReading | TaxiReading
AnyBooking = BookingReading | RentalReading | SuppliedBookingReading | TaxiReading
ANY_KIND = tuple(BookingKind)

LEG_READERS: Mapping[BookingKind, Callable[..., AnyLeg]] = {
    BookingKind.JOURNEY: read_leg,
    BookingKind.RENTAL: read_rental,
    BookingKind.SUPPLIED: read_fresh_leg,
    BookingKind.TAXI: read_taxi,
}
BOOKING_READERS: Mapping[BookingKind, Callable[..., AnyBooking]] = {
    BookingKind.JOURNEY: read_booking,
    BookingKind.RENTAL: read_rental_booking,
    BookingKind.SUPPLIED: read_fresh_booking,
    BookingKind.TAXI: read_taxi_booking,
}
LIST_READERS: Mapping[BookingKind, Callable[..., Sequence[AnyBooking]]] = {
    BookingKind.JOURNEY: read_bookings,
    BookingKind.RENTAL: read_rental_bookings,
    BookingKind.SUPPLIED: read_supplied_bookings,
    BookingKind.TAXI: read_taxi_bookings,
}


def read_any_leg(
    reference: str, *, channel_id: int, at: datetime, kinds: Collection[BookingKind] = ANY_KIND
) -> AnyLeg:
    """A leg with what it shows at that moment, of one of these kinds: one query for a journey's.

    Leg.DoesNotExist if this channel sold no such leg, NoSigningKey if its barcode cannot be made.
    """
    for kind, read in LEG_READERS.items():
        if kind not in kinds:
            continue
        try:
            return read(reference, channel_id=channel_id, at=at)
        except Leg.DoesNotExist:
            continue
    raise Leg.DoesNotExist


def read_any_booking(
    reference: str, *, channel_id: int, at: datetime, kinds: Collection[BookingKind] = ANY_KIND
) -> AnyBooking:
    """A booking with its legs, of one of these kinds: one query for a journey. Booking.DoesNotExist
    if this channel made no such booking."""
    for kind, read in BOOKING_READERS.items():
        if kind not in kinds:
            continue
        try:
            return read(reference, channel_id=channel_id, at=at)
        except Booking.DoesNotExist:
            continue
    raise Booking.DoesNotExist


def read_any_bookings(bookings: Sequence[Booking], *, at: datetime) -> list[AnyBooking]:
    """Bookings with their legs, in their order; as many queries as there are kinds among them."""
    found: dict[Any, AnyBooking] = {}
    for kind, read in LIST_READERS.items():
        chosen = [booking for booking in bookings if booking.kind == kind]
        if chosen:
            found |= {reading.booking.pk: reading for reading in read(chosen, at=at)}
    return [found[booking.pk] for booking in bookings if booking.pk in found]
