"""The queries of operator information: a page, a region, a station."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from protocols.fields import TextField
from protocols.tomp.checking import checked, limit_of
from protocols.tomp.fields import WireRequest
from protocols.tomp.wishes import PageWish, PlaceFilter

LAST_OFFSET = 10**9


class FilterRequest(WireRequest):
    """`offset`, `limit`, `regionId` and `stationId`, each where the operation has it."""

    offset = serializers.IntegerField(required=False, default=0, min_value=0, max_value=LAST_OFFSET)
    limit = serializers.IntegerField(required=False, min_value=1)
    regionId = TextField(required=False, max_length=100)
    stationId = TextField(required=False, max_length=100)


def read_filter(query: Mapping[str, Any], *, largest: int) -> PlaceFilter:
    """The query of a list. ValidationError; PageTooLarge."""
    told = checked(FilterRequest, query)
    page = PageWish(told["offset"], limit_of(told, largest))
    return PlaceFilter(page, told.get("regionId", ""), told.get("stationId", ""))
