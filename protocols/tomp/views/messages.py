"""What partner and operator tell each other about a booking."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from bookings.actions.messages import receive_message
from bookings.actions.subscriptions import add_subscription, end_subscription
from bookings.models import Booking
from protocols.tomp.errors import BOOKING
from protocols.tomp.v1_1 import mapping, reading
from protocols.tomp.v1_1.description import (
    list_notifications,
    send_notification,
    subscribe_operation,
    unsubscribe_operation,
)
from protocols.tomp.views.operation import TompOperation


class MessageOperation(TompOperation):
    """What the operations on one booking's messages share."""

    module = BOOKING

    def get_booking(self, reference: str) -> Booking:
        """Booking.DoesNotExist if this channel made no such booking."""
        return (
            Booking.objects.sold_through(self.caller.channel_id).journeys().get(reference=reference)
        )


class BookingNotifications(MessageOperation):
    """GET and POST /bookings/{id}/notifications (TOMP 1.1, general)."""

    @list_notifications
    def get(self, request: Request, reference: str) -> Response:
        """The latest hundred messages about the booking, oldest first: yours and the operator's."""
        messages = self.get_booking(reference).messages.last_ones()
        return Response([mapping.message_to_wire(message) for message in messages])

    @send_notification
    def post(self, request: Request, reference: str) -> Response:
        """Tell the operator something about the booking; its staff reads it.

        The same message sent again within a minute is kept once. ETA needs its minutes.
        """
        wish = reading.read_notification(request.data)
        booking = self.get_booking(reference)
        receive_message(
            booking,
            kind=wish.kind,
            minutes=wish.minutes,
            text=wish.text,
            by=self.actor,
            at=self.at,
        )
        return Response(status=204)


class BookingSubscription(MessageOperation):
    """POST and DELETE /bookings/{id}/subscription (TOMP 1.1, booking module)."""

    @subscribe_operation
    def post(self, request: Request, reference: str) -> Response:
        """Ask to be told of the booking's changes; repeating it changes nothing but the address.

        410 for a booking that is over, since nothing will change.
        """
        address = reading.read_webhook(request.data)
        booking = self.get_booking(reference)
        add_subscription(booking, address=address, by=self.actor, at=self.at)
        return Response(status=204)

    @unsubscribe_operation
    def delete(self, request: Request, reference: str) -> Response:
        """Ask to be told no more; repeating it changes nothing."""
        end_subscription(self.get_booking(reference), by=self.actor, at=self.at)
        return Response(status=204)
