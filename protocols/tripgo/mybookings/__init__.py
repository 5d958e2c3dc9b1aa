"""The bookings of a traveller, in lists and counts (reference §9)."""
