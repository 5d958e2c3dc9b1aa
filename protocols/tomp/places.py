"""How a request names its places: by the ids of the GTFS feed, by a point, or by both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from bookings.terms import Place
from operators.timetable.stops import StopReference, StopReferenceKind
from protocols.fields import NumberField, TextField
from protocols.tomp.fields import WireRequest
from protocols.tomp.wishes import PlaceWish

KINDS = {
    "GTFS_STOP_ID": StopReferenceKind.STOP_ID,
    "GTFS_STOP_CODE": StopReferenceKind.STOP_CODE,
    "GTFS_AREA_ID": StopReferenceKind.ZONE,
}


class CoordinatesRequest(WireRequest):
    """WGS 84 degrees."""

    lng = NumberField(min_value=-180, max_value=180)
    lat = NumberField(min_value=-90, max_value=90)


class StopReferenceRequest(WireRequest):
    """`stopReference`."""

    type = TextField(max_length=30, help_text=", ".join(KINDS))
    id = TextField(max_length=100)
    country = TextField(required=False, max_length=2, help_text="ISO 3166-1 alpha-2.")


class PlaceRequest(WireRequest):
    """`place`. Stops are found by their GTFS ids and vehicles by coordinates, so neither is needed
    for both."""

    name = TextField(required=False, allow_blank=True, max_length=250)
    stopReference = serializers.ListSerializer[Any](
        child=StopReferenceRequest(), required=False, max_length=10
    )
    stationId = TextField(required=False, max_length=100)
    coordinates = CoordinatesRequest(required=False)

    def to_internal_value(self, data: Any) -> Any:
        # Some clients fill the point with anything, since their stops say it all.
        if _names_stop(data) and not CoordinatesRequest(data=data.get("coordinates")).is_valid():
            data = {member: told for member, told in data.items() if member != "coordinates"}
        return super().to_internal_value(data)


def _names_stop(told: Any) -> bool:
    return isinstance(told, Mapping) and bool(told.get("stopReference") or told.get("stationId"))


def read_place(told: Mapping[str, Any]) -> PlaceWish:
    """The GTFS ids that a place names, `stopReference` first, else `stationId`; and its point."""
    stops = tuple(
        StopReference(KINDS[reference["type"]], reference["id"])
        for reference in told.get("stopReference", [])
        if reference["type"] in KINDS
    )
    if not stops and told.get("stationId"):
        stops = (StopReference(StopReferenceKind.STOP_ID, told["stationId"]),)
    return PlaceWish(stops, point_of(told))


def point_of(told: Mapping[str, Any]) -> Place | None:
    """Where a place is, if its coordinates were sent."""
    point = told.get("coordinates")
    return Place(point["lng"], point["lat"]) if point else None
