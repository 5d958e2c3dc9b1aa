"""Trip execution: using a leg and showing what opens or proves it."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from bookings.actions.doors import move_leg
from bookings.finding import read_any_leg
from bookings.models import Leg
from bookings.states import BookingKind
from operators.fleet import errors as fleet
from protocols.caching import cache_until
from protocols.tomp.caching import not_modified
from protocols.tomp.errors import TRIP_EXECUTION, Refusal, Refusals
from protocols.tomp.kinds import KINDS
from protocols.tomp.views.once import rendered
from protocols.tomp.views.operation import TompOperation

NOT_FREE = Refusal(403, 203, "Vehicle not available", TRIP_EXECUTION)


class LegOperation(TompOperation):
    """What the operations on legs share."""

    module = TRIP_EXECUTION

    def get_leg(self, reference: str) -> Leg:
        """The leg with its booking. Leg.DoesNotExist if this channel booked no such leg."""
        legs = Leg.objects.sold_through(self.caller.channel_id).select_related("booking")
        return legs.filter(booking__kind__in=KINDS).get(reference=reference)

    def show(self, reference: str) -> HttpResponse:
        """The leg as it stands, which may be kept until its barcode dies."""
        channel_id = self.caller.channel_id
        found = read_any_leg(reference, channel_id=channel_id, at=self.at, kinds=KINDS)
        response = rendered(self.dialect.mapping.leg_to_wire(found, version=self.version))
        cache_until(response, found.fresh_until, at=self.at)
        return response


class LegById(LegOperation):
    """GET /legs/{id} (TOMP, trip execution module)."""

    methods_not_served = ("PUT",)

    def get(self, request: Request, reference: str) -> HttpResponse:
        """The leg; in use, with its ticket in the form asked for when booking, or with the price by
        now and where its vehicle is.

        `Cache-Control: private, max-age=N` tells when this barcode dies: fetch the leg again
        then. Other legs are answered with `private, no-cache`. An ETag covers the body; a
        matching If-None-Match is answered 304 with the new max-age.
        """
        return not_modified(request, self.show(reference))


class LegEvents(LegOperation):
    """POST /legs/{id}/events (TOMP, trip execution module)."""

    events = "leg_events"
    own_refusals: ClassVar[Refusals] = (
        (fleet.AssetTaken, NOT_FREE),
        (fleet.AssetUnavailable, NOT_FREE),
    )

    def post(self, request: Request, reference: str) -> HttpResponse:
        """Use the leg. An event that happened already answers 200 and changes nothing.

        Rides by the timetable: SET_IN_USE activates the leg's ticket. It is valid from the moment
        that the request arrives, whenever the vehicle leaves, so send it when the traveller starts.
        Vehicles: SET_IN_USE unlocks, PAUSE locks until SET_IN_USE comes again, START_FINISHING
        stops the clock, FINISH locks and ends leg and booking. 503 with `Retry-After` if the lock
        does not answer: send the same again. What happens, happens when the request arrives; `time`
        is the sender's note of that moment, but the new one of TIME_EXTEND and TIME_POSTPONE. 403
        before the booking is committed, after the leg is closed, and for what is not done with legs
        of this kind.
        """
        wish = self.dialect.reading.read_leg_event(request.data)
        leg = self.get_leg(reference)
        kind = BookingKind(leg.booking.kind)
        self.dialect.reading.check_leg_event(wish.act, kind=kind, version=self.version)
        move_leg(leg, wish.act, wish.told, by=self.actor, at=self.at)
        return self.show(reference)


class LegConfirmation(LegOperation):
    """POST /legs/{id}/confirmation (TOMP 1.6): a question to the partner, which serves it."""

    dialects = frozenset({"1.6"})
    methods_not_served = ("POST",)
