"""Why bookings refuse."""

from __future__ import annotations

from operators.tenancy.errors import DomainError


class BookingError(DomainError):
    """The booking does not allow this."""


class HoldExpired(BookingError):
    """The time to commit this booking is over; plan again and book a new offer."""


class NotCommitted(BookingError):
    """The booking is not committed, so its legs cannot be used yet; commit it first."""


class CancellationRefused(BookingError):
    """The product's rules do not allow to cancel this booking any more."""


class BookingInUse(BookingError):
    """The journey has begun, so its booking cannot be changed any more."""


class BookingGone(BookingError):
    """This booking is over for good; plan again and book a new offer."""


class FixedByCommit(BookingError):
    """This was fixed when the booking was committed."""


class TravellersDiffer(BookingError):
    """A leg cannot have more travellers than its ticket was priced for."""


class LegGone(BookingError):
    """This leg was given back or never sold, so there is no ride to follow."""


class NeverSold(BookingError):
    """The booking was never committed, so there is nothing to settle for it."""


class AlreadyRenting(BookingError):
    """This customer has this vehicle already; go on with that booking."""


class RentalOver(BookingError):
    """This rental is over already; nothing more can be done with it."""


class RentalBegun(BookingError):
    """The vehicle is in use, so the booking cannot be cancelled; end the rental instead."""
