"""Queries of lists of bookings."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from rest_framework import serializers

from protocols.tripgo.fields import FlagField, PlaceField, QueryRequest, TextField

MOST = 100
"""Bookings of one answer."""
USUAL = 20
LARGEST = 2**31 - 1
MONTH = re.compile(r"(20\d\d|19[789]\d)-(0[1-9]|1[0-2])", re.ASCII)


class MonthField(TextField):
    """A month as 2025-06."""

    default_error_messages = {"month": "Send a month such as 2025-06."}

    def to_internal_value(self, data: object) -> str:
        told = super().to_internal_value(data)
        if not MONTH.fullmatch(told):
            self.fail("month")
        return told


class PageQuery(QueryRequest):
    """Which bookings, and how many of them."""

    first = PlaceField(smallest=1, largest=LARGEST, default=1, told="Place of the first one.")
    max = PlaceField(smallest=0, largest=MOST, default=USUAL, told="How many of them.")


class ListQuery(PageQuery):
    """Of the list of bookings."""

    valid = FlagField(
        required=False, help_text="true: those that are good for something still; false: the rest."
    )
    validOnly = FlagField(
        required=False, help_text="true: as valid=true; false, which is usual: all."
    )


class MonthQuery(PageQuery):
    """Of the bookings of a month."""

    month = MonthField(required=False, help_text="Of the departure, such as 2025-06.")


class ActiveQuery(QueryRequest):
    """Of the booking that is under way."""

    mode = serializers.CharField(required=False, help_text="Identifier, or how it begins.")


def which(asked: dict[str, object]) -> bool | None:
    """Valid ones, the others, or None for all."""
    valid = asked.get("valid")
    if isinstance(valid, bool):
        return valid
    return True if asked.get("validOnly") else None


def span_of(month: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the first moment of a month until that of the next, in that time zone."""
    year, number = (int(part) for part in month.split("-"))
    following = (year + 1, 1) if number == 12 else (year, number + 1)
    return datetime(year, number, 1, tzinfo=zone), datetime(*following, 1, tzinfo=zone)
