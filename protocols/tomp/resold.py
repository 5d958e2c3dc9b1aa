"""What both versions of TOMP tell alike of trips and rides that are resold."""

from __future__ import annotations

from typing import Any

from operators.supply.terms import RemotePlace


def place_to_wire(place: RemotePlace) -> dict[str, Any]:
    """`place`, with the GTFS id of its stop where the supplier told one."""
    wire: dict[str, Any] = {"coordinates": {"lng": place.longitude, "lat": place.latitude}}
    if place.name:
        wire["name"] = place.name
    if place.stop_id and place.country:
        stop = {"type": "GTFS_STOP_ID", "id": place.stop_id, "country": place.country}
        wire |= {"stationId": place.stop_id, "stopReference": [stop]}
    return wire


def ends_of(legs: list[dict[str, Any]]) -> dict[str, Any]:
    """`from` and `to` of a booking: where its first leg begins and its last one ends, if known."""
    if not legs:
        return {}
    ends = {"from": legs[0]["from"]}
    return {**ends, "to": legs[-1]["to"]} if "to" in legs[-1] else ends
