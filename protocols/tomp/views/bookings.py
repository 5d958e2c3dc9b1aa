"""Booking: turning an offer into a booking, committing and cancelling it."""

from __future__ import annotations

from django.utils.http import http_date
from rest_framework.request import Request
from rest_framework.response import Response

from bookings.actions.booking import hold_booking
from bookings.models import Booking
from bookings.queries import read_booking, read_bookings
from protocols.tomp.caching import cache_until
from protocols.tomp.errors import BOOKING
from protocols.tomp.v1_1 import mapping, requests
from protocols.tomp.v1_1.description import (
    booking_operation,
    create_booking,
    list_bookings,
    read_booking_operation,
)
from protocols.tomp.views.operation import TompOperation


class Bookings(TompOperation):
    """POST and GET /bookings (TOMP 1.1, booking module)."""

    module = BOOKING

    @create_booking
    def post(self, request: Request) -> Response:
        """Book an offer by the id of its option: PENDING until the header Expires, legs PREPARING.

        The ticket's form may be chosen here with `customer.requirements.ticketFormat` or
        `extraInfo.ticketFormat`, such as `QR;media=image/svg+xml`. 409 for an id that was booked
        before, 410 for an offer that lapsed.
        """
        wish = requests.read_booking_request(request.data)
        booking = hold_booking(
            wish.reference,
            channel=self.channel,
            customer=wish.customer,
            symbology=wish.form.symbology,
            media=wish.form.media,
            by=self.actor,
            at=self.at,
        )
        reading = read_booking(booking.reference, channel=self.channel, at=self.at)
        response = Response(
            mapping.booking_to_wire(reading, version=self.version, at=self.at), status=201
        )
        response["Expires"] = http_date(booking.held_until.timestamp())
        return response

    @list_bookings
    def get(self, request: Request) -> Response:
        """The channel's bookings in one state, oldest first; `offset` and `limit` page them."""
        wish = requests.read_booking_list(request.query_params)
        found = Booking.objects.sold_through(self.channel).filter(
            mapping.bookings_in(wish.state, at=self.at)
        )
        page = found.order_by("id")[wish.offset : wish.offset + wish.limit]
        readings = read_bookings(list(page), at=self.at)
        return Response(
            [
                mapping.booking_to_wire(reading, version=self.version, at=self.at)
                for reading in readings
            ]
        )


class BookingById(TompOperation):
    """GET /bookings/{id} (TOMP 1.1, booking module)."""

    module = BOOKING

    @read_booking_operation
    def get(self, request: Request, reference: str) -> Response:
        """The booking with its legs, and the tickets of legs in use. It may be kept until the
        first barcode dies."""
        reading = read_booking(reference, channel=self.channel, at=self.at)
        response = Response(mapping.booking_to_wire(reading, version=self.version, at=self.at))
        cache_until(response, reading.fresh_until, at=self.at)
        return response


class BookingEvents(TompOperation):
    """POST /bookings/{id}/events (TOMP 1.1, booking module)."""

    module = BOOKING

    @booking_operation
    def post(self, request: Request, reference: str) -> Response:
        """COMMIT sells the booking and issues its tickets; CANCEL gives it back.

        Repeating either answers 200 and changes nothing. 403 if the booking's state or the
        product's rules do not allow it.
        """
        act = requests.read_operation(request.data)
        booking = Booking.objects.sold_through(self.channel).get(reference=reference)
        act(booking, by=self.actor, at=self.at)
        reading = read_booking(reference, channel=self.channel, at=self.at)
        return Response(mapping.booking_to_wire(reading, version=self.version, at=self.at))
