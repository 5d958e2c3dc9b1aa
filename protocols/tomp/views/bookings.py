"""Booking: turning an offer into a booking, committing and cancelling it."""

from __future__ import annotations

from typing import Any

from django.utils.http import http_date
from rest_framework.request import Request
from rest_framework.response import Response

from bookings.actions.booking import hold_booking
from bookings.actions.changing import change_booking, check_changeable
from bookings.models import Booking
from bookings.queries import BookingReading, read_booking, read_bookings
from protocols.caching import cache_until
from protocols.tomp.errors import BOOKING
from protocols.tomp.v1_1 import mapping, reading
from protocols.tomp.v1_1.description import (
    booking_operation,
    change_members,
    create_booking,
    list_bookings,
    read_booking_operation,
)
from protocols.tomp.v1_1.words import booking_states_of
from protocols.tomp.views.operation import TompOperation


class BookingOperation(TompOperation):
    """What the operations on bookings share."""

    module = BOOKING

    def show(self, reference: str, **answer: Any) -> Response:
        """The booking as it stands; where tickets are in it, it may be kept until the first of
        their barcodes dies."""
        found = read_booking(reference, channel_id=self.caller.channel_id, at=self.at)
        response = Response(self.to_wire(found), **answer)
        if found.fresh_until:
            cache_until(response, found.fresh_until, at=self.at)
        return response

    def to_wire(self, found: BookingReading) -> dict[str, Any]:
        return mapping.booking_to_wire(found, version=self.version, at=self.at)


class Bookings(BookingOperation):
    """POST and GET /bookings (TOMP 1.1, booking module)."""

    @create_booking
    def post(self, request: Request) -> Response:
        """Book an offer by the id of its option: PENDING until the header Expires, legs PREPARING.

        The ticket's form may be chosen here with `customer.requirements.ticketFormat` or
        `extraInfo.ticketFormat`, such as `QR;media=image/svg+xml`. 409 for an id that was booked
        before, 410 for an offer that lapsed.
        """
        wish = reading.read_booking_request(request.data)
        booking = hold_booking(
            wish.reference,
            channel=self.channel,
            customer=wish.customer,
            symbology=wish.form.symbology,
            media=wish.form.media,
            by=self.actor,
            at=self.at,
        )
        headers = {"Expires": http_date(booking.held_until.timestamp())}
        return self.show(booking.reference, status=201, headers=headers)

    @list_bookings
    def get(self, request: Request) -> Response:
        """The channel's bookings in one state, oldest first; `offset` and `limit` page them."""
        wish = reading.read_booking_list(request.query_params)
        found = Booking.objects.sold_through(self.caller.channel_id).journeys()
        found = found.in_state_at(*booking_states_of(wish.state), at=self.at).order_by("id")
        page = list(found[wish.offset : wish.offset + wish.limit])
        return Response([self.to_wire(each) for each in read_bookings(page, at=self.at)])


class BookingById(BookingOperation):
    """GET and PUT /bookings/{id} (TOMP 1.1, booking module)."""

    @read_booking_operation
    def get(self, request: Request, reference: str) -> Response:
        """The booking with its legs, and the tickets of legs in use. It may be kept until the
        first barcode dies."""
        return self.show(reference)

    @change_members
    def put(self, request: Request, reference: str) -> Response:
        """Change the customer, the references of the travellers, or the form of the tickets.

        Until COMMIT all of these can change, then the customer's name and contact alone, and
        nothing once the journey has begun. Other members may be left out or sent as they are:
        the state, the price, times and places are not changed here.
        """
        change = reading.read_booking_change(request.data)
        found = read_booking(reference, channel_id=self.caller.channel_id, at=self.at)
        check_changeable(found.booking, at=self.at)
        known = self.to_wire(found)
        change.check_against(known)
        change_booking(
            found.booking,
            customer=change.customer,
            symbology=change.form.symbology,
            media=change.form.media,
            travellers=change.travellers(known),
            by=self.actor,
            at=self.at,
        )
        return self.show(reference)


class BookingEvents(BookingOperation):
    """POST /bookings/{id}/events (TOMP 1.1, booking module)."""

    @booking_operation
    def post(self, request: Request, reference: str) -> Response:
        """COMMIT sells the booking and issues its tickets; CANCEL gives it back.

        Repeating either answers 200 and changes nothing. 403 if the booking's state or the
        product's rules do not allow it, or if CANCEL would give back what you have claimed as
        credits (POST /payment/{id}/claim-extra-costs).
        """
        act = reading.read_operation(request.data)
        booking = (
            Booking.objects.sold_through(self.caller.channel_id).journeys().get(reference=reference)
        )
        act(booking, by=self.actor, at=self.at)
        return self.show(reference)
