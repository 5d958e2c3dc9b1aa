"""The admin of bookings and their legs."""

from bookings.admin import bookings, legs

__all__ = ["bookings", "legs"]
