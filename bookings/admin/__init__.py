"""The admin of bookings and their legs, and of what they are sold with."""

from bookings.admin import bookings, customers, legs, orders, tickets

__all__ = ["bookings", "customers", "legs", "orders", "tickets"]
