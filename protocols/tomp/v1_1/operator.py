"""Operator information in the words of TOMP 1.1."""

from __future__ import annotations

from typing import Any

from operators.models import Operator, Stop, Tenant

LANGUAGES = ["en"]


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


def station_to_wire(stop: Stop) -> dict[str, Any]:
    """`stationInformation` of a stop, platform or station, whose `version__feed` is at hand."""
    return {
        "stationId": stop.stop_id,
        "name": stop.name or stop.stop_id,
        "coordinates": {"lng": float(stop.longitude), "lat": float(stop.latitude)},
        "regionId": stop.version.feed.reference,
    }
