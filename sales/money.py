"""Amounts of money: Decimal and currency, rounded in this one place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from operators.tenancy.currencies import DECIMALS

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
MOST = Decimal("999999999.99")
"""What the books can hold of one order."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the currency's main unit, VAT included unless a name says otherwise."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.amount:.2f} {self.currency}"


def round_amount(amount: Decimal) -> Decimal:
    """Two decimals, half away from zero."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def round_in(currency: str, amount: Decimal) -> Decimal:
    """As many decimals as the currency has, two at most, half away from zero; written with two."""
    decimals = DECIMALS.get(currency)
    step = CENT if decimals is None else Decimal(1).scaleb(-min(2, decimals))
    return round_amount(amount.quantize(step, rounding=ROUND_HALF_UP))


def vat_in(amount: Decimal, vat_rate: Decimal) -> Decimal:
    """The VAT inside an amount that includes it; the rate is in percent."""
    return round_amount(amount * vat_rate / (100 + vat_rate))


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum, with two decimals also where there is nothing to add."""
    return sum(amounts, ZERO)


def share_of(amount: Decimal, percent: Decimal) -> Decimal:
    """So many percent of an amount, rounded."""
    return round_amount(amount * percent / 100)


def has_two_decimals(currency: str) -> bool:
    """Whether the currency (ISO 4217) has a hundred minor units."""
    return DECIMALS.get(currency) == 2
