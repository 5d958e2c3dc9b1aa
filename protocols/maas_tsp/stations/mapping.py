"""Stops and stations of vehicles as stations of this format."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from operators.fleet.models import VehicleStation
from operators.tenancy.models import Tenant
from operators.timetable.near import NearStop
from protocols.maas_tsp.modes import mode_of_route
from protocols.maas_tsp.places import LONGEST_ID, write_short

Wire = dict[str, Any]
SHORTEST_AGENCY = 2
SHORTEST_ADDRESS = 2
DOCKED = {"SHARED_BICYCLE": "BICYCLE"}
"""The mode of what is fetched and brought back at a station."""


def fits(station_id: str) -> bool:
    """Whether the format can tell the id."""
    return len(station_id) <= LONGEST_ID


def agency_of(operator_code: str) -> str:
    """`agencyId`: the operator's code, which the format wants longer than one letter."""
    return operator_code if len(operator_code) >= SHORTEST_AGENCY else f"agency-{operator_code}"


def stop_station(stop: NearStop, tenant: Tenant) -> Wire:
    """A stop, station or platform of the timetable, with what calls there."""
    facts = stop.facts
    return _told(
        id=facts.stop_id,
        code=stop.code,
        name=facts.name,
        location=write_short(float(facts.longitude), float(facts.latitude)),
        agencyId=agency_of(stop.operator_code),
        services=sorted({mode_of_route(kind) for kind in stop.route_types}),
        country=tenant.country,
        zone=facts.zone_id,
        platformCode=facts.platform_code,
    )


def vehicle_station(station: VehicleStation, modes: Iterable[str], tenant: Tenant) -> Wire:
    """A station of vehicles, with the modes of what its fleet has."""
    return _told(
        id=station.station_id,
        name=station.name,
        location=write_short(station.longitude, station.latitude),
        agencyId=agency_of(station.fleet.operator.code),
        services=sorted(DOCKED.get(mode, mode) for mode in modes),
        address=station.address if len(station.address) >= SHORTEST_ADDRESS else "",
        country=tenant.country,
        zone=station.region.name if station.region else "",
    )


def _told(**members: Any) -> Wire:
    return {name: value for name, value in members.items() if value or name == "services"}
