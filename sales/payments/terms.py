"""What is to be taken or given back, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sales.payments.states import PaymentGroup, PaymentType


@dataclass(frozen=True, slots=True)
class TransactionWish:
    """A way of paying an amount.

    An import tells of money that was taken elsewhere, under an id that the other place gave it.
    `card_number` is its last four digits. A stored card goes by the number of its
    RecurringPayment; its type and group hold then.
    """

    amount: Decimal
    currency: str
    type: PaymentType | None = None
    group: PaymentGroup | None = None
    is_import: bool = False
    external_id: str = ""
    rrn: str = ""
    card_number: str = ""
    recurring_payment: int | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the money is taken or given: the point of sale and the name of its cash settlement."""

    pos: str = ""
    cash_settlement: str = ""


@dataclass(frozen=True, slots=True)
class PartWish:
    """An amount to be given back on a transaction, by the numbers of both."""

    payment: int
    transaction: int
    amount: Decimal
