"""Operator information in the words of TOMP 1.1: everything that the dialect needs of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from operators.fleet.availability import StationReading
from operators.fleet.places import Area
from operators.fleet.states import RegionKind
from operators.fleet.systems import SystemReading
from operators.models import FeedVersion, Operator, Stop, Tenant
from protocols.tomp.areas import name_of
from protocols.tomp.fares import plans_to_wire as fares_to_wire
from protocols.tomp.filters import read_filter as read_list
from protocols.tomp.service import (
    alert_to_wire,
    hours_to_wire,
    season_to_wire,
    spans_to_wire,
)
from protocols.tomp.v1_1.vehicles import ASSET_CLASS, plans_to_wire, type_to_wire

__all__ = [
    "REGION_KINDS", "TELLS_COMING_REGIONS", "alert_to_wire", "area_to_wire", "fares_to_wire",
    "hours_to_wire", "information_to_wire", "plans_to_wire", "read_list", "region_to_wire",
    "season_to_wire", "spans_to_wire", "station_to_wire", "system_to_wire", "type_to_wire",
    "vehicle_station_to_wire",
]  # fmt: skip

LANGUAGES = ["en"]
REGION_KINDS: Sequence[str] = (RegionKind.OPERATING,)
"""1.1 has no other ones, and calls them where vehicles may be used."""
TELLS_COMING_REGIONS = False
"""1.1 has no moments from which on a region holds."""


def information_to_wire(operator: Operator, *, tenant: Tenant) -> dict[str, Any]:
    """`systemInformation`; public transport counts as STATION_BASED."""
    wire: dict[str, Any] = {
        "systemId": operator.code,
        "language": LANGUAGES,
        "name": operator.name,
        "timezone": tenant.timezone,
        "typeOfSystem": "STATION_BASED",
        "productType": "SHARING",
    }
    optional = {"url": operator.url, "phoneNumber": operator.phone, "email": operator.email}
    return wire | {member: value for member, value in optional.items() if value}


def system_to_wire(system: SystemReading) -> dict[str, Any]:
    """`systemInformation` of fleets, in the name of the eldest."""
    fleet = system.fleet
    wire: dict[str, Any] = {
        "systemId": fleet.system_id,
        "language": LANGUAGES,
        "name": fleet.name,
        "operator": fleet.operator.name,
        "timezone": fleet.timezone,
        "typeOfSystem": system.kind.value,
        "productType": "SHARING",
        "assetClasses": list(dict.fromkeys(ASSET_CLASS[each] for each in system.asset_classes)),
    }
    optional = {"url": fleet.url, "phoneNumber": fleet.phone, "email": fleet.email}
    return wire | {member: value for member, value in optional.items() if value}


def station_to_wire(stop: Stop) -> dict[str, Any]:
    """`stationInformation` of a stop, platform or station, whose `version__feed` is at hand."""
    return {
        "stationId": stop.stop_id,
        "name": stop.name or stop.stop_id,
        "coordinates": {"lng": float(stop.longitude), "lat": float(stop.latitude)},
        "regionId": stop.version.feed.reference,
    }


def vehicle_station_to_wire(reading: StationReading) -> dict[str, Any]:
    """`stationInformation` of a station of vehicles; 1.1 cannot say what stands there."""
    station = reading.station
    wire: dict[str, Any] = {
        "stationId": station.station_id,
        "name": station.name,
        "coordinates": {"lng": station.longitude, "lat": station.latitude},
    }
    if station.region is not None:
        wire["regionId"] = station.region.region_id
    return wire | (
        {"physicalAddress": {"streetAddress": station.address}} if station.address else {}
    )


def region_to_wire(region: FeedVersion) -> dict[str, Any]:
    """`systemRegion`: what one timetable covers; in 1.1 the area is a bare array of rings."""
    wire: dict[str, Any] = {"regionId": region.feed.reference, "name": region.feed.name}
    return wire | ({"serviceArea": [region.service_area]} if region.service_area else {})


def area_to_wire(area: Area) -> dict[str, Any]:
    """`systemRegion`: one polygon of a region of a fleet, its rings closed; heights are left
    out."""
    [rings] = area.polygons
    return {
        "regionId": name_of(area.region.region_id, area.polygon or 1),
        "name": area.region.name,
        "serviceArea": [[place[:2] for place in ring] for ring in rings],
    }
