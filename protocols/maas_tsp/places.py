"""Places of a leg, and the short form "lat,lon" in which a query tells them."""

from __future__ import annotations

import re
from typing import Any

from bookings.terms import Place
from operators.timetable.itineraries import StopFacts
from protocols.maas_tsp.addresses import tidied

SHORT = re.compile(r"([+-]?\d{1,3}(?:\.\d+)?),([+-]?\d{1,3}(?:\.\d+)?)", re.ASCII)
LONGEST_SHORT = 64
LONGEST_ID = 64
DECIMALS = 6
"""Of degrees: a tenth of a metre."""


def read_short(text: str) -> Place | None:
    """The place of "lat,lon"; None where it has another form or is not on earth."""
    found = SHORT.fullmatch(text) if len(text) <= LONGEST_SHORT else None
    if found is None:
        return None
    latitude, longitude = (float(degrees) for degrees in found.groups())
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return Place(longitude, latitude)


def write_short(longitude: float, latitude: float) -> str:
    """A place as "lat,lon", without an exponent, which the form does not know."""
    return f"{_plain(latitude)},{_plain(longitude)}"


def point_to_wire(longitude: float, latitude: float) -> dict[str, Any]:
    """`lat` and `lon` alone, as vehicles and bike stations have them."""
    return {"lat": round(float(latitude), DECIMALS), "lon": round(float(longitude), DECIMALS)}


def place_to_wire(
    longitude: float,
    latitude: float,
    *,
    name: str = "",
    address: str = "",
    stop_id: str = "",
    station_id: str = "",
    zone: str = "",
) -> dict[str, Any]:
    """`place` (core/place). What is empty, and an id that is longer than 64, is left out."""
    told = {
        "name": name,
        "address": tidied(address),
        "stopId": _id(stop_id),
        "stationId": _id(station_id),
        "zone": zone,
    }
    return {
        **point_to_wire(longitude, latitude),
        **{member: value for member, value in told.items() if value},
    }


def stop_to_wire(stop: StopFacts) -> dict[str, Any]:
    """The place of a stop of the timetable, with its GTFS id."""
    return place_to_wire(
        float(stop.longitude),
        float(stop.latitude),
        name=stop.name,
        stop_id=stop.stop_id,
        zone=stop.zone_id,
    )


def _id(reference: str) -> str:
    return reference if len(reference) <= LONGEST_ID else ""


def _plain(degrees: float) -> str:
    told = f"{degrees:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if told == "-0" else told
