"""How the members of requests are read: mildly, since callers turn numbers into text and send null
or nothing at all for what they do not know."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import QueryDict
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bookings.terms import Place
from protocols.maas_tsp.addresses import tidied
from protocols.maas_tsp.places import read_short
from protocols.maas_tsp.wire import EARLIEST_MS, LATEST_MS, moment_of

WHOLE = re.compile(r"[+-]?\d{1,20}(?:\.0+)?", re.ASCII)
BRACKETED = re.compile(r"([^\[\]]+)\[([^\[\]]*)\]")
FARTHEST = 40_075_000
"""Metres around the earth."""


class WireRequest(serializers.Serializer[dict[str, Any]]):
    """An object of a request. A member that is null counts as one that was left out, and one that
    is not known is passed over."""

    nothing: tuple[Any, ...] = (None,)
    """What counts as left out."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            told = {name: value for name, value in data.items() if value not in self.nothing}
            data = told
        return super().to_internal_value(data)


class QueryRequest(WireRequest):
    """A query, in which an empty text says nothing either."""

    nothing = (None, "")


class TextField(serializers.CharField):
    """Text; a number is taken as its text. It is trimmed."""

    def to_internal_value(self, data: Any) -> str:
        if isinstance(data, bool) or not isinstance(data, str | int | float):
            self.fail("invalid")
        return super().to_internal_value(str(data))


class WholeField(serializers.IntegerField):
    """A number without a fraction, or the text of one."""

    def to_internal_value(self, data: Any) -> int:
        told = data.strip() if isinstance(data, str) else data
        if isinstance(told, bool) or not WHOLE.fullmatch(_text(told)):
            self.fail("invalid")
        return super().to_internal_value(_text(told).partition(".")[0])


@extend_schema_field(OpenApiTypes.INT64)
class TimeField(WholeField):
    """Milliseconds since 1970 UTC, as an aware moment."""

    default_error_messages = {
        "seconds": "These are seconds; send milliseconds since 1970.",
        "range": "Must lie before the year 2100.",
    }

    def to_internal_value(self, data: Any) -> datetime:  # type: ignore[override]
        told = super().to_internal_value(data)
        if told < EARLIEST_MS:
            self.fail("seconds")
        if told >= LATEST_MS:
            self.fail("range")
        return moment_of(told)


class DistanceField(WholeField):
    """Whole metres."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=FARTHEST, **options)


@extend_schema_field(OpenApiTypes.STR)
class ShortPlaceField(serializers.Field[Place, Any, str, Any]):
    """A place as "lat,lon" in WGS 84 degrees."""

    default_error_messages = {"form": 'Send a place as "lat,lon", such as 52.0907,5.1214.'}

    def to_internal_value(self, data: Any) -> Place:
        place = read_short(data) if isinstance(data, str) else None
        if place is None:
            self.fail("form")
        return place


class AddressField(TextField):
    """`streetName:…|city:…`, as we write it ourselves; empty where nothing of it is well formed."""

    def to_internal_value(self, data: Any) -> str:
        return tidied(super().to_internal_value(data))


class CommaField(TextField):
    """Texts with commas between them."""

    def to_internal_value(self, data: Any) -> tuple[str, ...]:  # type: ignore[override]
        told = super().to_internal_value(data)
        return tuple(one.strip() for one in told.split(",") if one.strip())


def members_of(query: QueryDict) -> dict[str, Any]:
    """A query as one object: of a name that comes several times the last value counts, those of
    lists (`names[]`) are joined by commas, and `name[member]` are the members of an object."""
    told: dict[str, Any] = {}
    for name, values in query.lists():
        found = BRACKETED.fullmatch(name)
        if found is None:
            told[name] = values[-1]
            continue
        owner, member = found.groups()
        if not member or member.isdecimal():
            before = [told[owner]] if isinstance(told.get(owner), str) else []
            told[owner] = ",".join([*before, *values])
        else:
            inner = told.get(owner)
            told[owner] = {**(inner if isinstance(inner, dict) else {}), member: values[-1]}
    return told


def _text(told: Any) -> str:
    return str(told) if isinstance(told, str | int | float) else ""
