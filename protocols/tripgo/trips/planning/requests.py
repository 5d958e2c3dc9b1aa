"""What an app asks for, as a query or as JSON, and what it comes to in our own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from protocols.tripgo.fields import MomentField, QueryRequest
from protocols.tripgo.modes import is_asked_for
from protocols.tripgo.trips.segments import Spot

DEGREES = r"[+-]?\d{1,3}(?:\.\d{1,20})?(?:[eE]-\d{1,3})?"
"""Programs write what is next to nothing with an exponent."""
PLACE = re.compile(
    rf"\s*\(?\s*({DEGREES})\s*,\s*({DEGREES})\s*\)?\s*"
    r'(?:"(.*?)"?)?\s*',
    re.ASCII | re.DOTALL,
)
LONGEST_TEXT = 1000
LONGEST_ADDRESS = 250
MOST_MODES = 50
LONGEST_MODE = 150


@extend_schema_field(OpenApiTypes.STR)
class SpotField(serializers.Field[Spot, Any, str, Any]):
    """A place as `(lat,lng)`, with its address in quotes after it or not; or an object with `lat`
    and `lng`."""

    default_error_messages = {"place": 'Send a place as "(lat,lng)", such as (47.99,7.84).'}

    def to_internal_value(self, data: Any) -> Spot:
        spot = _of_object(data) if isinstance(data, Mapping) else _of_text(data)
        if spot is None:
            self.fail("place")
        return spot


class ModesField(serializers.ListField):
    """Identifiers of modes, one or several; with commas between them where it is one text."""

    child = serializers.CharField(max_length=LONGEST_MODE)

    def to_internal_value(self, data: Any) -> list[str]:
        told = [data] if isinstance(data, str) else data
        if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
            self.fail("not_a_list", input_type=type(data).__name__)
        parts = [part.strip() for one in told for part in one.split(",")]
        return super().to_internal_value([part for part in parts if part])


class RoutingQuery(QueryRequest):
    """`routing.json`. Parameters that are not named here are passed over."""

    to = SpotField()
    departAfter = MomentField(required=False, help_text="Without any moment it is now.")
    arriveBefore = MomentField(required=False, help_text="Not looked at beside departAfter.")
    modes = ModesField(required=False, max_length=MOST_MODES, help_text="Without any: all.")

    def get_fields(self) -> dict[str, Any]:
        return {"from": SpotField(), **super().get_fields()}


@dataclass(frozen=True, slots=True)
class RoutingWish:
    """A routing query, understood. Moments are aware, in UTC."""

    origin: Spot
    destination: Spot
    time: datetime
    """Never in the past where it is a departure."""
    is_departure: bool
    modes: frozenset[str]
    """None: all."""
    at: datetime

    @property
    def leaves_after(self) -> datetime:
        """The earliest departure of a trip that fits."""
        return self.time if self.is_departure else self.at

    @property
    def arrives_before(self) -> datetime | None:
        return None if self.is_departure else self.time

    def takes(self, mode: str) -> bool:
        """Whether a trip may be travelled by this mode."""
        return is_asked_for(mode, self.modes)

    def takes_some(self, family: str) -> bool:
        """Whether a trip may be travelled by some mode of this family."""
        return self.takes(family) or any(one.startswith(family) for one in self.modes)

    def fits(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether a trip with these times would do."""
        before = self.arrives_before
        return starts_at >= self.leaves_after and (before is None or ends_at <= before)


def query_members(told: QueryDict) -> dict[str, Any]:
    """The members of a query; `mode` says the same as `modes`, and both may come several times."""
    members: dict[str, Any] = dict(told.items())
    modes = [*told.getlist("modes"), *told.getlist("mode")]
    return {**members, "modes": modes} if modes else members


def body_members(told: Mapping[str, Any]) -> dict[str, Any]:
    """The members of a body, in which `mode` says the same as `modes`."""
    members = dict(told)
    if "modes" not in members and "mode" in members:
        members["modes"] = members["mode"]
    return members


def understand(told: Mapping[str, Any], *, at: datetime) -> RoutingWish:
    """The wish of a query that was read; a departure in the past means now."""
    is_departure = "departAfter" in told or "arriveBefore" not in told
    time = max(told.get("departAfter", at), at) if is_departure else told["arriveBefore"]
    return RoutingWish(
        told["from"], told["to"], time, is_departure, frozenset(told.get("modes", ())), at
    )


def _of_text(told: Any) -> Spot | None:
    found = PLACE.fullmatch(told) if isinstance(told, str) and len(told) < LONGEST_TEXT else None
    if found is None:
        return None
    return _spot(float(found[1]), float(found[2]), address=found[3] or "")


def _of_object(told: Mapping[str, Any]) -> Spot | None:
    latitude, longitude = told.get("lat"), told.get("lng")
    for degrees in (latitude, longitude):
        if isinstance(degrees, bool) or not isinstance(degrees, int | float):
            return None
    words = {name: one for name in ("name", "address") if isinstance(one := told.get(name), str)}
    return _spot(float(str(latitude)), float(str(longitude)), **words)


def _spot(latitude: float, longitude: float, *, name: str = "", address: str = "") -> Spot | None:
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    words = [text.replace("\x00", "")[:LONGEST_ADDRESS].strip() for text in (name, address)]
    return Spot(longitude, latitude, *words)
