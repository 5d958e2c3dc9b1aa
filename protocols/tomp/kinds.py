"""Which bookings TOMP has words for here. Others that the same channel sells are left out of lists
and answered 404."""

from __future__ import annotations

from bookings.states import BookingKind

KINDS = (BookingKind.JOURNEY, BookingKind.RENTAL, BookingKind.SUPPLIED)
