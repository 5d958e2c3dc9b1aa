"""The vehicle of a leg: where it is, and which others could be chosen."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from bookings.actions.exchanging import free_vehicles_for
from bookings.progress import read_any_progress
from bookings.states import BookingKind
from protocols.tomp.errors import NothingToChoose
from protocols.tomp.pages import MAX_PAGE_SIZE
from protocols.tomp.views.legs import LegOperation


class LegProgress(LegOperation):
    """GET /legs/{id}/progress (TOMP, trip execution module)."""

    methods_not_served = ("POST",)

    def get(self, request: Request, reference: str) -> Response:
        """Where the leg is by the timetable, and how long and how far it has come.

        Before it is in use it is at its origin with nothing behind it, after its arrival at its
        destination with all of it. A vehicle is where it was seen last. 404 for a leg that was
        given back.
        """
        location_only = self.dialect.reading.read_location_only(request.query_params)
        progress = read_any_progress(reference, channel_id=self.caller.channel_id, at=self.at)
        wire = self.dialect.mapping.progress_to_wire(progress, location_only=location_only)
        return Response(wire)


class LegAssets(LegOperation):
    """GET /legs/{id}/available-assets (TOMP, trip execution module)."""

    largest = MAX_PAGE_SIZE

    def get(self, request: Request, reference: str) -> Response:
        """Vehicles that can take the place of the one that was booked, the nearest first. 403 in
        public transport, where none is chosen, and once the vehicle is in use."""
        page = self.dialect.reading.read_asset_list(request.query_params)
        leg = self.get_leg(reference)
        if leg.booking.kind != BookingKind.RENTAL:
            raise NothingToChoose
        found = free_vehicles_for(leg, at=self.at, offset=page.offset, limit=page.limit)
        return Response([self.dialect.mapping.asset_to_wire(asset) for asset in found])
