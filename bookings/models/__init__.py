"""The models of this app, where Django looks for them."""

from bookings.models.ancillary import LegAncillary
from bookings.models.booking import Booking, BookingEvent
from bookings.models.leg import Leg
from bookings.models.message import BookingMessage
from bookings.models.purchase import Purchase, PurchaseEvent
from bookings.models.purchase_part import PurchasePart
from bookings.models.rental import Rental
from bookings.models.subscription import Subscription
from bookings.models.supplied import SuppliedBooking, SuppliedLeg
from bookings.models.taxi import TaxiRide

__all__ = [
    "Booking",
    "BookingEvent",
    "BookingMessage",
    "Leg",
    "LegAncillary",
    "Purchase",
    "PurchaseEvent",
    "PurchasePart",
    "Rental",
    "Subscription",
    "SuppliedBooking",
    "SuppliedLeg",
    "TaxiRide",
]
