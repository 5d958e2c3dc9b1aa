"""Payments: what is to be taken for one version of an order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from operators.tenancy.actors import Actor
from operators.tenancy.models import Organisation
from operators.tenancy.references import new_number
from operators.tenancy.scoping import Row, TenantQuerySet
from sales.orders.models import Order
from sales.payments.states import DEAD, OPEN, OperationName, TransactionState

if TYPE_CHECKING:
    from sales.payments.models.transactions import PaymentTransaction


class OrderMoneyQuerySet(TenantQuerySet[Row]):
    """Payments, transactions and credits, scoped through their order."""

    tenant_path = "order__tenant"


class PaymentQuerySet(OrderMoneyQuerySet["Payment"]):
    """Payments, scoped through their order."""

    def give_up(self, *, version: int, by: Actor, at: datetime) -> None:
        """Close what was begun for a version that is dropped, under the order's lock: whatever
        no provider has heard of is cancelled."""
        begun = self.filter(order_version=version, completed_at=None, closed_at=None)
        for payment in begun.order_by("pk"):
            for one in payment.transactions.filter(state=TransactionState.CREATED).order_by("pk"):
                one.cancel(at=at)
                one.save()
                one.operations.create(
                    name=OperationName.CANCEL, amount=one.amount, actor=str(by), happened_at=at
                )
            payment.closed_at = payment.updated_at = at
            payment.save()


class Payment(models.Model):
    """Money for one version of an order, in the order's currency, by one transaction or several.

    `payer` owes what is paid on account and is invoiced; a payment without one is the customer's.
    `captured_amount` is what its transactions brought. It is complete when that is all of it, and
    given up (`closed_at`) with the version that it was for.
    """

    number = models.PositiveBigIntegerField(unique=True, default=new_number, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="payments")
    order_version = models.PositiveIntegerField()
    payer = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="payments")
    total_amount = models.DecimalField(max_digits=11, decimal_places=2)
    captured_amount = models.DecimalField(max_digits=11, decimal_places=2, default=Decimal("0.00"))
    currency = models.CharField(max_length=3)
    pos = models.CharField("point of sale", max_length=64, blank=True)
    cash_settlement = models.CharField(
        max_length=64, blank=True, help_text="The code of the cash settlement."
    )
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField(help_text="Last operation on one of its transactions.")
    completed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True, help_text="Given up with the order's version.")

    objects = PaymentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "order"], name="payment_order_key"),
            models.CheckConstraint(condition=Q(total_amount__gt=0), name="payment_is_positive"),
            models.CheckConstraint(
                condition=Q(captured_amount__gte=0, captured_amount__lte=F("total_amount")),
                name="payment_captured_at_most_in_full",
            ),
            models.CheckConstraint(
                condition=Q(completed_at=None, captured_amount__lt=F("total_amount"))
                | Q(completed_at__isnull=False, captured_amount=F("total_amount")),
                name="payment_complete_when_captured",
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="payment_currency_is_iso_4217"
            ),
        ]
        indexes = [
            models.Index(
                fields=["cash_settlement"],
                condition=~Q(cash_settlement=""),
                name="payment_of_settlement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.total_amount} {self.currency}"

    def take(self, amount: Decimal, *, at: datetime) -> None:
        """A transaction brought so much."""
        self.captured_amount += amount
        self.updated_at = at
        if self.captured_amount == self.total_amount:
            self.completed_at = at

    @staticmethod
    def state_of(transactions: Iterable[PaymentTransaction]) -> TransactionState:
        """What its transactions, oldest first, make of a payment; never stored.

        CREATED or INITIATED while one is open, else CAPTURED or, if all was given back, CREDITED.
        Where none is alive it is as the last one ended; without any it is CREATED.
        """
        states = [TransactionState(one.state) for one in transactions]
        if not states:
            return TransactionState.CREATED
        living = [state for state in states if state not in DEAD]
        if not living:
            return states[-1]
        open_ones = [state for state in living if state in OPEN]
        return max(open_ones or living, key=ORDER_OF_SHOWING.index)


ORDER_OF_SHOWING = [
    TransactionState.CREDITED,
    TransactionState.CAPTURED,
    TransactionState.CREATED,
    TransactionState.INITIATED,
]
"""Of several live transactions the payment shows the state that comes last here."""
