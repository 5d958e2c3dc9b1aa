"""How moments, money, colours and hash codes look in this format (reference §8.3, §11, §13)."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from hashlib import blake2b
from typing import Any
from zoneinfo import ZoneInfo

import orjson

HUNDRED = Decimal(100)
HASH_OCTETS = 4


def hundredths(amount: Decimal) -> int:
    """Money as whole hundredths of the main unit, whatever the currency: 300 yen are 30000."""
    return int((amount * HUNDRED).to_integral_value(ROUND_HALF_UP))


def from_hundredths(told: int) -> Decimal:
    """Money in the main unit of its currency."""
    return Decimal(told) / HUNDRED


def major(amount: Decimal) -> int | float:
    """Money as a number in the main unit: of `price` in lists, and of `purchase.price`."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def iso(moment: datetime, zone: ZoneInfo) -> str:
    """A moment in that time zone, with its offset and to the second."""
    return moment.astimezone(zone).isoformat(timespec="seconds")


def iso_utc(moment: datetime) -> str:
    """A moment in UTC, to the second: 2025-06-02T06:30:00Z."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def epoch(moment: datetime) -> int:
    """Whole seconds since 1970 UTC."""
    return int(moment.timestamp())


def colour(code: str) -> dict[str, int]:
    """`#0c5ea0` as red, green and blue from 0 to 255; black where it is not of this form."""
    digits = code.lstrip("#")
    try:
        octets = bytes.fromhex(digits) if len(digits) == 6 else bytes(3)
    except ValueError:
        octets = bytes(3)
    return dict(zip(("red", "green", "blue"), octets, strict=True))


def hash_of(facts: Any) -> int:
    """A signed number of 32 bits that is another one once the facts are others; the same in every
    process. The facts must be fit for JSON."""
    told = orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)
    return int.from_bytes(blake2b(told, digest_size=HASH_OCTETS).digest(), signed=True)


def omit_none(told: dict[str, Any]) -> dict[str, Any]:
    """The members that there is something to tell of: an app breaks on a null."""
    return {name: value for name, value in told.items() if value is not None}
