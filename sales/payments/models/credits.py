"""Credits: money given back."""

from __future__ import annotations

from datetime import datetime

import django_fsm as fsm
from django.db import models
from django.db.models import Q

from operators.tenancy.references import new_number
from operators.tenancy.scoping import TenantQuerySet
from sales.orders.models import Order
from sales.payments.models.payments import OrderMoneyQuerySet
from sales.payments.models.transactions import PaymentTransaction
from sales.payments.states import CreditState, PaymentGroup, PaymentType


class CreditQuerySet(OrderMoneyQuerySet["Credit"]):
    """Credits, scoped through their order."""

    def forget(self, *, version: int) -> None:
        """Delete those that were only meant for a version that is dropped, under the order's lock:
        no provider has heard of them."""
        meant = self.filter(order_version=version, state=CreditState.CREATED, execute_asked_at=None)
        CreditPart.objects.filter(credit__in=meant).delete()
        meant.delete()


class Credit(fsm.ConcurrentTransitionMixin, models.Model):
    """Money given back for one version of an order; positive, in the order's currency.

    It counts, for the order and in the books, once all its parts were given back. `type` and
    `group` say how it is paid out; empty: as it was paid. `execute_asked_at` is the intent.
    """

    number = models.PositiveBigIntegerField(unique=True, default=new_number, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="credits")
    order_version = models.PositiveIntegerField()
    state = fsm.FSMField(choices=CreditState, default=CreditState.CREATED, protected=True)
    total_amount = models.DecimalField(max_digits=11, decimal_places=2)
    currency = models.CharField(max_length=3)
    type = models.CharField(max_length=20, choices=PaymentType, blank=True)
    group = models.CharField(max_length=20, choices=PaymentGroup, blank=True)
    pos = models.CharField("point of sale", max_length=64, blank=True)
    cash_settlement = models.CharField(
        max_length=64, blank=True, help_text="The code of the cash settlement."
    )
    created_at = models.DateTimeField()
    execute_asked_at = models.DateTimeField(null=True)
    executed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True)

    objects = CreditQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CreditState.values), name="credit_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(type__in=["", *PaymentType.values]), name="credit_type_is_known"
            ),
            models.CheckConstraint(
                condition=Q(group__in=["", *PaymentGroup.values]), name="credit_group_is_known"
            ),
            models.CheckConstraint(condition=Q(total_amount__gt=0), name="credit_is_positive"),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="credit_currency_is_iso_4217"
            ),
            models.CheckConstraint(
                condition=Q(state=CreditState.CREDITED, executed_at__isnull=False)
                | ~Q(state=CreditState.CREDITED) & Q(executed_at=None),
                name="credit_executed_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=CreditState.FAILED) | ~Q(failure=""),
                name="credit_failed_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=~Q(state=CreditState.CREDITED),
                name="credit_unfinished",
            ),
            models.Index(
                fields=["cash_settlement"],
                condition=~Q(cash_settlement=""),
                name="credit_of_settlement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.total_amount} {self.currency}"

    @fsm.transition(
        "state", source=[CreditState.CREATED, CreditState.FAILED], target=CreditState.CREDITED
    )
    def execute(self, *, at: datetime) -> None:
        self.executed_at = at
        self.failure = ""

    @fsm.transition(
        "state", source=[CreditState.CREATED, CreditState.FAILED], target=CreditState.FAILED
    )
    def fail(self, reason: str) -> None:
        self.failure = reason
        self.execute_asked_at = None


class CreditPartQuerySet(TenantQuerySet["CreditPart"]):
    """Parts, scoped through their credit's order."""

    tenant_path = "credit__order__tenant"


class CreditPart(models.Model):
    """What a credit gives back on one transaction; done when the provider did it."""

    credit = models.ForeignKey(Credit, models.PROTECT, related_name="parts", db_index=False)
    transaction = models.ForeignKey(PaymentTransaction, models.PROTECT, related_name="credit_parts")
    amount = models.DecimalField(max_digits=11, decimal_places=2)
    provider_reference = models.CharField(max_length=255, blank=True)
    done_at = models.DateTimeField(null=True)

    objects = CreditPartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["credit", "transaction"], name="creditpart_once_per_transaction"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="creditpart_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} of {self.transaction_id}"
