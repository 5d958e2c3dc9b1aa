"""Telling the journal of a point of sale what money moved, before the books are told.

Whoever closes a settlement holds it and posts then. In the other order the two could wait for each
other, with somebody who closes the books between them.
"""

from __future__ import annotations

from collections.abc import Sequence

from sales.journal.models import CashSettlement
from sales.journal.recording import Moved, SaleRef, record_movements, settlement_that_counts
from sales.journal.states import MovementKind
from sales.orders.changes import OrderChange
from sales.orders.models import Order
from sales.payments.models import Credit, CreditPart, Payment, PaymentTransaction


def hold_settlement(change: OrderChange, code: str) -> None:
    """Let nobody close the settlement that will count the money until the transaction ends."""
    if code:
        told = CashSettlement.objects.get(organisation_id=change.order.seller_id, code=code)
        settlement_that_counts(told, at=change.at)


def record_taking(change: OrderChange, payment: Payment, transaction: PaymentTransaction) -> None:
    """A transaction of a payment that names a settlement was captured. SettlementOver for cash."""
    moved = Moved(MovementKind.TAKEN, transaction.type, transaction.amount, transaction.pk)
    sale = _sale(change.order, payment.order_version)
    record_movements(payment.cash_settlement, sale, [moved], by=change.by, at=change.at)


def record_giving(change: OrderChange, credit: Credit, parts: Sequence[CreditPart]) -> None:
    """A credit that names a settlement was executed. SettlementOver if a part of it was cash."""
    moved = [
        Moved(MovementKind.GIVEN, part.transaction.type, -part.amount, part.transaction_id, part.pk)
        for part in parts
    ]
    sale = _sale(change.order, credit.order_version)
    record_movements(credit.cash_settlement, sale, moved, by=change.by, at=change.at)


def _sale(order: Order, version: int) -> SaleRef:
    return SaleRef(order.pk, version, order.seller_id, order.specimen, order.currency)
