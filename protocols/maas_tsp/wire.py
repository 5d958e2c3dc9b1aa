"""How moments, money and distances look in this format."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

CURRENCIES = frozenset({"EUR", "GBP", "SGD", "JPY"})
"""Those that every release of the format can tell; nothing is sold here in another one."""
EARLIEST_MS = 126_230_400_000
"""Milliseconds below this one are seconds by mistake: 1974, which no caller asks for."""
LATEST_MS = 4_102_444_800_000
"""The year 2100."""
SECOND = timedelta(seconds=1)


def milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970 UTC."""
    return round(moment.timestamp() * 1000)


def moment_of(told: int) -> datetime:
    """The moment of milliseconds since 1970; whoever reads a request checks its range first."""
    return datetime.fromtimestamp(told / 1000, tz=UTC)


def duration(span: timedelta) -> int:
    """Milliseconds, which may be negative."""
    return round(span / SECOND * 1000)


def number(amount: Decimal) -> int | float:
    """Money in the currency's main unit, without a fraction where there is none."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def cost_to_wire(amount: Decimal, currency: str, *, taxes: Decimal | None = None) -> dict[str, Any]:
    """`cost` (core/cost): VAT is included, and told again as `taxes` where it is known."""
    told: dict[str, Any] = {"amount": number(amount), "currency": currency}
    if taxes:
        told["taxes"] = number(taxes)
    return told


def is_spoken(currency: str) -> bool:
    """Whether prices in this currency (ISO 4217) can be told at all."""
    return currency in CURRENCIES
