"""Booking a vehicle at once."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from django.utils.http import http_date
from rest_framework.request import Request

from bookings import errors as bookings
from bookings.actions.renting import book_asset
from bookings.actions.supplied.riding import book_supplied_asset, is_resold
from bookings.finding import AnyBooking
from bookings.rental_queries import reading_of
from bookings.supplied_queries import read_supplied_bookings
from operators.fleet import errors as fleet
from protocols.tomp.errors import BOOKING, Refusal, Refusals
from protocols.tomp.views.once import OnceOperation, rendered
from protocols.tomp.wishes import OneStopWish
from sales import errors as sales

NOT_ACCEPTABLE = Refusal(406, 203, "Vehicle not available", BOOKING)


class OneStop(OnceOperation):
    """POST /bookings/one-stop (TOMP 1.6, booking module)."""

    module = BOOKING
    dialects = frozenset({"1.6"})
    own_refusals: ClassVar[Refusals] = (
        (fleet.AssetUnknown, Refusal(406, 204, "Unknown vehicle", BOOKING)),
        (fleet.AssetTaken, NOT_ACCEPTABLE),
        (fleet.AssetUnavailable, NOT_ACCEPTABLE),
        (bookings.AlreadyRenting, Refusal(406, 203, "Already booked", BOOKING)),
        (sales.NothingOnSale, Refusal(406, 500, "No product on sale", BOOKING)),
        (sales.NoFare, Refusal(406, 500, "No pricing plan", BOOKING)),
    )

    def post(self, request: Request) -> HttpResponse:
        """Book one vehicle for one customer, at once.

        The booking is CONFIRMED and its leg NOT_STARTED; the vehicle is asked to unlock, and the
        leg is IN_USE as soon as it did. If it did not by the moment in `Expires`, the booking is
        CANCELLED and costs nothing. The price is an estimate of the fixed parts. With an
        `Idempotency-Key` a repeated request books nothing twice and gets the same answer.
        """
        attempt = self.read_attempt()
        wish = self.dialect.reading.read_one_stop(request.data, at=self.at)
        if is_resold(self.channel, wish.asset_id, at=self.at):
            return self.once(attempt, lambda: self._resell(wish), asks_outside=True)
        return self.once(attempt, lambda: self._book(wish))

    def _resell(self, wish: OneStopWish) -> HttpResponse:
        booking = book_supplied_asset(
            self.channel,
            wish.asset_id,
            customer=wish.customer,
            origin=wish.origin,
            callback_address=wish.callback_address,
            by=self.actor,
            at=self.at,
        )
        [found] = read_supplied_bookings([booking], at=self.at)
        return self._told(found)

    def _book(self, wish: OneStopWish) -> HttpResponse:
        rental = book_asset(
            self.channel,
            wish.asset_id,
            customer=wish.customer,
            origin=wish.origin,
            callback_address=wish.callback_address,
            by=self.actor,
            at=self.at,
        )
        return self._told(reading_of(rental, at=self.at))

    def _told(self, found: AnyBooking) -> HttpResponse:
        wire = self.dialect.mapping.booking_to_wire(found, version=self.version, at=self.at)
        response = rendered(wire, status=201)
        response["Expires"] = http_date(found.booking.held_until.timestamp())
        return response
