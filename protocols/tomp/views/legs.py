"""Trip execution: using a leg and showing its ticket."""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from bookings.models import Leg
from bookings.queries import read_leg
from protocols.caching import cache_until
from protocols.tomp.caching import not_modified
from protocols.tomp.errors import TRIP_EXECUTION
from protocols.tomp.v1_1 import mapping, reading
from protocols.tomp.v1_1.description import leg_event, read_leg_operation
from protocols.tomp.views.operation import TompOperation


class LegOperation(TompOperation):
    """What the operations on legs share."""

    module = TRIP_EXECUTION

    def show(self, reference: str) -> HttpResponse:
        """The leg as it stands, which may be kept until its barcode dies."""
        found = read_leg(reference, channel_id=self.caller.channel_id, at=self.at)
        body = JSONRenderer().render(mapping.leg_to_wire(found, version=self.version))
        response = HttpResponse(body, content_type=JSONRenderer.media_type)
        cache_until(response, found.fresh_until, at=self.at)
        return response


class LegById(LegOperation):
    """GET /legs/{id} (TOMP 1.1, trip execution module)."""

    methods_not_served = ("PUT",)

    @read_leg_operation
    def get(self, request: Request, reference: str) -> HttpResponse:
        """The leg; in use, with its ticket in the form asked for when booking.

        `Cache-Control: private, max-age=N` tells when this barcode dies: fetch the leg again
        then. Other legs are answered with `private, no-cache`. An ETag covers the body; a
        matching If-None-Match is answered 304 with the new max-age.
        """
        return not_modified(request, self.show(reference))


class LegEvents(LegOperation):
    """POST /legs/{id}/events (TOMP 1.1, trip execution module)."""

    @leg_event
    def post(self, request: Request, reference: str) -> HttpResponse:
        """SET_IN_USE activates the leg's ticket; repeating it answers 200 and changes nothing.

        The ticket is valid from the moment that the request arrives, whenever the vehicle leaves,
        so send it when the traveller starts. `time` is the sender's note of that moment. 403
        before the booking is committed or after the leg is closed.
        """
        act = reading.read_leg_event(request.data)
        legs = Leg.objects.sold_through(self.caller.channel_id).journeys()
        leg = legs.select_related("booking").get(reference=reference)
        act(leg, by=self.actor, at=self.at)
        return self.show(reference)
