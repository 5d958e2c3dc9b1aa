"""TripGo bookings: apps built on TripKit link accounts, list, book, pay, show and cancel."""
