"""Finding what the traveller of a request has booked."""

from __future__ import annotations

from bookings.models import Booking
from bookings.models.booking import BookingQuerySet
from protocols.tripgo.confirmation.known import Known, bookings_of, know
from protocols.tripgo.confirmation.valid import shown
from protocols.tripgo.operation import TripGoOperation


def find_mine(operation: TripGoOperation, reference: str) -> Known:
    """One booking of the traveller; as many queries as its kind needs. TravellerMissing;
    Booking.DoesNotExist, also for one of somebody else and for one that was not bought."""
    known = know(list(_mine(operation).filter(reference=reference)), at=operation.at)
    if not known:
        raise Booking.DoesNotExist
    return known[0]


def mine(operation: TripGoOperation) -> BookingQuerySet:
    """All bookings of the traveller that are told. TravellerMissing."""
    return shown(_mine(operation))


def _mine(operation: TripGoOperation) -> BookingQuerySet:
    customer = operation.need_traveller().customer_id
    return bookings_of(operation.caller.channel_id, customer)
