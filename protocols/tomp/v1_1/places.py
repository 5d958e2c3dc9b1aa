"""From the places of a request to stops of the timetable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from operators.models import Tenant
from operators.timetable.stops import (
    StopGroup,
    StopReference,
    StopReferenceKind,
    find_stops,
    get_stop_group,
)
from protocols.tomp.errors import Missing
from protocols.tomp.v1_1.fields import TextField, WireRequest

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


def find_places(tenant: Tenant, *places: Mapping[str, Any]) -> list[StopGroup]:
    """The stops that places mean, in one query: `stopReference` first, else `stationId`.

    Several references of one place must mean the same stops; the first one known decides.
    Missing if a place has neither, StopUnknown, StopsDiffer, NoTimetable.
    """
    wanted = [_references(place) for place in places]
    found = find_stops(tenant, [reference for references in wanted for reference in references])
    return [get_stop_group(found, references) for references in wanted]


def _references(place: Mapping[str, Any]) -> list[StopReference]:
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
