"""What is still to be paid, and what may still be given back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from sales.money import ZERO, total
from sales.orders.models import Order
from sales.payments.models import CreditPart, Payment, PaymentTransaction
from sales.payments.states import DEAD, OPEN, TAKEN, CreditState, TransactionState

LOCK = timedelta(minutes=15)
"""How long a payment page stays open, and how long an order waits for money on its way."""


def with_transactions(payments: QuerySet[Payment]) -> QuerySet[Payment]:
    """Payments with their transactions, oldest first; `Payment.state_of` takes these."""
    ordered = PaymentTransaction.objects.order_by("pk")
    return payments.prefetch_related(Prefetch("transactions", ordered))


def reserved(order: Order, *, without: Payment | None = None) -> Decimal:
    """What payments of the order's present version may still bring.

    A payment that is begun counts for all that it has not captured; one whose transactions all
    came to nothing, or that was given up, for nothing.
    """
    payments = order.payments.filter(order_version=order.version, completed_at=None, closed_at=None)
    return total(
        payment.total_amount - payment.captured_amount
        for payment in with_transactions(payments)
        if payment != without and not is_dead(payment.transactions.all())
    )


def is_dead(transactions: Iterable[PaymentTransaction]) -> bool:
    """Whether all were given up; False where there are none."""
    states = [one.state for one in transactions]
    return bool(states) and all(state in DEAD for state in states)


def creditable(transaction: PaymentTransaction) -> Decimal:
    """What may still be given back of it: credits under way count as well."""
    if transaction.state not in TAKEN:
        return ZERO
    given = _under_way(CreditPart.objects.filter(transaction=transaction))
    return transaction.amount - transaction.credited_amount - given


def promised(transaction: PaymentTransaction, *, version: int) -> Decimal:
    """What credits of that version of the order are to give back of it, once they are executed."""
    parts = CreditPart.objects.filter(
        transaction=transaction,
        credit__state=CreditState.CREATED,
        credit__order_version=version,
        credit__execute_asked_at=None,
    )
    return total(parts.values_list("amount", flat=True))


def on_its_way_back(order: Order) -> Decimal:
    """Money that credits of the order are giving back, or gave back in part before they failed:
    it does not count for the order yet."""
    return _under_way(CreditPart.objects.filter(credit__order=order))


def _under_way(parts: QuerySet[CreditPart]) -> Decimal:
    """Of a credit that nobody has asked for, or that failed, the parts that were given back."""
    moving = parts.exclude(credit__state=CreditState.CREDITED)
    moving = moving.exclude(done_at=None, credit__execute_asked_at=None)
    return total(moving.values_list("amount", flat=True))


def locked_until(order: Order) -> datetime | None:
    """Until when money of the order may be moving; None where none is."""
    opened = order.transactions.filter(state=TransactionState.INITIATED)
    ends = [end for end in opened.values_list("locked_until", flat=True) if end]
    asked = order.credits.exclude(state=CreditState.CREDITED)
    ends += [at + LOCK for at in asked.values_list("execute_asked_at", flat=True) if at]
    return max(ends, default=None)


def open_transactions(order: Order) -> QuerySet[PaymentTransaction]:
    """Those of which nobody knows yet how they end."""
    return order.transactions.filter(state__in=OPEN).order_by("pk")
