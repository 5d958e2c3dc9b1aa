"""The models of this app, where Django looks for them."""

from bookings.models.booking import Booking, BookingEvent
from bookings.models.leg import Leg
from bookings.models.message import BookingMessage
from bookings.models.rental import Rental
from bookings.models.subscription import Subscription

__all__ = ["Booking", "BookingEvent", "BookingMessage", "Leg", "Rental", "Subscription"]
