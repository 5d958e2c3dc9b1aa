"""Money taken for an order, and money given back."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import django_fsm as fsm
from django.db import models
from django.db.models import F, Q

from operators.tenancy.models import Organisation
from operators.tenancy.references import new_number
from operators.tenancy.scoping import Row, TenantQuerySet
from sales.orders.models import Order
from sales.payments.states import CreditState, PaymentGroup, PaymentState, PaymentType


class OrderMoneyQuerySet(TenantQuerySet[Row]):
    """Payments and credits, scoped through their order."""

    tenant_path = "order__tenant"


class Payment(fsm.FSMModelMixin, models.Model):
    """Money for one version of an order, in the order's currency.

    A payment ON_ACCOUNT is captured at once and owed by `payer`, who is invoiced.
    """

    number = models.PositiveBigIntegerField(unique=True, default=new_number, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="payments")
    order_version = models.PositiveIntegerField()
    payer = models.ForeignKey(Organisation, models.PROTECT, related_name="payments")
    type = models.CharField(max_length=20, choices=PaymentType)
    group = models.CharField(max_length=20, choices=PaymentGroup)
    state = fsm.FSMField(choices=PaymentState, default=PaymentState.CREATED, protected=True)
    amount = models.DecimalField(max_digits=11, decimal_places=2)
    credited_amount = models.DecimalField(max_digits=11, decimal_places=2, default=Decimal("0.00"))
    currency = models.CharField(max_length=3)
    created_at = models.DateTimeField()
    captured_at = models.DateTimeField(null=True)

    objects = OrderMoneyQuerySet["Payment"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=PaymentState.values), name="payment_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(type=PaymentType.ON_ACCOUNT, group=PaymentGroup.INVOICE),
                name="payment_type_fits_group",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_positive"),
            models.CheckConstraint(
                condition=Q(credited_amount__gte=0, credited_amount__lte=F("amount")),
                name="payment_credited_at_most_in_full",
            ),
            models.CheckConstraint(
                condition=Q(state=PaymentState.CREATED, captured_at=None)
                | ~Q(state=PaymentState.CREATED) & Q(captured_at__isnull=False),
                name="payment_captured_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.amount} {self.currency}"

    @fsm.transition("state", source=PaymentState.CREATED, target=PaymentState.CAPTURED)
    def capture(self, *, at: datetime) -> None:
        self.captured_at = at

    @fsm.transition("state", source=PaymentState.CAPTURED, target=PaymentState.CAPTURED)
    def credit_part(self, amount: Decimal) -> None:
        self.credited_amount += amount

    @fsm.transition("state", source=PaymentState.CAPTURED, target=PaymentState.CREDITED)
    def credit_rest(self, amount: Decimal) -> None:
        self.credited_amount += amount


class Credit(fsm.FSMModelMixin, models.Model):
    """Money given back on a payment; positive, in the order's currency."""

    number = models.PositiveBigIntegerField(unique=True, default=new_number, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="credits")
    order_version = models.PositiveIntegerField()
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="credits")
    state = fsm.FSMField(choices=CreditState, default=CreditState.CREATED, protected=True)
    amount = models.DecimalField(max_digits=11, decimal_places=2)
    currency = models.CharField(max_length=3)
    created_at = models.DateTimeField()
    executed_at = models.DateTimeField(null=True)

    objects = OrderMoneyQuerySet["Credit"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CreditState.values), name="credit_state_is_known"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="credit_is_positive"),
            models.CheckConstraint(
                condition=Q(state=CreditState.CREATED, executed_at=None)
                | ~Q(state=CreditState.CREATED) & Q(executed_at__isnull=False),
                name="credit_executed_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.amount} {self.currency}"

    @fsm.transition("state", source=CreditState.CREATED, target=CreditState.CREDITED)
    def execute(self, *, at: datetime) -> None:
        self.executed_at = at
