"""From the places of a request to stops of the timetable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from operators.models import Tenant
from operators.timetable.planner import StopGroup, find_stops
from protocols.tomp.errors import Missing

KINDS = {
    "GTFS_STOP_ID": "stop_id",
    "GTFS_STOP_CODE": "stop_code",
    "GTFS_AREA_ID": "zone_id",
}


class StopReferenceRequest(serializers.Serializer[dict[str, Any]]):
    """`stopReference`."""

    type = serializers.CharField(max_length=30)
    id = serializers.CharField(max_length=100)


class PlaceRequest(serializers.Serializer[dict[str, Any]]):
    """`place`. Coordinates are not needed: stops are found by their GTFS ids."""

    name = serializers.CharField(required=False, allow_blank=True, max_length=250)
    stopReference = StopReferenceRequest(many=True, required=False, max_length=10)
    stationId = serializers.CharField(required=False, max_length=100)


def find_place(tenant: Tenant, place: Mapping[str, Any]) -> StopGroup:
    """The stops that a place means: `stopReference` first, else `stationId`.

    Several references must mean the same stops; the first one known decides. Missing if the
    place has neither, StopUnknown, StopsDiffer.
    """
    references = [
        (KINDS[reference["type"]], reference["id"])
        for reference in place.get("stopReference", [])
        if reference["type"] in KINDS
    ]
    if not references and place.get("stationId"):
        references = [("stop_id", place["stationId"])]
    if not references:
        raise Missing(
            "from, to: give each place a stopReference of type "
            f"{', '.join(KINDS)}, or a stationId, with an id of the GTFS feed."
        )
    return find_stops(tenant, references)
