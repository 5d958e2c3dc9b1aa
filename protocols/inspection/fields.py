"""How the members of requests are read."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from protocols.fields import CountField, NumberField, TextField
from tickets.codecs.t1 import PREFIX
from tickets.inspection.models.scan import FIRST_CLOCK
from tickets.inspection.readings import Whereabouts
from tickets.models.ticket import MAX_ZONES

LONGEST_BARCODE = 8192
"""Characters; no symbol holds more octets than 2953."""
LONGEST_PLACE = 100
FIRST_TICKET = datetime(2000, 1, 1, tzinfo=UTC)
LAST_CLOCK = datetime(2099, 12, 31, tzinfo=UTC)
MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)


@extend_schema_field({"type": "number"})
class SecondsField(NumberField):
    """Seconds and parts of one."""


@extend_schema_field({"type": "string", "format": "date-time"})
class MomentField(serializers.Field[datetime, Any, str, Any]):
    """A moment with its offset (RFC 3339). By the clock of a device it may be one of 1970."""

    def __init__(self, *, earliest: datetime = FIRST_CLOCK, **options: Any) -> None:
        super().__init__(**options)
        self.earliest = earliest

    def to_internal_value(self, data: Any) -> datetime:
        moment = read_moment(data)
        if moment < self.earliest:
            raise serializers.ValidationError(f"Send a moment from {self.earliest.year} on.")
        return moment


def read_moment(text: Any) -> datetime:
    """ValidationError unless it is a moment from 1970 to 2099 with its offset."""
    if not isinstance(text, str) or not MOMENT.fullmatch(text):
        raise serializers.ValidationError(
            "Send a moment with its offset, such as 2026-03-02T09:00:00Z."
        )
    try:
        moment = datetime.fromisoformat(text.upper().replace(",", ".")).astimezone(UTC)
    except (ValueError, OverflowError) as fault:
        raise serializers.ValidationError("There is no such moment.") from fault
    if not FIRST_CLOCK <= moment <= LAST_CLOCK:
        raise serializers.ValidationError("Send a moment from 1970 to 2099.")
    return moment


@extend_schema_field(
    {
        "type": "string",
        "minLength": 1,
        "maxLength": LONGEST_BARCODE,
        "description": "The text of a T1 barcode as it was scanned, or the octets of any barcode "
        "in base64.",
    }
)
class BarcodeField(serializers.Field[bytes, Any, str, Any]):
    """What was scanned. A text that is neither is judged as it is: it is no ticket of ours."""

    default_error_messages = {
        "invalid": "Send the scanned text, or octets in base64.",
        "empty": "There is nothing in it.",
        "long": "No barcode is as long as that.",
    }

    def to_internal_value(self, data: Any) -> bytes:
        if not isinstance(data, str):
            self.fail("invalid")
        if not data:
            self.fail("empty")
        if len(data) > LONGEST_BARCODE:
            self.fail("long")
        return read_scanned(data)


def read_scanned(text: str) -> bytes:
    """The octets of what was scanned; base64 in either alphabet, with or without its padding."""
    if text.startswith(PREFIX):
        return text.encode()
    plain = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except ValueError:
        return text.encode()


class PlaceMembers(serializers.Serializer[dict[str, Any]]):
    """Where a device stands; all members may be left out."""

    name = TextField(required=False, allow_blank=True, max_length=LONGEST_PLACE)
    zones = serializers.ListField(
        child=CountField(min_value=0, max_value=65535), required=False, max_length=MAX_ZONES
    )
    latitude = NumberField(required=False, min_value=-90, max_value=90)
    longitude = NumberField(required=False, min_value=-180, max_value=180)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("latitude" in attrs) != ("longitude" in attrs):
            raise serializers.ValidationError("Send latitude and longitude, or neither.")
        return attrs


NUMBER = {"type": "number"}
PLACE_SCHEMA = {
    "description": "Where the device stands: its name, or what else is known. A ticket for none of "
    "the fare zones there is wrong_zone; latitude and longitude come together.",
    "oneOf": [
        {"type": "string", "maxLength": LONGEST_PLACE},
        {
            "type": "object",
            "properties": {
                "name": {"type": "string", "maxLength": LONGEST_PLACE},
                "zones": {
                    "type": "array",
                    "items": {"type": "integer", "minimum": 0, "maximum": 65535},
                    "maxItems": MAX_ZONES,
                },
                "latitude": {**NUMBER, "minimum": -90, "maximum": 90},
                "longitude": {**NUMBER, "minimum": -180, "maximum": 180},
            },
        },
    ],
}


@extend_schema_field(PLACE_SCHEMA)
class PlaceField(serializers.Field[Whereabouts, Any, Any, Any]):
    """A name, or an object with name, zones and position."""

    default_error_messages = {"invalid": "Send a name, or an object."}

    def to_internal_value(self, data: Any) -> Whereabouts:
        if isinstance(data, str):
            data = {"name": data}
        if not isinstance(data, Mapping):
            self.fail("invalid")
        form = PlaceMembers(data=data)
        form.is_valid(raise_exception=True)
        members = form.validated_data
        position = None
        if "latitude" in members:
            position = (members["latitude"], members["longitude"])
        return Whereabouts(
            place=members.get("name", ""),
            zones=tuple(members.get("zones", ())),
            position=position,
        )
