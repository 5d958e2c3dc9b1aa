"""How the members of requests are read: mildly, since three apps send the same thing in their own
ways and echo what they were told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from protocols.tripgo.errors import Unusable
from protocols.tripgo.why import Why

WHOLE = re.compile(r"[+-]?\d{1,18}(?:\.0+)?", re.ASCII)
ISO = re.compile(
    r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?(?:\[[^\]]*\])?",
    re.ASCII,
)
YES, NO = ("true", "1", "yes"), ("false", "0", "no", "")
EARLIEST, LATEST = 0, 4_102_444_800
"""Seconds since 1970: until the year 2100."""


def object_in(body: Any) -> Mapping[str, Any]:
    """The members of a body. Apps send one object, or nothing at all, which comes as an empty one;
    anything else is no request of theirs, null and lists included. Unusable."""
    if not isinstance(body, Mapping):
        raise Unusable("body", "Send an object, or no body at all.")
    return body


class WireRequest(serializers.Serializer[dict[str, Any]]):
    """An object of a request. A member that is null counts as one that was left out, and one that
    is not known is passed over."""

    nothing: tuple[Any, ...] = (None,)
    """What counts as left out."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            data = {name: value for name, value in data.items() if value not in self.nothing}
        return super().to_internal_value(data)


class QueryRequest(WireRequest):
    """A query, in which an empty text says nothing either."""

    nothing = (None, "")


class TextField(serializers.CharField):
    """Text; a number is taken as its text. It is trimmed."""

    default_error_messages = {"text": Why.TEXT}

    def to_internal_value(self, data: Any) -> str:
        if isinstance(data, bool) or not isinstance(data, str | int | float):
            self.fail("text")
        return super().to_internal_value(str(data))


class WholeField(serializers.IntegerField):
    """A number without a fraction, or the text of one."""

    default_error_messages = {"whole": Why.WHOLE_NUMBER}

    def to_internal_value(self, data: Any) -> int:
        told = read_whole(data)
        if told is None:
            self.fail("whole")
        return super().to_internal_value(told)


class PlaceField(WholeField):
    """A number that says which part of a list is wanted. Apps send what they like, so one that is
    too small or too large is taken for the nearest that can be."""

    def __init__(self, *, smallest: int, largest: int, told: str, **more: Any) -> None:
        self.smallest, self.largest = smallest, largest
        nearest = f"{told} What is below {smallest} or above {largest} counts as the nearest."
        super().__init__(required=False, help_text=nearest, **more)

    def to_internal_value(self, data: Any) -> int:
        return min(max(super().to_internal_value(data), self.smallest), self.largest)


@extend_schema_field(OpenApiTypes.BOOL)
class FlagField(serializers.Field[bool, Any, bool, Any]):
    """true or false, as JSON, as text or as 1 and 0."""

    default_error_messages = {"flag": "Send true or false."}

    def to_internal_value(self, data: Any) -> bool:
        told = str(data).strip().lower() if isinstance(data, str | int) else None
        if told not in (*YES, *NO):
            self.fail("flag")
        return told in YES


@extend_schema_field(OpenApiTypes.STR)
class MomentField(serializers.Field[datetime, Any, str, Any]):
    """Seconds since 1970, or an ISO time with or without a fraction; without an offset it is
    UTC."""

    default_error_messages = {"moment": "Send a time such as 2025-06-02T16:00:00Z."}

    def to_internal_value(self, data: Any) -> datetime:
        moment = read_moment(data)
        if moment is None:
            self.fail("moment")
        return moment


def read_whole(told: Any) -> int | None:
    """A whole number, or the text of one; None for anything else."""
    if isinstance(told, bool) or not isinstance(told, str | int | float):
        return None
    text = str(told).strip()
    return int(text.partition(".")[0]) if WHOLE.fullmatch(text) else None


def read_moment(told: Any) -> datetime | None:
    """A moment in UTC; None for what is no time, or none between 1970 and 2100."""
    if isinstance(told, float) and EARLIEST <= told < LATEST:
        return datetime.fromtimestamp(int(told), tz=UTC)
    seconds = read_whole(told)
    if seconds is not None:
        return datetime.fromtimestamp(seconds, tz=UTC) if EARLIEST <= seconds < LATEST else None
    found = ISO.fullmatch(told.strip()) if isinstance(told, str) else None
    if found is None:
        return None
    try:
        moment = datetime.fromisoformat(f"{found[1].replace(' ', 'T')}{found[2] or '+00:00'}")
        in_range = EARLIEST <= moment.timestamp() < LATEST
    except (ValueError, OverflowError):
        return None
    return moment.astimezone(UTC) if in_range else None
