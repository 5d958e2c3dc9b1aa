"""What vehicles say of themselves while they are rented."""

from __future__ import annotations

from bookings.models import Rental
from operators.fleet.gateways.interface import Sighting
from operators.timetable.distances import metres_between


def metres_since(rental: Rental, seen: Sighting | None) -> int:
    """How far the vehicle came since it was seen last, as the crow flies."""
    if seen is None or seen.longitude is None or seen.latitude is None:
        return 0
    if rental.longitude is None or rental.latitude is None:
        return 0
    before, now = (rental.latitude, rental.longitude), (seen.latitude, seen.longitude)
    return round(metres_between(before, now))


def add_metres(rental: Rental, seen: Sighting | None) -> None:
    """Count the way since the last sighting; the rental is locked."""
    rental.metres += metres_since(rental, seen)
