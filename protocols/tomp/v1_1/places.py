"""How a request names its places: by the ids of the GTFS feed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from operators.timetable.stops import StopReference, StopReferenceKind
from protocols.tomp.errors import Missing
from protocols.tomp.fields import TextField, WireRequest

KINDS = {
    "GTFS_STOP_ID": StopReferenceKind.STOP_ID,
    "GTFS_STOP_CODE": StopReferenceKind.STOP_CODE,
    "GTFS_AREA_ID": StopReferenceKind.ZONE,
}


class StopReferenceRequest(WireRequest):
    """`stopReference`."""

    type = TextField(max_length=30, help_text=", ".join(KINDS))
    id = TextField(max_length=100)
    country = TextField(required=False, max_length=2, help_text="ISO 3166-1 alpha-2.")


class PlaceRequest(WireRequest):
    """`place`. Coordinates are not needed: stops are found by their GTFS ids."""

    name = TextField(required=False, allow_blank=True, max_length=250)
    stopReference = serializers.ListSerializer[Any](
        child=StopReferenceRequest(), required=False, max_length=10
    )
    stationId = TextField(required=False, max_length=100)


def read_place(place: Mapping[str, Any]) -> list[StopReference]:
    """The GTFS ids that a place names: `stopReference` first, else `stationId`. Missing if none."""
    references = [
        StopReference(KINDS[reference["type"]], reference["id"])
        for reference in place.get("stopReference", [])
        if reference["type"] in KINDS
    ]
    if not references and place.get("stationId"):
        references = [StopReference(StopReferenceKind.STOP_ID, place["stationId"])]
    if not references:
        raise Missing(
            "from, to: give each place a stopReference of type "
            f"{', '.join(KINDS)}, or a stationId, with an id of the GTFS feed."
        )
    return references
