from django.apps import AppConfig


class BookingsConfig(AppConfig):
    """Bookings and their legs."""

    name = "bookings"
