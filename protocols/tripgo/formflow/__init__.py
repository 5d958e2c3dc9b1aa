"""Booking by one form after the other, as older apps do (reference §7)."""
