"""Support: questions about bookings and vehicles, and what became of them."""

from __future__ import annotations

from dataclasses import replace

from rest_framework.request import Request
from rest_framework.response import Response

from bookings.models import Booking
from protocols.tomp.errors import SUPPORT
from protocols.tomp.kinds import KINDS
from protocols.tomp.views.operation import TompOperation
from protocols.tomp.wishes import SupportWish
from support.actions.opening import CaseFacts, open_case
from support.models import SupportCase
from support.queries import find_seen_asset, read_last_step, read_steps, read_steps_of


class SupportRequests(TompOperation):
    """POST /support/ (TOMP, support module)."""

    module = SUPPORT

    def post(self, request: Request) -> Response:
        """Ask the operator's staff about a booking.

        The same question sent again is the one that is open. While it is UPDATE_REQUESTED,
        another comment with the same type is the update that was asked for.
        """
        wish = self.dialect.support.read_support_request(request.data)
        booking = self._find_booking(wish.reference)
        case = open_case(booking, self._facts(wish), by=self.actor, at=self.at)
        reference = booking.reference if booking else case.code
        step = read_last_step(case)
        return Response(self.dialect.support.step_to_wire(step, reference=reference, at=self.at))

    def _find_booking(self, reference: str) -> Booking | None:
        """None where it is about a vehicle alone. Booking.DoesNotExist."""
        sold = Booking.objects.sold_through(self.caller.channel_id).filter(kind__in=KINDS)
        return sold.get(reference=reference) if reference else None

    def _facts(self, wish: SupportWish) -> CaseFacts:
        """With the vehicle that is named beside the booking, or instead of one. AssetUnknown."""
        if not wish.asset:
            return wish.facts
        asset = find_seen_asset(self.channel, wish.asset, at=self.at)
        return replace(wish.facts, asset=asset, channel=self.channel)


class SupportStatus(TompOperation):
    """GET /support/{id}/status (TOMP, support module)."""

    module = SUPPORT

    def get(self, request: Request, reference: str) -> Response:
        """Every status of every request about the booking, request by request, oldest first;
        nothing where nothing was asked."""
        sold = Booking.objects.sold_through(self.caller.channel_id).filter(kind__in=KINDS)
        booking = sold.filter(reference=reference).first()
        steps = read_steps(booking) if booking else read_steps_of(self._find_case(reference))
        told = self.dialect.support.step_to_wire
        return Response([told(each, reference=reference, at=self.at) for each in steps])

    def _find_case(self, code: str) -> SupportCase:
        """One about a vehicle alone, by what it was answered with. SupportCase.DoesNotExist."""
        mine = SupportCase.objects.filter(channel=self.caller.channel_id)
        return mine.get(code=code)
