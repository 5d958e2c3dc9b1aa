"""Stops of the timetable and points on the map as places of TOMP 1.6."""

from __future__ import annotations

from typing import Any

from bookings.terms import Place
from operators.timetable.itineraries import StopFacts


def stop_to_wire(stop: StopFacts, country: str) -> dict[str, Any]:
    """`place` of a stop: coordinates always, GTFS id and station id."""
    return {
        "name": stop.name,
        "stationId": stop.stop_id,
        "stopReference": [{"type": "GTFS_STOP_ID", "id": stop.stop_id, "country": country}],
        "coordinates": {"lng": float(stop.longitude), "lat": float(stop.latitude)},
    }


def point_to_wire(place: Place) -> dict[str, Any]:
    """`place` by its coordinates."""
    return {"coordinates": {"lng": place.longitude, "lat": place.latitude}}


def rounded(place: Place) -> Place:
    """Vehicles tell more digits than they know; six are a tenth of a metre."""
    return Place(round(place.longitude, 6), round(place.latitude, 6))
