"""Booking by one form after the other: what there is, hold it, and book it (reference §1, §7)."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from bookings.models import Purchase
from protocols.tripgo.actions.forms import status_form
from protocols.tripgo.confirmation.audience import audience_of
from protocols.tripgo.confirmation.segments import shown_bookings
from protocols.tripgo.confirmation.states import is_valid
from protocols.tripgo.formflow import described
from protocols.tripgo.formflow.booking import (
    buy,
    check_is_of,
    hold_product,
    service_in,
    tell_again,
)
from protocols.tripgo.formflow.fields import QUOTE
from protocols.tripgo.formflow.forms import entry_form
from protocols.tripgo.forms.reading import answers_of, needed_text_of
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.paying.operation import PayingOperation
from protocols.tripgo.quick.finding import choices_now, segment_of, trip_of


class Info(TripGoOperation):
    """GET booking/{trip}/{segment}/info: `url` of a segment's booking."""

    failure = "Booking not successful"

    @described.read_info
    def get(self, request: Request, trip: str, segment: str) -> Response:
        """The form that begins a booking, with one product or with a form for each of several;
        nothing is stored. Of a segment that the traveller has booked: how that stands."""
        kept, part = segment_of(self, trip, segment)
        to = audience_of(self)
        known = shown_bookings(self, kept).get(part.id)
        if known is not None and is_valid(known.status):
            return Response(status_form(known, to))
        choices = choices_now(self, kept, part)
        return Response(entry_form(kept, part, choices, to))


class Book(TripGoOperation):
    """POST booking/v1/{trip}/{segment}/book."""

    failure = "Booking not successful"

    @described.book
    def post(self, request: Request, trip: str, segment: str) -> Response:
        """Hold the product that the form is of (`productId`), and answer the review."""
        answers = answers_of(request.data)
        return hold_product(self, trip, segment, service_in(answers), answers)


class BookStep(TripGoOperation):
    """POST booking/v1/{trip}/{segment}/book/{step}; the step is the product."""

    failure = "Booking not successful"

    @described.book_step
    def post(self, request: Request, trip: str, segment: str, step: str) -> Response:
        """Hold that product as the form was filled in, and answer the review."""
        return hold_product(self, trip, segment, step, answers_of(request.data))


class Details(PayingOperation):
    """GET booking/v1/{trip}/{segment}/details/{quote}."""

    @described.read_details
    def get(self, request: Request, trip: str, segment: str, quote: str) -> Response:
        """The review of what is held, again; the end if it was booked by then."""
        held = self.purchase(quote)
        check_is_of(held, trip, segment)
        return Response(tell_again(self, trip_of(self, trip), segment, held))


class HeldOperation(PayingOperation):
    """A step with what is held: the form brings along its `quote`."""

    def held(self, request: Request, trip: str, segment: str) -> Purchase:
        """Missing without a quote; NotThere for one of somebody else, or of something else."""
        held = self.purchase(needed_text_of(answers_of(request.data), QUOTE))
        check_is_of(held, trip, segment)
        return held


class Payment(HeldOperation):
    """POST booking/v1/{trip}/{segment}/payment."""

    @described.pay
    def post(self, request: Request, trip: str, segment: str) -> Response:
        """The step that books, since nothing is paid in a form: the review again."""
        held = self.held(request, trip, segment)
        return Response(tell_again(self, trip_of(self, trip), segment, held))


class Confirm(HeldOperation):
    """POST booking/v1/{trip}/{segment}/confirm."""

    @described.confirm
    def post(self, request: Request, trip: str, segment: str) -> Response:
        """Book what is held, and answer the end: done, without an address to go on to. Again it
        answers the same, and once it was cancelled it says so."""
        held = self.held(request, trip, segment)
        self.check_open(held)
        return Response(buy(self, held))
