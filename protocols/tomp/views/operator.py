"""Operator information: what is served here, by whom, and from which stops."""

from __future__ import annotations

from django.conf import settings
from rest_framework.request import Request
from rest_framework.response import Response

from operators.models import Feed, Stop
from operators.service.places import get_region
from operators.timetable.errors import NoTimetable
from protocols.tomp.errors import OPERATOR_INFORMATION
from protocols.tomp.meta import STATIONS_PAGE_SIZE, meta_to_wire
from protocols.tomp.v1_1.description import (
    read_information,
    read_meta,
    read_stations,
)
from protocols.tomp.v1_1.filters import read_filter
from protocols.tomp.v1_1.operator import information_to_wire, station_to_wire
from protocols.tomp.views.operation import TompOperation


class OperatorMeta(TompOperation):
    """GET /operator/meta (TOMP 1.1, operator information module)."""

    module = OPERATOR_INFORMATION
    is_public = True
    bare_without_header = True

    @read_meta
    def get(self, request: Request) -> Response:
        """Which versions and endpoints are served; no token and no version header needed."""
        return Response(meta_to_wire(f"{settings.BASE_URL}/tomp"))


class OperatorInformation(TompOperation):
    """GET /operator/information (TOMP 1.1, operator information module)."""

    module = OPERATOR_INFORMATION

    @read_information
    def get(self, request: Request) -> Response:
        """Who runs the services that this channel sells."""
        feeds = Feed.objects.filter(tenant=self.channel.tenant).select_related("operator")
        feed = feeds.order_by("id").first()
        if feed is None:
            raise NoTimetable
        return Response(information_to_wire(feed.operator, tenant=self.channel.tenant))


class OperatorStations(TompOperation):
    """GET /operator/stations (TOMP 1.1, operator information module)."""

    module = OPERATOR_INFORMATION

    @read_stations
    def get(self, request: Request) -> Response:
        """The stops of the timetables in force, by GTFS id, or those of one region; `offset` and
        `limit` page them."""
        asked = read_filter(request.query_params, largest=STATIONS_PAGE_SIZE)
        stops = Stop.objects.in_force(self.channel.tenant).select_related("version__feed")
        if asked.region:
            stops = stops.filter(version=get_region(self.channel.tenant, asked.region))
        page = stops.order_by("stop_id", "id")[asked.offset : asked.offset + asked.limit]
        return Response([station_to_wire(stop) for stop in page])
