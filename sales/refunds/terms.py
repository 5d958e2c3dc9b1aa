"""What is to be given back, and what came of it, as plain values."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sales.orders.lines import OrderLine
from sales.orders.models import Order
from sales.payments.models import Credit


@dataclass(frozen=True, slots=True)
class RefundWish:
    """A line to be given back, by its reference.

    The customer gets `amount` less `fee`, both with VAT; empty: as the product's rules say.
    """

    line: uuid.UUID
    currency: str
    amount: Decimal | None = None
    fee: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RefundOption:
    """What the rules give for a line that may be given back now, until `expires_at`.

    `transactions` are those that the money would go back on: numbers of payment and transaction.
    """

    line: OrderLine
    amount: Decimal
    fee: Decimal
    currency: str
    expires_at: datetime
    transactions: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Refund:
    """What was given back: lines, with the tickets that are void since, and money.

    `credit` is empty where no money was to be given back, and in a preview, which stores nothing.
    """

    order: Order
    lines: tuple[OrderLine, ...]
    tickets: tuple[uuid.UUID, ...]
    amount: Decimal
    transactions: tuple[tuple[int, int], ...]
    credit: Credit | None

    def by_payment(self) -> dict[int, list[int]]:
        """The numbers of the transactions that money goes back on, by that of their payment."""
        grouped: dict[int, list[int]] = {}
        for payment, transaction in self.transactions:
            grouped.setdefault(payment, []).append(transaction)
        return grouped


Hearer = Callable[[Refund], object]


def nobody(refund: Refund) -> None:
    """Nobody else wants to hear of it."""
