"""Support: questions about bookings, and what became of them."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from bookings.models import Booking
from protocols.tomp.errors import SUPPORT
from protocols.tomp.v1_1.support import read_support_request, step_to_wire
from protocols.tomp.v1_1.support_description import (
    ask_support_operation,
    read_support_operation,
)
from protocols.tomp.views.operation import TompOperation
from support.actions.opening import open_case
from support.queries import read_last_step, read_steps


class SupportOperation(TompOperation):
    """What the operations of the support module share."""

    module = SUPPORT

    def get_booking(self, reference: str) -> Booking:
        """Booking.DoesNotExist if this channel made no such booking."""
        sold = Booking.objects.sold_through(self.caller.channel_id).journeys()
        return sold.get(reference=reference)


class SupportRequests(SupportOperation):
    """POST /support/ (TOMP 1.1, support module)."""

    @ask_support_operation
    def post(self, request: Request) -> Response:
        """Ask the operator's staff about a booking.

        The same question sent again is the one that is open. While it is UPDATE_REQUESTED,
        another comment with the same type is the update that was asked for.
        """
        wish = read_support_request(request.data)
        booking = self.get_booking(wish.reference)
        case = open_case(booking, wish.facts, by=self.actor, at=self.at)
        step = read_last_step(case)
        return Response(step_to_wire(step, reference=booking.reference, at=self.at))


class SupportStatus(SupportOperation):
    """GET /support/{id}/status (TOMP 1.1, support module)."""

    @read_support_operation
    def get(self, request: Request, reference: str) -> Response:
        """Every status of every request about the booking, request by request, oldest first;
        nothing where nothing was asked."""
        booking = self.get_booking(reference)
        steps = read_steps(booking)
        return Response([step_to_wire(each, reference=reference, at=self.at) for each in steps])
