"""What the faces add to the admin."""

from protocols.admin import bookings, channels, deliveries, endpoints, rentals

__all__ = ["bookings", "channels", "deliveries", "endpoints", "rentals"]
