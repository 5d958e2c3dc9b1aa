"""Which stations there are of what a channel sells: stops of timetables and stations of fleets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from operators.fleet.availability import Circle
from operators.fleet.models import VehicleStation
from operators.fleet.near import find_stations_near, find_stations_of, search_stations
from operators.timetable.near import NearStop, find_stops_near, find_stops_of, search_stops
from protocols.maas_tsp.errors import NotThere
from protocols.maas_tsp.options.searching import Types, types_of
from protocols.maas_tsp.stations.mapping import agency_of, fits, stop_station, vehicle_station
from sales.catalogue.ranges import ChannelRange

Wire = dict[str, Any]
Found = list[tuple[float, str, Wire]]
"""How good a fit each is, the less the better, its name, and how it is told."""


def stations_near(opened: ChannelRange, circle: Circle, *, limit: int) -> list[Wire]:
    """Those in the circle, the nearest first; three queries at most."""
    stops, stations = [], []
    if opened.has_timetables:
        place = (circle.longitude, circle.latitude)
        stops = find_stops_near(
            opened.channel.tenant, *place, metres=circle.metres, limit=limit, with_routes=True
        )
    if opened.rents:
        stations = find_stations_near(opened.fleets, circle, limit=limit)
    nearness = {station.pk: float(station.metres) for station in stations}  # type: ignore[attr-defined]
    told = [(stop.metres, stop) for stop in stops]
    return _merged(opened, told, [(nearness[each.pk], each) for each in stations], limit=limit)


def stations_called(opened: ChannelRange, text: str, *, limit: int) -> list[Wire]:
    """Those of a name, the shortest names first; three queries at most."""
    stops, stations = [], []
    if opened.has_timetables:
        stops = search_stops(opened.channel.tenant, text, limit=limit, with_routes=True)
    if opened.rents:
        stations = search_stations(opened.fleets, text, limit=limit)
    return _merged(
        opened,
        [(float(len(stop.facts.name)), stop) for stop in stops],
        [(float(len(station.name)), station) for station in stations],
        limit=limit,
    )


def get_one(opened: ChannelRange, station_id: str, agency: str) -> Wire:
    """The station of that id, a stop before a station of vehicles; three queries at most.
    NotThere, also if the agency has none of that id."""
    tenant = opened.channel.tenant
    if opened.has_timetables and fits(station_id):
        for stop in find_stops_of(tenant, station_id, with_routes=True):
            if agency in ("", agency_of(stop.operator_code)):
                return stop_station(stop, tenant)
    if opened.rents and fits(station_id):
        for station in find_stations_of(opened.fleets, station_id):
            if agency in ("", agency_of(station.fleet.operator.code)):
                types = types_of([station.fleet_id])
                return vehicle_station(station, _modes(types, station.fleet_id), tenant)
    raise NotThere("There is no station of this id.")


def _merged(
    opened: ChannelRange,
    stops: Sequence[tuple[float, NearStop]],
    stations: Sequence[tuple[float, VehicleStation]],
    *,
    limit: int,
) -> list[Wire]:
    tenant = opened.channel.tenant
    types = types_of(opened.fleets) if stations else []
    found: Found = [
        (rank, stop.facts.stop_id, stop_station(stop, tenant))
        for rank, stop in stops
        if fits(stop.facts.stop_id)
    ]
    found += [
        (rank, each.station_id, vehicle_station(each, _modes(types, each.fleet_id), tenant))
        for rank, each in stations
        if fits(each.station_id)
    ]
    return [told for _, _, told in sorted(found, key=lambda one: one[:2])[:limit]]


def _modes(types: Types, fleet: int) -> set[str]:
    return {kind.mode for kind in types if kind.fleet == fleet}
