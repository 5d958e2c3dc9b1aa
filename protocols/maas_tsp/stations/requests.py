"""The queries about stations."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from protocols.fields import OneOfField
from protocols.maas_tsp.fields import (
    DistanceField,
    QueryRequest,
    ShortPlaceField,
    TextField,
    WholeField,
)

SHORTEST_NAME = 3
NEITHER = "Send a location, or a name and a type."


class StationsQuery(QueryRequest):
    """`tsp/stations-list/request`: around a place, or by name."""

    location = ShortPlaceField(required=False, help_text='"lat,lon".')
    radius = DistanceField(required=False, help_text="Metres; 500 where nothing is said.")
    name = TextField(required=False, min_length=SHORTEST_NAME, max_length=250)
    type = OneOfField(
        choices=["origin", "destination", "viaAvoid"],
        required=False,
        help_text="Needed with a name; all stations are good for each.",
    )
    count = WholeField(required=False, min_value=1, help_text="How many at most; 100 or fewer.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "location" not in attrs and "name" not in attrs:
            raise serializers.ValidationError({"location": [NEITHER]})
        if "location" in attrs and "name" in attrs:
            raise serializers.ValidationError({"name": [f"Not both. {NEITHER}"]})
        if "name" in attrs and "type" not in attrs:
            raise serializers.ValidationError({"type": ["This field is required with a name."]})
        return attrs


class StationQuery(QueryRequest):
    """`tsp/stations-retrieve/request`."""

    agencyId = TextField(
        required=False, max_length=64, help_text="Of the list; where several have the same id."
    )
