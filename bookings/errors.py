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
