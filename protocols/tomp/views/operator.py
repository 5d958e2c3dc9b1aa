"""Operator information: who runs what is sold here, and from where."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from operators.fleet.availability import count_stations, read_stations, within
from operators.fleet.places import read_areas, region_keys, slots_of
from operators.fleet.systems import read_system
from operators.models import Feed, Stop
from operators.service.places import regions_of
from operators.timetable.errors import NoTimetable
from protocols.tomp.chaining import Source, page_of
from protocols.tomp.narrowing import Narrowed, circle_of
from protocols.tomp.pages import REGIONS_PAGE_SIZE, STATIONS_PAGE_SIZE
from protocols.tomp.views.informing import InformingOperation


class OperatorInformation(InformingOperation):
    """GET /operator/information (TOMP, operator information module)."""

    def get(self, request: Request) -> Response:
        """Who runs the services that this channel sells: of timetables the operator of the first
        one, of vehicles alone their fleets."""
        tenant = self.channel.tenant
        if not self.opened.has_timetables:
            return Response(self.words.system_to_wire(read_system(self.opened.fleets)))
        feeds = Feed.objects.filter(tenant=tenant).select_related("operator")
        feed = feeds.order_by("id").first()
        if feed is None:
            raise NoTimetable
        return Response(self.words.information_to_wire(feed.operator, tenant=tenant))


class OperatorStations(InformingOperation):
    """GET /operator/stations (TOMP, operator information module)."""

    largest = STATIONS_PAGE_SIZE

    def get(self, request: Request) -> Response:
        """The stops of the timetables in force, by GTFS id, then the stations of vehicles; or those
        of one region. `offset` and `limit` page them."""
        narrowed = self.narrowed(request)
        page = narrowed.asked.page
        sources = [self._stops(narrowed)] if narrowed.has_timetables else []
        if narrowed.fleets:
            sources.append(self._vehicle_stations(narrowed))
        return Response(page_of(sources, offset=page.offset, limit=page.limit))

    def _stops(self, narrowed: Narrowed) -> Source:
        stops: Any = Stop.objects.in_force(self.channel.tenant).select_related("version__feed")
        if narrowed.region is not None:
            stops = stops.filter(version=narrowed.region)
        if circle := circle_of(narrowed.asked):
            stops = within(stops, circle)
        rows = stops.order_by("stop_id", "id")

        def read(offset: int, limit: int) -> list[Any]:
            return [self.words.station_to_wire(stop) for stop in rows[offset : offset + limit]]

        return Source(read, stops.count)

    def _vehicle_stations(self, narrowed: Narrowed) -> Source:
        asked = narrowed.vehicles

        def read(offset: int, limit: int) -> list[Any]:
            found = read_stations(asked, offset=offset, limit=limit)
            return [self.words.vehicle_station_to_wire(each) for each in found]

        return Source(read, lambda: count_stations(asked))


class OperatorRegions(InformingOperation):
    """GET /operator/regions (TOMP, operator information module)."""

    largest = REGIONS_PAGE_SIZE

    def get(self, request: Request) -> Response:
        """What each timetable in force covers, the area around all its stops; then the regions of
        the fleets that this channel rents out. `offset` and `limit` page them.

        A region of several polygons is told as several, with the same name; the ids of the second
        and further ones end in ~2, ~3 and so on.
        """
        narrowed = self.narrowed(request)
        page = narrowed.asked.page
        sources = [self._timetables()] if narrowed.has_timetables else []
        if narrowed.fleets:
            sources.append(self._areas(narrowed.fleets))
        return Response(page_of(sources, offset=page.offset, limit=page.limit))

    def _timetables(self) -> Source:
        regions = regions_of(self.channel.tenant)

        def read(offset: int, limit: int) -> list[Any]:
            return [self.words.region_to_wire(each) for each in regions[offset : offset + limit]]

        return Source(read, regions.count)

    def _areas(self, fleets: tuple[int, ...]) -> Source:
        kinds, coming = self.words.REGION_KINDS, self.words.TELLS_COMING_REGIONS
        slots = list(slots_of(region_keys(fleets, at=self.at, kinds=kinds, coming=coming)))

        def read(offset: int, limit: int) -> list[Any]:
            areas = read_areas(slots[offset : offset + limit])
            return [self.words.area_to_wire(area) for area in areas]

        return Source(read, lambda: len(slots))
