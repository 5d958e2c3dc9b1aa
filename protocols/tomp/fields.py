"""How the members of requests are read in every version: strictly in type, mildly where members
are null."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.utils.dateparse import parse_datetime
from drf_spectacular.drainage import set_override
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from protocols.fields import TextField

IS_HTTPS = re.compile(r"https://[^\s/?#@]+(?:[/?#]\S*)?")
FIRST_DAY = date(1900, 1, 1)
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


class WireRequest(serializers.Serializer[dict[str, Any]]):
    """An object of a request. A member that is null counts as one that was left out."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            data = {member: value for member, value in data.items() if value is not None}
        return super().to_internal_value(data)


class WordField(TextField):
    """A word of TOMP, described by those that are served here; others are read as well, so that
    whoever asks for one is told that it is not served."""

    def __init__(self, *served: str, **options: Any) -> None:
        super().__init__(max_length=30, **options)
        set_override(self, "field", {"type": "string", "enum": list(served)})


@extend_schema_field(OpenApiTypes.DOUBLE)
class AmountField(serializers.DecimalField):
    """A JSON number, kept as it was written; a text is none."""

    def to_internal_value(self, data: Any) -> Decimal:
        if isinstance(data, bool) or not isinstance(data, int | float):
            self.fail("invalid")
        return super().to_internal_value(repr(data))


class WholeField(serializers.IntegerField):
    """A JSON number without a fraction."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int | float) or data != int(data):
            self.fail("invalid")
        return super().to_internal_value(int(data))


class ServedField(serializers.ChoiceField):
    """One of the words that are served here, and which they are where it is another."""

    def __init__(self, *served: str, **options: Any) -> None:
        told = f"“{{input}}” is not served, send {' or '.join(served)}."
        super().__init__(list(served), error_messages={"invalid_choice": told}, **options)


class WebAddressField(TextField):
    """An https address."""

    default_error_messages = {"address": "Send an address that begins with https://."}

    def to_internal_value(self, data: Any) -> str:
        address = super().to_internal_value(data)
        if not IS_HTTPS.fullmatch(address):
            self.fail("address")
        return address


class MomentField(serializers.DateTimeField):
    """An RFC 3339 moment with its offset, in this century."""

    default_error_messages = {
        "offset": "Add the offset from UTC, such as 2026-03-02T09:00:00+01:00.",
        "range": "Must lie between the years 2000 and 2100.",
    }

    def to_internal_value(self, value: Any) -> datetime:
        if self._lacks_offset(value):
            self.fail("offset")
        moment: datetime = super().to_internal_value(value)
        if not EARLIEST <= moment < LATEST:
            self.fail("range")
        return moment

    @staticmethod
    def _lacks_offset(value: Any) -> bool:
        try:
            moment = parse_datetime(value) if isinstance(value, str) else None
        except ValueError:
            return False
        return moment is not None and moment.tzinfo is None


class DayField(serializers.DateField):
    """An ISO 8601 day of this century or the last one."""

    default_error_messages = {"range": "Must lie between the years 1900 and 2100."}

    def to_internal_value(self, value: Any) -> date:
        day: date = super().to_internal_value(value)
        if not FIRST_DAY <= day < LATEST.date():
            self.fail("range")
        return day
