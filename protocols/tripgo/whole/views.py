"""A whole trip as one thing to book."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from protocols.tripgo.describing import TRAVELLER, TRAVELLER_HEADER, describe
from protocols.tripgo.linking.needed import continue_with
from protocols.tripgo.linking.steps import After
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.paying.review import review_to_wire
from protocols.tripgo.paying.schemas import Review
from protocols.tripgo.quick.finding import trip_of
from protocols.tripgo.quick.holding import Tell, form_and_review, hold_parts
from protocols.tripgo.quick.reading import Told, read_body
from protocols.tripgo.quick.schemas import BookingRequest, QuickOption
from protocols.tripgo.quick.wording import phrases_for
from protocols.tripgo.whole.choices import choose_all, stages_of
from protocols.tripgo.whole.listing import whole_to_wire

AFTER_LINKING = "whole"


class WholeList(TripGoOperation):
    """`quickBookingsUrl` of a trip: a list of one option."""

    failure = "Booking not successful"

    @describe(
        "wholeList",
        "A whole trip, to be booked at once",
        {200: QuickOption(many=True)},
        refusals=(470,),
    )
    def get(self, request: Request, trip: str) -> Response:
        """Every part of the trip that can be booked, as one option: the fares are sums over all
        rides, what is booked once whoever travels comes with them, and ids begin with the segment
        that they are of. Where a segment can be travelled with several products, one of the
        questions is with which. Nothing is stored. 470 if a part cannot be booked any more."""
        kept = trip_of(self, trip)
        stages = stages_of(self, kept, phrases_for(request))
        return Response([whole_to_wire(self, kept, stages)])


class WholeTrip(TripGoOperation):
    """`bookingURL` of a whole trip."""

    failure = "Booking not successful"

    @describe(
        "wholeForm",
        "A whole trip, to look at",
        {200: QuickOption},
        refusals=(470,),
    )
    def get(self, request: Request, trip: str) -> Response:
        """The option again. It has no effect: older apps send this just before they book."""
        kept = trip_of(self, trip)
        stages = stages_of(self, kept, phrases_for(request))
        return Response(whole_to_wire(self, kept, stages))

    @describe(
        "wholeBook",
        "Hold a whole trip",
        {200: Review},
        request=BookingRequest,
        refusals=(*TRAVELLER, 446, 460, 491),
        parameters=[TRAVELLER_HEADER],
    )
    def post(self, request: Request, trip: str) -> Response:
        """Hold every part of the trip, or nothing: one review with a part for each segment, and one
        payment. 470 names the part that was refused; then nothing is held or charged. Where
        accounts have to be connected first the answer is the form for one of them, and once the
        last is posted, this goes on by itself."""
        self.need_traveller()
        return hold_trip(self, trip, read_body(request.data))


def hold_trip(
    operation: TripGoOperation, trip: str, told: Told, *, tell: Tell = review_to_wire
) -> Response:
    """Hold every part of a trip, as `hold_parts`. NotThere, NotBookable."""
    kept = trip_of(operation, trip)
    parts = choose_all(stages_of(operation, kept, phrases_for(operation.request)), told)
    after = After(AFTER_LINKING, {"trip": trip, "told": told.facts})
    return hold_parts(operation, kept, parts, after=after, tell=tell)


def go_on(operation: TripGoOperation, facts: Mapping[str, Any]) -> Response:
    """Once an account is connected: all parts are offered anew, and held."""
    return hold_trip(operation, str(facts["trip"]), Told(**facts["told"]), tell=form_and_review)


continue_with(AFTER_LINKING, go_on)
