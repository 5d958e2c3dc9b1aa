"""How a booking stands: its state follows from what was found of it and from the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from bookings.finding import AnyBooking
from bookings.models import Booking, TaxiRide
from bookings.queries import LegReading
from bookings.rental_queries import RentalReading
from bookings.states import CLOSED, WAITING_LEGS, BookingKind, BookingState, LegState
from bookings.supplied_queries import SuppliedLegReading
from bookings.taxi_queries import TaxiReading
from protocols.tripgo.confirmation.states import Standing, leg_state_of

ARRIVES_WITHIN = timedelta(minutes=5)
"""A taxi that comes so soon is told as arriving."""


def standing_of(booking: Booking, found: AnyBooking, *, at: datetime) -> Standing:
    """As the clock has it at that moment; `booking` is its whole row."""
    origin, bound = booking.cancel_origin, was_bound(booking)
    if isinstance(found, RentalReading):
        state = found.booking_state
        return Standing(BookingKind.RENTAL, state, found.state, origin, bound)
    if isinstance(found, TaxiReading):
        return Standing(
            BookingKind.TAXI,
            found.booking_state,
            found.state,
            origin,
            bound,
            has_vehicle=found.has_driver,
            is_near=_is_near(found.ride, at=at),
        )
    legs = leg_state_of(_leg_state(leg, at=at) for leg in found.legs)
    return Standing(BookingKind(booking.kind), booking.state_at(at), legs, origin, bound)


def was_bound(booking: Booking) -> bool:
    """Whether its customer has committed to it, and not only had it held."""
    return booking.confirmed_at is not None or booking.answer_until is not None


def is_closed(booking: Booking, *, at: datetime) -> bool:
    """Whether nothing happens to it any more."""
    return booking.state_at(at) in CLOSED


def is_asked(booking: Booking, *, at: datetime) -> bool:
    """Whether somebody is still to say yes or no."""
    return booking.state_at(at) == BookingState.CONDITIONAL_CONFIRMED


def _leg_state(reading: LegReading | SuppliedLegReading, *, at: datetime) -> LegState:
    """Of a leg that waits also whether its ticket can still be used, swept or not."""
    if isinstance(reading, LegReading) and reading.state in WAITING_LEGS:
        ticket = reading.leg.ticket
        if ticket is not None and ticket.is_over(at):
            return LegState.FINISHED
    return reading.state


def _is_near(ride: TaxiRide, *, at: datetime) -> bool:
    if ride.started_at is not None:
        return False
    is_due = ride.eta is not None and ride.eta - at <= ARRIVES_WITHIN
    return ride.arrived_at is not None or is_due
