"""The queries of operator information in TOMP 1.6: a page, a region, a station, a circle, a box."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import isfinite
from typing import Any

from rest_framework import serializers

from bookings.terms import Place
from protocols.fields import TextField
from protocols.tomp.checking import checked
from protocols.tomp.errors import Invalid, Missing
from protocols.tomp.fields import WireRequest
from protocols.tomp.filters import read_filter
from protocols.tomp.wishes import PlaceFilter

CIRCLE = ("lon", "lat", "radius")
CORNERS = 4


class NearRequest(WireRequest):
    """`lon`, `lat` and `radius`, and `boundingbox`, each where the operation has it."""

    lon = serializers.FloatField(required=False, min_value=-180, max_value=180)
    lat = serializers.FloatField(required=False, min_value=-90, max_value=90)
    radius = serializers.FloatField(required=False, min_value=0, help_text="Metres.")
    boundingbox = TextField(required=False, max_length=200)


def read_list(query: Mapping[str, Any], *, largest: int) -> PlaceFilter:
    """The query of a list. ValidationError; Missing for a circle without its middle or its radius;
    Invalid for a box that is none; PageTooLarge."""
    found = read_filter(query, largest=largest)
    told = checked(NearRequest, query)
    if any(name in told for name in CIRCLE):
        if missing := [name for name in CIRCLE if name not in told]:
            raise Missing(f"{', '.join(missing)}: send lon, lat and radius, or none of them.")
        found = replace(found, near=Place(told["lon"], told["lat"]), radius_metres=told["radius"])
    if "boundingbox" in told:
        found = replace(found, box=_read_box(told["boundingbox"]))
    return found


def _read_box(text: str) -> tuple[float, float, float, float]:
    """South, north, west and east, as the specification has them; one that is farther west in the
    east crosses the 180th meridian."""
    try:
        sides = [float(side) for side in text.split(",")]
    except ValueError:
        sides = []
    if len(sides) != CORNERS or not all(isfinite(side) for side in sides):
        raise Invalid("boundingbox: send four numbers: south, north, west, east.")
    south, north, west, east = sides
    if not -90 <= south <= north <= 90:
        raise Invalid("boundingbox: south and north lie between -90 and 90, south below north.")
    if not (-180 <= west <= 180 and -180 <= east <= 180):
        raise Invalid("boundingbox: west and east lie between -180 and 180.")
    return south, north, west, east
