"""A whole trip booked at once: one list, one review and one payment, all of it or nothing."""
