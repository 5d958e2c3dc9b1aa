"""Bookings: to make, read, change and cancel one, and its receipt."""
