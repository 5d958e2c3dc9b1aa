"""A transaction in hand, locked with its order and payment, and what happens to it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction as database

from operators.tenancy.actors import Actor
from operators.tenancy.errors import DomainError
from sales.orders.changes import OrderChange, open_order
from sales.orders.models import Order
from sales.orders.states import Keeper, OrderEventName, OrderState
from sales.orders.steps import sell_lines
from sales.payments.models import Payment, PaymentOperation, PaymentTransaction
from sales.payments.queries import locked_until
from sales.payments.states import OperationName
from sales.payments.steps import operation


@dataclass(slots=True)
class MoneyChange:
    """An order, a payment of it and a transaction of that, locked in this order."""

    change: OrderChange
    payment: Payment
    transaction: PaymentTransaction
    operations: list[PaymentOperation] = field(default_factory=list)

    @property
    def order(self) -> Order:
        return self.change.order

    def note(self, name: OperationName, amount: Decimal | None = None) -> None:
        """Remember what happened to the transaction."""
        self.operations.append(operation(self.change, self.transaction, name, amount))

    def store(self) -> None:
        """Write transaction, payment, operations and order, whose lock goes with the money's."""
        self.store_transaction()
        self.order.locked_until = locked_until(self.order)
        self.change.store()

    def store_transaction(self) -> None:
        """Write what is not the order's."""
        self.transaction.save()
        self.payment.updated_at = self.change.at
        self.payment.save()
        PaymentOperation.objects.bulk_create(self.operations)


def open_money(transaction: PaymentTransaction, *, by: Actor, at: datetime) -> MoneyChange:
    """Lock the transaction's order, its payment and itself, until the database transaction ends."""
    change = open_order(Order(pk=transaction.order_id), by=by, at=at)
    payment = Payment.objects.lock(Payment(pk=transaction.payment_id))
    found = PaymentTransaction.objects.select_related("recurring_payment")
    locked = found.select_for_update(of=("self",), no_key=True).get(pk=transaction.pk)
    payment.order = locked.order = change.order
    locked.payment = payment
    return MoneyChange(change, payment, locked)


def confirm_if_paid(order: Order, *, by: Actor, at: datetime) -> Order:
    """Sell what is on a draft that owes nothing, after money moved for it.

    What cannot be sold any more makes the version failed, so that people see to the money. The
    first version of what several bookings share is sold by their purchase, with all of them.
    Called under the order's lock; returns the order as it is then.
    """
    change = open_order(order, by=by, at=at)
    if change.order.state != OrderState.DRAFT or change.order.owed():
        return change.order
    if change.order.keeper == Keeper.PURCHASE and change.order.version == 1:
        return change.order
    try:
        with database.atomic():
            sell_lines(change)
            change.store()
    except DomainError as refusal:
        # What the attempt did to the rows in memory is void.
        change = open_order(order, by=by, at=at)
        mark_failed(change, refusal.detail)
        change.store()
    return change.order


def reopen_for_late_money(change: OrderChange) -> None:
    """Money moved for an order that was settled meanwhile: its next version waits for people."""
    if change.order.state == OrderState.CONFIRMED:
        change.order.reopen()
        change.note(OrderEventName.REOPENED, version=change.order.version)
        mark_failed(change, "Money moved for an order that was settled already.")


def mark_failed(change: OrderChange, reason: str) -> None:
    """Let the version wait for people: it neither lapses nor is reset."""
    change.order.failed = True
    change.note(OrderEventName.FAILED, version=change.order.version, reason=reason)


@contextlib.contextmanager
def short_transaction(*, is_local: bool) -> Iterator[None]:
    """A step around a call outside: committed when it ends, so nobody may have begun one before.

    Where nobody outside is asked it may be a part of something bigger.
    """
    with database.atomic(durable=not is_local):
        yield
