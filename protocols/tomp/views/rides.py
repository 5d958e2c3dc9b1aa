"""The vehicle of a leg: where it is, and that it cannot be chosen."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from bookings.models import Leg
from bookings.progress import read_progress
from protocols.tomp.errors import TRIP_EXECUTION, NothingToChoose
from protocols.tomp.v1_1 import mapping, reading
from protocols.tomp.v1_1.description import list_assets, progress_operation
from protocols.tomp.views.operation import TompOperation


class LegProgress(TompOperation):
    """GET /legs/{id}/progress (TOMP 1.1, trip execution module)."""

    module = TRIP_EXECUTION
    methods_not_served = ("POST",)

    @progress_operation
    def get(self, request: Request, reference: str) -> Response:
        """Where the leg is by the timetable, and how long and how far it has come.

        Before it is in use it is at its origin with nothing behind it, after its arrival at its
        destination with all of it. 404 for a leg that was given back.
        """
        location_only = reading.read_location_only(request.query_params)
        position = read_progress(reference, channel_id=self.caller.channel_id, at=self.at)
        return Response(mapping.progress_to_wire(position, location_only=location_only))


class LegAssets(TompOperation):
    """GET /legs/{id}/available-assets (TOMP 1.1, trip execution module)."""

    module = TRIP_EXECUTION

    @list_assets
    def get(self, request: Request, reference: str) -> Response:
        """Vehicles that can be chosen for the leg: 403, since in public transport none can be."""
        reading.read_asset_list(request.query_params)
        Leg.objects.sold_through(self.caller.channel_id).journeys().get(reference=reference)
        raise NothingToChoose
