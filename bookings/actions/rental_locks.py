"""A rental in hand, locked with its leg and booking."""

from __future__ import annotations

from datetime import datetime

from bookings.errors import HoldExpired, NotCommitted, RentalBegun, RentalOver, ReservationOver
from bookings.models import Booking, Leg, Rental
from bookings.states import CLOSED_LEGS, WAITING_LEGS, BookingState
from operators.fleet.gateways.interface import Sighting

OF_VEHICLE = ("asset__asset_type", "asset__fleet")
"""What gateways want to know."""
OF_SALE = ("offer__channel__tenant", "offer__product__operator", "customer")
"""What selling a booking wants to know of it."""


def lock_rental(leg: Leg, *joined: str) -> Rental:
    """The rental of a leg as it is now, locked with its leg and its booking, which is read with
    what is `joined` to it.

    The booking is locked first, as everywhere; what one statement read before it waited for a lock
    would be old.
    """
    # Without names it would join everything that a booking points to.
    bookings = Booking.objects.select_related(*joined) if joined else Booking.objects.all()
    booking = bookings.lock(Booking(pk=leg.booking_id))
    found = Rental.objects.select_related("leg", *OF_VEHICLE)
    locked = found.select_for_update(of=("self", "leg"), no_key=True)
    rental: Rental = locked.get(leg=leg.pk)
    rental.leg.booking = booking
    return rental


def rental_of(leg: Leg) -> Rental:
    """The rental of a leg, to ask its vehicle. Rental.DoesNotExist of a journey's."""
    return Rental.objects.select_related("leg", *OF_VEHICLE).get(leg=leg)


def is_waiting(rental: Rental) -> bool:
    """Whether its vehicle is still to be unlocked."""
    return rental.leg.state in WAITING_LEGS


def check_not_over(rental: Rental) -> None:
    """RentalOver once the vehicle was given back, or was never had."""
    if rental.leg.state in CLOSED_LEGS:
        raise RentalOver


def check_committed(rental: Rental, *, at: datetime) -> None:
    """NotCommitted while it is only held; HoldExpired once that is over, RentalOver once it is."""
    check_not_over(rental)
    booking = rental.leg.booking
    if booking.state == BookingState.PENDING:
        raise HoldExpired if booking.state_at(at) == BookingState.EXPIRED else NotCommitted


def check_reserved(rental: Rental, *, at: datetime) -> None:
    """That its vehicle is kept for its customer, who has not fetched it yet. As `check_committed`;
    RentalBegun once it was unlocked, ReservationOver once it was not fetched in time."""
    check_committed(rental, at=at)
    if not is_waiting(rental):
        raise RentalBegun("The vehicle is in use already.")
    if rental.is_forgotten_at(at):
        raise ReservationOver


def note_sighting(rental: Rental, seen: Sighting | None) -> None:
    """What the vehicle says of itself becomes the rental's; what it does not tell stays."""
    if seen is None:
        return
    if seen.longitude is not None and seen.latitude is not None:
        rental.longitude, rental.latitude = seen.longitude, seen.latitude
        rental.seen_at = seen.seen_at
    if seen.charge is not None:
        rental.charge = seen.charge
    if seen.range_metres is not None:
        rental.range_metres = seen.range_metres
