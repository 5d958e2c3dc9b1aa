"""GET /stations and GET /stations/{id}."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from operators.fleet.availability import Circle
from protocols.maas_tsp.fields import members_of
from protocols.maas_tsp.operation import MaasOperation
from protocols.maas_tsp.stations.described import list_stations, read_station
from protocols.maas_tsp.stations.requests import StationQuery, StationsQuery
from protocols.maas_tsp.stations.searching import get_one, stations_called, stations_near
from sales.catalogue.ranges import read_range

RADIUS = 500
"""Metres, where nothing is said."""
MOST = 100
"""In one answer; the format has no pages."""


class Stations(MaasOperation):
    """GET /maas/stations (maas-schemas, tsp/stations-list)."""

    @list_stations
    def get(self, request: Request) -> Response:
        """The stops and stations of what this channel sells, around a place or of a name: those of
        timetables, and those where vehicles are fetched. At most 100, the best fit first.

        `agencyId` is the operator's code, and goes with the id.
        """
        query = self.read(StationsQuery, members_of(request._request.GET))
        opened = read_range(self.caller.channel_id, at=self.at)
        limit = min(MOST, query.get("count", MOST))
        if "location" in query:
            place = query["location"]
            metres = query.get("radius", RADIUS)
            circle = Circle(place.longitude, place.latitude, metres)
            return Response({"stations": stations_near(opened, circle, limit=limit)})
        return Response({"stations": stations_called(opened, query["name"], limit=limit)})


class StationById(MaasOperation):
    """GET /maas/stations/{id} (maas-schemas, tsp/stations-retrieve)."""

    @read_station
    def get(self, request: Request, reference: str) -> Response:
        """One of them, by its id and, where several operators have the same id, by `agencyId`; else
        the eldest."""
        query = self.read(StationQuery, members_of(request._request.GET))
        opened = read_range(self.caller.channel_id, at=self.at)
        told = get_one(opened, reference, query.get("agencyId", ""))
        return Response({"station": told})
