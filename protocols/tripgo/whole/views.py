"""A whole trip as one thing to book."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from protocols.tripgo.describing import TRAVELLER, TRAVELLER_HEADER, describe
from protocols.tripgo.linking.needed import form_if_unlinked
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.paying.review import review_to_wire
from protocols.tripgo.paying.schemas import Review
from protocols.tripgo.quick.booking import hold
from protocols.tripgo.quick.finding import trip_of
from protocols.tripgo.quick.reading import read_body
from protocols.tripgo.quick.refusals import told_where
from protocols.tripgo.quick.schemas import BookingRequest, QuickOption
from protocols.tripgo.quick.wording import phrases_for
from protocols.tripgo.whole.choices import choose_all, stages_of
from protocols.tripgo.whole.listing import whole_to_wire


class WholeList(TripGoOperation):
    """`quickBookingsUrl` of a trip: a list of one option."""

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
        payment. 470 names the part that was refused; then nothing is held or charged."""
        link = self.need_traveller()
        told = read_body(request.data)
        kept, phrases = trip_of(self, trip), phrases_for(request)
        parts = choose_all(stages_of(self, kept, phrases), told)
        form = form_if_unlinked(self, [part.choice.product for part in parts])
        if form is not None:
            return Response(form)
        with told_where(parts, phrases):
            held = hold(parts, kept, link=link, by=self.actor, at=self.at)
        return Response(review_to_wire(self, held))
