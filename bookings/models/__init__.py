"""The models of this app, where Django looks for them."""

from bookings.models.booking import Booking, BookingEvent
from bookings.models.leg import Leg

__all__ = ["Booking", "BookingEvent", "Leg"]
