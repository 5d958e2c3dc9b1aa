"""What partner and operator tell each other about a booking."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from bookings.actions.messages import receive_message
from bookings.actions.subscriptions import add_subscription, end_subscription
from bookings.models import Booking, Leg
from protocols.tomp.errors import Invalid
from protocols.tomp.views.bookings import BookingOperation


class BookingNotifications(BookingOperation):
    """GET and POST /bookings/{id}/notifications (TOMP, general)."""

    def get(self, request: Request, reference: str) -> Response:
        """The latest hundred messages about the booking, oldest first: yours and the operator's."""
        messages = self.get_booking(reference).messages.last_ones()
        return Response([self.dialect.mapping.message_to_wire(message) for message in messages])

    def post(self, request: Request, reference: str) -> Response:
        """Tell the operator something about the booking; its staff reads it.

        The same message sent again within a minute is kept once. ETA needs its minutes.
        """
        wish = self.dialect.reading.read_notification(request.data)
        booking = self.get_booking(reference)
        receive_message(
            booking,
            kind=wish.kind,
            minutes=wish.minutes,
            text=wish.text,
            leg=self._leg_of(booking, wish.leg),
            by=self.actor,
            at=self.at,
        )
        return Response(status=204)

    @staticmethod
    def _leg_of(booking: Booking, reference: str) -> Leg | None:
        """The leg that the message names, if it names one. Invalid for one of another booking."""
        if not reference:
            return None
        leg = booking.legs.filter(reference=reference).first()
        if leg is None:
            raise Invalid("legId: The booking has no such leg.")
        return leg


class BookingSubscription(BookingOperation):
    """POST and DELETE /bookings/{id}/subscription (TOMP, booking module)."""

    def post(self, request: Request, reference: str) -> Response:
        """Ask to be told of the booking's changes; repeating it changes nothing but the address.

        410 for a booking that is over, since nothing will change.
        """
        address = self.dialect.reading.read_webhook(request.data)
        booking = self.get_booking(reference)
        add_subscription(booking, address=address, by=self.actor, at=self.at)
        return Response(status=204)

    def delete(self, request: Request, reference: str) -> Response:
        """Ask to be told no more; repeating it changes nothing."""
        end_subscription(self.get_booking(reference), by=self.actor, at=self.at)
        return Response(status=204)
