"""The queries of operator information: a page, a region, a station."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from protocols.tomp.checking import checked, limit_of
from protocols.tomp.fields import TextField
from protocols.tomp.v1_1.requests import PageRequest


class FilterRequest(PageRequest):
    """`offset`, `limit`, `regionId` and `stationId`, each where the operation has it."""

    regionId = TextField(required=False, max_length=100)
    stationId = TextField(required=False, max_length=100)


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list of operator information is narrowed to; empty members leave nothing out."""

    region: str = ""
    station: str = ""
    offset: int = 0
    limit: int = 0


def read_filter(query: Mapping[str, Any], *, largest: int) -> Filter:
    """The query of a list. ValidationError; PageTooLarge."""
    told = checked(FilterRequest, query)
    return Filter(
        region=told.get("regionId", ""),
        station=told.get("stationId", ""),
        offset=told["offset"],
        limit=limit_of(told, largest),
    )
