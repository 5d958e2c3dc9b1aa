"""Operator information in the words of TOMP 1.6: everything that the dialect needs of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from operators.fleet.availability import StationReading
from operators.fleet.places import Area
from operators.fleet.states import RegionKind
from operators.fleet.systems import SystemReading
from operators.models import FeedVersion, Operator, Region, Stop, Tenant
from protocols.tomp.areas import name_of
from protocols.tomp.fares import plans_to_wire as fares_to_wire
from protocols.tomp.service import (
    alert_to_wire,
    hours_to_wire,
    season_to_wire,
    spans_to_wire,
)
from protocols.tomp.v1_6.filters import read_list
from protocols.tomp.v1_6.vehicles import plans_to_wire, type_to_wire
from protocols.tomp.wire import plain, utc

__all__ = [
    "REGION_KINDS", "TELLS_COMING_REGIONS", "alert_to_wire", "area_to_wire", "fares_to_wire",
    "hours_to_wire", "information_to_wire", "plain", "plans_to_wire", "read_list",
    "region_to_wire", "season_to_wire", "spans_to_wire", "station_to_wire", "system_to_wire",
    "type_to_wire", "vehicle_station_to_wire",
]  # fmt: skip

LANGUAGES = ["en"]
REGION_KINDS: Sequence[str] = tuple(RegionKind)
TELLS_COMING_REGIONS = True


def information_to_wire(operator: Operator, *, tenant: Tenant) -> dict[str, Any]:
    """`systemInformation`; public transport counts as STATION_BASED and as SHARING."""
    wire: dict[str, Any] = {
        "systemId": operator.code,
        "language": LANGUAGES,
        "name": operator.name,
        "operator": operator.name,
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
        "assetClasses": list(system.asset_classes),
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
    """`stationInformation` of a station of vehicles, with what stands there now."""
    station = reading.station
    wire: dict[str, Any] = {
        "stationId": station.station_id,
        "name": station.name,
        "coordinates": {"lng": station.longitude, "lat": station.latitude},
        **_address(station.address, station.region),
        "isVirtual": station.is_virtual,
        "isInstalled": True,
        "isRenting": station.is_renting,
        "isReturning": station.is_returning,
        "assetsAvailable": sum(reading.free.values()),
        "assetTypesAvailable": dict(reading.free),
    }
    optional = {
        "contactPhone": station.fleet.phone or None,
        "regionId": station.region.region_id if station.region else None,
        "stationArea": station.area,
        "capacity": station.capacity,
        "docksAvailable": reading.docks_free,
    }
    return wire | {member: told for member, told in optional.items() if told is not None}


def region_to_wire(region: FeedVersion) -> dict[str, Any]:
    """`systemRegion`: what one timetable covers."""
    wire: dict[str, Any] = {
        "regionId": region.feed.reference,
        "name": region.feed.name,
        "type": RegionKind.OPERATING.value,
    }
    if not region.service_area:
        return wire
    return {**wire, "serviceArea": {"type": "Polygon", "coordinates": [region.service_area]}}


def area_to_wire(area: Area) -> dict[str, Any]:
    """`systemRegion`: one polygon of a region of a fleet, its rings closed; heights are left
    out."""
    region = area.region
    [rings] = area.polygons
    wire: dict[str, Any] = {
        "regionId": name_of(region.region_id, area.polygon or 1),
        "name": region.name,
        "type": region.kind,
        "serviceArea": {
            "type": "Polygon",
            "coordinates": [[place[:2] for place in ring] for ring in rings],
        },
    }
    if region.kind == RegionKind.SPEEDLIMIT and region.speed_kmph is not None:
        wire |= {"typeUnit": "KMPH", "typeValue": region.speed_kmph}
    times = {"areaStartTime": region.starts_at, "areaEndTime": region.ends_at}
    return wire | {member: utc(moment) for member, moment in times.items() if moment}


def _address(address: str, region: Region | None) -> dict[str, Any]:
    """1.6 wants a town with every address; without one it is told as a place for people."""
    if not address:
        return {}
    if region is None:
        return {"crossStreet": address}
    return {"physicalAddress": {"streetAddress": address, "areaReference": region.name}}
