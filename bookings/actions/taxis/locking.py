"""A taxi ride in hand, locked with its leg and booking."""

from __future__ import annotations

from datetime import datetime

from bookings.errors import AnswerLate, HoldExpired, NotCommitted, RideOver, RideTaken
from bookings.models import Booking, TaxiRide
from bookings.states import CLOSED, HELD, BookingState
from operators.fleet.gateways.finding import gateway_of

OF_SALE = ("offer__channel__tenant", "offer__product__operator", "customer")
"""What selling a ride, or the fee for it, wants to know of its booking."""
WAITING = (BookingState.CONDITIONAL_CONFIRMED, BookingState.CONFIRMED)


def lock_taxi(booking: Booking, *joined: str) -> TaxiRide:
    """The taxi ride of a booking as it is now, locked with its leg and its booking, which is read
    with what is `joined` to it. TaxiRide.DoesNotExist of another kind.

    The booking is locked first, as everywhere; what one statement read before it waited for a lock
    would be old.
    """
    # Without names it would join everything that a booking points to.
    bookings = Booking.objects.select_related(*joined) if joined else Booking.objects.all()
    locked = bookings.lock(Booking(pk=booking.pk))
    found = TaxiRide.objects.select_related("leg", "fleet")
    ride: TaxiRide = found.select_for_update(of=("self", "leg"), no_key=True).get(
        leg__booking=locked.pk
    )
    ride.leg.booking = locked
    return ride


def lock_ride(ride: TaxiRide, *joined: str) -> TaxiRide:
    """The same of a ride that came with its leg."""
    return lock_taxi(Booking(pk=ride.leg.booking_id), *joined)


def check_looking(ride: TaxiRide, *, at: datetime) -> None:
    """That a driver is looked for. RideOver, NotCommitted, HoldExpired; RideTaken if one has
    accepted, AnswerLate once the time for that is over."""
    check_committed(ride, at=at)
    if not ride.is_looking():
        raise RideTaken
    if ride.is_left_alone_at(at):
        raise AnswerLate


def check_committed(ride: TaxiRide, *, at: datetime) -> None:
    """That it is ordered and not over. RideOver, NotCommitted, HoldExpired."""
    booking = ride.leg.booking
    if booking.state in CLOSED:
        raise RideOver
    if booking.state == BookingState.PENDING:
        raise HoldExpired if booking.state_at(at) == BookingState.EXPIRED else NotCommitted


def is_asked(ride: TaxiRide) -> bool:
    """Whether its commit waits for a driver still."""
    return ride.leg.booking.state in HELD


def goes_by_itself(ride: TaxiRide) -> bool:
    """Whether nobody drives it really, so that the timer plays its driver."""
    return gateway_of(ride.fleet).is_simulated
