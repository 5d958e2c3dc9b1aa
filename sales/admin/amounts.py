"""Amounts with their currency, as read-only fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from unfold.decorators import display

from sales.models import Posting
from sales.money import Money


def amount_field(name: str, title: str) -> Callable[[Any], str]:
    """A field that shows an amount in the currency of the row, or of the order it is part of."""

    @display(description=title)
    def shown(row: Any) -> str:
        owner = row if hasattr(row, "currency") else row.order
        return str(Money(getattr(row, name), owner.currency))

    return shown


AMOUNT = amount_field("amount", "Amount")
UNIT_AMOUNT = amount_field("unit_amount", "Unit amount")
TAX_AMOUNT = amount_field("tax_amount", "Tax amount")
TOTAL = amount_field("total_amount", "Total")
TOTAL_TAX = amount_field("total_tax_amount", "In this VAT")
CAPTURED = amount_field("captured_amount", "Captured")
CREDITED = amount_field("credited_amount", "Credited amount")
FEE = amount_field("cancellation_fee", "Cancellation fee")
ORDER_MONEY = (
    amount_field("total_amount", "Total"),
    amount_field("total_tax_amount", "In this VAT"),
    amount_field("captured_amount", "Paid"),
    amount_field("credited_amount", "Given back"),
    amount_field("balance", "Owed"),
)
"""What an order comes to."""


@display(description="Debit")
def debit_of(posting: Posting) -> str:
    """The amount of a debit; empty for a credit."""
    return str(Money(posting.amount, posting.currency)) if posting.amount > 0 else ""


@display(description="Credit")
def credit_of(posting: Posting) -> str:
    """The amount of a credit; empty for a debit."""
    return str(Money(-posting.amount, posting.currency)) if posting.amount < 0 else ""
