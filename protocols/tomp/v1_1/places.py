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
