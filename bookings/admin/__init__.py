"""The admin of bookings and their legs, and of what they are sold with."""

from bookings.admin import (
    bookings,
    channels,
    customers,
    legs,
    messages,
    orders,
    purchases,
    rentals,
    supplied,
    taxis,
    tickets,
)

__all__ = [
    "bookings",
    "channels",
    "customers",
    "legs",
    "messages",
    "orders",
    "purchases",
    "rentals",
    "supplied",
    "taxis",
    "tickets",
]
