"""Prices as texts."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from sales.money import round_in

SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥"}
"""Of currencies whose sign stands before the amount; of others the code stands behind."""
WITHOUT_CENTS = frozenset({"JPY"})
FINEST = Decimal("0.00001")
"""Of rates; what is finer is rounded."""


def price_text(amount: Decimal, currency: str) -> str:
    """`priceString`: €12.50, 125.00 NOK."""
    told = f"{amount:.0f}" if currency in WITHOUT_CENTS else f"{amount:.2f}"
    sign = SIGNS.get(currency)
    return f"{sign}{told}" if sign else f"{told} {currency}"


def rate_text(amount: Decimal, currency: str) -> str:
    """The same of a rate, which may be finer than coins: €0.19, €0.003."""
    told = amount.quantize(FINEST, ROUND_HALF_UP).normalize()
    if told == round_in(currency, told):
        return price_text(told, currency)
    sign = SIGNS.get(currency)
    return f"{sign}{told:f}" if sign else f"{told:f} {currency}"
