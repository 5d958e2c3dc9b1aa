"""Requests that tell what lies in a drawer (§11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from rest_framework import serializers

from protocols.sales.fields import CurrencyField, MoneyField, WireRequest
from sales.closing.errors import CashUnfit

MOST_CURRENCIES = 20


class CashRequest(WireRequest):
    """Cash of one currency."""

    amount = MoneyField(may_be_zero=True)
    currency = CurrencyField()


def cash_of_currencies(told: str) -> serializers.ListSerializer[Any]:
    """A member that tells cash, each currency once."""
    return serializers.ListSerializer[Any](
        child=CashRequest(), required=False, max_length=MOST_CURRENCIES, help_text=told
    )


class CloseSettlementRequest(WireRequest):
    """What was counted."""

    countedCash = cash_of_currencies(
        "What lies in the drawer, each currency once, also where there is nothing. What it differs "
        "from what should be there is posted. Leave it out if nobody counted."
    )


def read_cash(rows: Iterable[Mapping[str, Any]] | None) -> dict[str, Decimal] | None:
    """By currency; None where nothing is told. CashUnfit for a currency that comes twice."""
    if rows is None:
        return None
    found = [(row["currency"], row["amount"]) for row in rows]
    cash = dict(found)
    if len(cash) < len(found):
        raise CashUnfit
    return cash
