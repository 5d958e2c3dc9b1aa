"""Planning: what trips and vehicles there are, and what they cost."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from protocols.tomp.errors import PLANNING
from protocols.tomp.plans import plan
from protocols.tomp.views.operation import TompOperation
from sales.catalogue.ranges import read_range


class PlanningOperation(TompOperation):
    """What the operations of the planning module share."""

    module = PLANNING

    def plan(self, request: Request, *, binding: bool) -> Response:
        """What the channel sells of that kind, as options with ids or without."""
        wish = self.dialect.planning.read_planning(request.data)
        opened = read_range(self.caller.channel_id, at=self.at)
        offers = plan(opened, wish, binding=binding, at=self.at)
        wire = self.dialect.planning.planning_to_wire(
            offers, channel=opened.channel, with_ids=binding, at=self.at
        )
        return Response(wire, status=201)


class Plannings(PlanningOperation):
    """POST /plannings (TOMP, planning module; deprecated in 1.6)."""

    def post(self, request: Request) -> Response:
        """Offer the next trips between two stops, or the vehicles around a place.

        `from` and `to` are GTFS ids: `stopReference` of type GTFS_STOP_ID, GTFS_STOP_CODE or
        GTFS_AREA_ID, else `stationId`. Trips of one ride and of two with a change are found, each
        ride a leg of its option: the next ones after `departureTime`, or the last ones that arrive
        by `arrivalTime`. Where there is none within 24 hours, the answer is 201 without options.
        Vehicles that the channel rents out are looked for around the coordinates of `from` where
        no two stops are named, or by `useAssets` and `useAssetTypes`. With `booking-intent=true`
        every option and leg has an id that stays the same for life; with false nothing is stored
        and there are no ids.
        """
        binding = self.dialect.planning.read_intent(
            request.query_params, default=not self.version.as_published
        )
        return self.plan(request, binding=binding)


class Inquiries(PlanningOperation):
    """POST /planning/inquiries (TOMP 1.6, planning module)."""

    dialects = frozenset({"1.6"})

    def post(self, request: Request) -> Response:
        """Tell which trips or vehicles there are and what they cost, as POST /planning/offers does.
        Nothing is stored, so the options have no ids."""
        return self.plan(request, binding=False)


class Offers(PlanningOperation):
    """POST /planning/offers (TOMP 1.6, planning module)."""

    dialects = frozenset({"1.6"})

    def post(self, request: Request) -> Response:
        """Offer the next trips between two stops, or the vehicles around a place. Every option and
        leg has an id that stays the same for life, and its price is binding until `validUntil`.

        Trips by the timetable are found where `from` and `to` name stops: by `stopReference` of
        type GTFS_STOP_ID, GTFS_STOP_CODE or GTFS_AREA_ID, else by `stationId`. Vehicles that the
        channel rents out are looked for around the coordinates of `from` where no two stops are
        named, or by `useAssets` and `useAssetTypes`, within `radius` metres. Where there is
        nothing, the answer is 201 without options.
        """
        return self.plan(request, binding=True)
