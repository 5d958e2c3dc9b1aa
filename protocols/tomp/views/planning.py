"""Planning: what trips there are and what they cost."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from bookings.actions.planning import plan_journey
from protocols.tomp.errors import PLANNING
from protocols.tomp.v1_1 import mapping, reading
from protocols.tomp.v1_1.description import planning_operation
from protocols.tomp.views.operation import TompOperation


class Plannings(TompOperation):
    """POST /plannings (TOMP 1.1, planning module)."""

    module = PLANNING

    @planning_operation
    def post(self, request: Request) -> Response:
        """Offer the next trips between two stops.

        `from` and `to` are GTFS ids: `stopReference` of type GTFS_STOP_ID, GTFS_STOP_CODE or
        GTFS_AREA_ID, else `stationId`. Trips of one ride and of two with a change are found, each
        ride a leg of its option: the next ones after `departureTime`, or the last ones that arrive
        by `arrivalTime`. Where there is none within 24 hours, the answer is 201 without options.
        With `booking-intent=true` (the default but on version 1.1.0) every option and leg has an id
        that stays the same for life; with false nothing is stored and there are no ids.
        """
        trip, wish = reading.read_planning(request.data)
        binding = reading.read_intent(request.query_params, default=not self.version.as_published)
        offers = plan_journey(self.channel, trip, wish=wish, binding=binding, at=self.at)
        wire = mapping.planning_to_wire(offers, channel=self.channel, with_ids=binding, at=self.at)
        return Response(wire, status=201)
