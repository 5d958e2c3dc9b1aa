"""What the state of a booking follows from, read off what was found of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bookings.finding import AnyBooking
from bookings.models import Booking, Rental
from bookings.queries import BookingReading, read_booking
from bookings.rental_queries import RentalReading, read_rental_booking
from bookings.states import BookingKind, BookingState, Origin
from bookings.taxi_queries import TaxiReading, read_taxi_booking
from protocols.maas_tsp.errors import NotThere
from protocols.maas_tsp.states import Standing, WireState, leg_state_of, state_of
from protocols.maas_tsp.wire import is_spoken

Told = BookingReading | RentalReading | TaxiReading
"""Bookings that this format has words for."""
READERS: Sequence[Callable[..., Told]] = (read_booking, read_rental_booking, read_taxi_booking)


def read_told(reference: str, *, channel_id: int, at: datetime) -> Told:
    """A booking that can be told here, in one query for a journey and at most three. Suppliers are
    not asked: what is resold is not there. Booking.DoesNotExist, NotThere."""
    for read in READERS:
        try:
            return told_here(read(reference, channel_id=channel_id, at=at))
        except Booking.DoesNotExist:
            continue
    raise Booking.DoesNotExist


def told_here(found: AnyBooking) -> Told:
    """The booking, if it can be told here. NotThere for one that is resold, and for one in a
    currency that has no word here: other faces sell those."""
    if not isinstance(found, BookingReading | RentalReading | TaxiReading):
        raise NotThere
    if not is_spoken(found.booking.offer.currency):
        raise NotThere
    return found


def standing_of(found: Told, *, at: datetime) -> Standing:
    """As the clock has it at that moment."""
    booking = found.booking
    origin = booking.cancel_origin
    if isinstance(found, BookingReading):
        legs = leg_state_of(leg.state for leg in found.legs)
        return Standing(BookingKind.JOURNEY, booking.state_at(at), legs, origin)
    if isinstance(found, RentalReading):
        lapsed = is_not_fetched(found.rental, origin, at=at)
        return Standing(BookingKind.RENTAL, found.booking_state, found.state, origin, lapsed)
    state, lapsed = found.booking_state, found.ride.no_show
    if state == BookingState.CANCELLED and not origin:
        # Nobody else was found in time, and the timer has not said so yet.
        origin = Origin.TO
    return Standing(BookingKind.TAXI, state, found.state, origin, lapsed)


def wire_state(found: Told, *, at: datetime) -> WireState:
    """The state that is told of it."""
    return state_of(standing_of(found, at=at))


def is_not_fetched(rental: Rental, origin: str, *, at: datetime) -> bool:
    """Whether its customer did not come in time, noted by the timer or not."""
    if rental.is_forgotten_at(at):
        return True
    return (
        origin == Origin.TO
        and rental.started_at is None
        and rental.unlock_until is None
        and rental.closed_at is not None
        and rental.closed_at >= rental.reserved_until
    )
