"""Planning: what trips there are and what they cost."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from operators.timetable.planner import plan_itineraries
from protocols.tomp.errors import PLANNING, Invalid
from protocols.tomp.v1_1 import mapping, requests
from protocols.tomp.v1_1.description import planning_operation
from protocols.tomp.views.operation import TompOperation
from sales.offers.actions import make_offers, quote_offers

SWITCH = {"true": True, "false": False}


class Plannings(TompOperation):
    """POST /plannings (TOMP 1.1, planning module)."""

    module = PLANNING

    @planning_operation
    def post(self, request: Request) -> Response:
        """Offer the next rides between two stops.

        `from` and `to` are GTFS ids: `stopReference` of type GTFS_STOP_ID, GTFS_STOP_CODE or
        GTFS_AREA_ID, else `stationId`. Answers 201, also with no option. With
        `booking-intent=true` (the default but on version 1.1.0) every option and leg has an id
        that stays the same for life; with false nothing is stored and there are no ids.
        """
        wish = requests.read_planning(request.data, tenant=self.channel.tenant, at=self.at)
        itineraries = plan_itineraries(
            self.channel.tenant,
            origin=wish.origin,
            destination=wish.destination,
            departs_after=wish.departs_after,
        )
        itineraries = [i for i in itineraries if wish.is_in_time(i)]
        binding = self._is_binding(request)
        offer = make_offers if binding else quote_offers
        offers = offer(self.channel, itineraries, wish=wish.offers, at=self.at)
        wire = mapping.planning_to_wire(offers, channel=self.channel, with_ids=binding, at=self.at)
        return Response(wire, status=201)

    def _is_binding(self, request: Request) -> bool:
        asked = request.query_params.get("booking-intent")
        if asked is None:
            return not self.version.as_published
        if asked.lower() not in SWITCH:
            raise Invalid("booking-intent: send true or false.")
        return SWITCH[asked.lower()]
