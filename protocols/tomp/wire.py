"""How moments and money look on the wire, alike in all versions of TOMP."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal


def utc(moment: datetime) -> str:
    """RFC 3339 in UTC, whole seconds."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def number(amount: Decimal) -> float:
    """Money on TOMP is a JSON number in the currency's main unit."""
    return float(amount)


def plain(told: Decimal) -> int | float:
    """A number without a fraction where there is none."""
    return int(told) if told == told.to_integral_value() else float(told)
