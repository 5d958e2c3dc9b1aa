"""Quick booking: the list of a segment, and one product of it."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from protocols.tripgo.describing import TRAVELLER, TRAVELLER_HEADER, describe
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.paying.described import REVIEW
from protocols.tripgo.paying.schemas import Review
from protocols.tripgo.quick import described, schemas
from protocols.tripgo.quick.finding import choice_of, segment_of
from protocols.tripgo.quick.forms import form_of
from protocols.tripgo.quick.holding import hold_product
from protocols.tripgo.quick.listing import list_options
from protocols.tripgo.quick.reading import read_body
from protocols.tripgo.quick.repricing import repriced
from protocols.tripgo.quick.requests import ListQuery
from protocols.tripgo.trips.answering import answer_trip
from protocols.tripgo.trips.schemas import RoutingResponse


class QuickList(TripGoOperation):
    """`quickBookingsUrl` of a segment (§6.1)."""

    failure = "Booking not successful"

    @describe(
        "quickList",
        "What can be booked for a segment",
        {200: schemas.QuickOption(many=True)},
        refusals=(470,),
        parameters=[ListQuery],
        examples=[described.OPTIONS],
    )
    def get(self, request: Request, trip: str, segment: str) -> Response:
        """The products for this part of the trip, the cheapest first, each with its fares and its
        questions. Nobody needs to be signed in, and nothing is stored. Fares are in hundredths of
        the main unit, `price` is in the main unit.

        470 where nothing is offered any more: an empty list would break older apps.
        """
        query = self.read(ListQuery, request.query_params)
        kept, part = segment_of(self, trip, segment)
        told = list_options(self, kept, part, first=query["first"], most=query["max"])
        return Response(told)


class QuickProduct(TripGoOperation):
    """`bookingURL` of an option (§6.2)."""

    failure = "Booking not successful"

    @describe(
        "quickForm",
        "One product for a segment",
        {200: schemas.ProductForm},
        refusals=(470,),
    )
    def get(self, request: Request, trip: str, segment: str, service: str) -> Response:
        """What the product is and costs, as a form to look at. It has no effect: older apps send
        this just before they book."""
        kept, part = segment_of(self, trip, segment)
        return Response(form_of(self, kept, part, choice_of(self, kept, part, service)))

    @describe(
        "quickBook",
        "Hold a product for a segment",
        {200: Review},
        request=schemas.BookingRequest,
        refusals=(*TRAVELLER, 446, 460, 491),
        parameters=[TRAVELLER_HEADER],
        examples=[described.REQUEST, REVIEW],
    )
    def post(self, request: Request, trip: str, segment: str, service: str) -> Response:
        """Hold what was chosen for the traveller who is signed in, and tell how it is paid. It
        counts once it is paid or confirmed; until then the trip shows nothing of it, and after a
        while it lapses. Booking the segment anew gives back what was held of it before.

        Fares and answers are found by their ids, under `fares` or `tickets`; whatever else comes
        back is passed over. Where an account has to be connected first the answer is the form for
        that, and nothing is held; once it is posted, this goes on by itself.
        """
        self.need_traveller()
        return hold_product(self, trip, segment, service, read_body(request.data))


class QuickUpdate(TripGoOperation):
    """`tripUpdateURL` of an option (§6.1)."""

    failure = "Booking not successful"

    @describe(
        "quickUpdate",
        "The trip as if a product were chosen",
        {200: RoutingResponse},
        refusals=(470,),
    )
    def get(self, request: Request, trip: str, segment: str, service: str) -> Response:
        """The trip with the price of that product for the segment. Nothing is chosen or kept by
        it."""
        kept, part = segment_of(self, trip, segment)
        return answer_trip(self, repriced(kept, part, choice_of(self, kept, part, service)))
