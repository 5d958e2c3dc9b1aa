"""GET booking, booking/valid/count and booking/v2."""

from __future__ import annotations

from typing import NoReturn

from rest_framework.request import Request
from rest_framework.response import Response

from protocols.tripgo.confirmation.finding import find_mine
from protocols.tripgo.errors import NotBookable
from protocols.tripgo.mybookings import described
from protocols.tripgo.mybookings.listing import (
    count_valid,
    find_active,
    list_bookings,
    list_month,
    read_one,
    summarise,
)
from protocols.tripgo.mybookings.requests import ActiveQuery, ListQuery, MonthQuery, which
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.why import Why


class MyBookings(TripGoOperation):
    """GET booking (§9)."""

    @described.list_bookings
    def get(self, request: Request) -> Response:
        """The traveller's bookings, valid ones first, then the newest; `count` is of all pages."""
        asked = self.read(ListQuery, request.GET.dict())
        told = list_bookings(self, valid=which(asked), first=asked["first"], most=asked["max"])
        return Response(told)


class ValidCount(TripGoOperation):
    """GET booking/valid/count (§9)."""

    @described.count_valid
    def get(self, request: Request) -> Response:
        """How many of the traveller's bookings are good for something still."""
        return Response({"count": count_valid(self)})


class BookingsByMonth(TripGoOperation):
    """GET booking/v2 (§9)."""

    @described.list_month
    def get(self, request: Request) -> Response:
        """The traveller's bookings that depart in a month, as `booking` lists them."""
        asked = self.read(MonthQuery, request.GET.dict())
        month = asked.get("month", "")
        return Response(list_month(self, month, first=asked["first"], most=asked["max"]))


class Months(TripGoOperation):
    """GET booking/v2/summary (§9)."""

    @described.summarise
    def get(self, request: Request) -> Response:
        """How many bookings depart in each month."""
        return Response({"summary": summarise(self)})


class ActiveBooking(TripGoOperation):
    """GET booking/v2/active (§9)."""

    @described.read_active
    def get(self, request: Request) -> Response:
        """The booking that is under way, else the next one; 404 if there is none."""
        asked = self.read(ActiveQuery, request.GET.dict())
        return Response(find_active(self, asked.get("mode", "")))


class OneBooking(TripGoOperation):
    """GET, PUT and DELETE booking/v2/{id} (§9)."""

    failure = "Booking not changed"

    @described.read_booking
    def get(self, request: Request, booking: str) -> Response:
        """One booking of the traveller."""
        return Response(read_one(self, booking))

    @described.change_booking
    def put(self, request: Request, booking: str) -> Response:
        """Refused: prices and dates of what is sold here are not the traveller's to change."""
        self._refuse_own(booking)

    @described.delete_booking
    def delete(self, request: Request, booking: str) -> Response:
        """Refused: what is sold here is cancelled."""
        self._refuse_own(booking)

    def _refuse_own(self, booking: str) -> NoReturn:
        find_mine(self, booking)
        raise NotBookable(Why.OWN_ONLY)


class Receipts(TripGoOperation):
    """POST booking/v2/{id}/receipt (§9)."""

    failure = "Booking not changed"

    @described.add_receipt
    def post(self, request: Request, booking: str) -> Response:
        """Refused: receipts are noted for bookings of the traveller's own."""
        find_mine(self, booking)
        raise NotBookable(Why.OWN_ONLY)


class OneReceipt(TripGoOperation):
    """DELETE booking/v2/{id}/receipt/{rid} (§9)."""

    failure = "Booking not changed"

    @described.delete_receipt
    def delete(self, request: Request, booking: str, receipt: str) -> Response:
        """Refused, as above."""
        find_mine(self, booking)
        raise NotBookable(Why.OWN_ONLY)
