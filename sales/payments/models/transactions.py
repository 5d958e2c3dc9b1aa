"""Transactions: one attempt to take money each, and what happened to it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import django_fsm as fsm
from django.db import models
from django.db.models import F, Q

from operators.tenancy.constraints import CompositeForeignKey
from operators.tenancy.events import DomainEvent, EventQuerySet
from operators.tenancy.models import Organisation
from operators.tenancy.references import new_number
from sales.orders.models import Order
from sales.payments.models.payments import OrderMoneyQuerySet, Payment
from sales.payments.states import (
    DEAD,
    OPEN,
    TAKEN,
    OperationName,
    PaymentGroup,
    PaymentType,
    Provider,
    TransactionState,
)


class PaymentTransaction(fsm.ConcurrentTransitionMixin, models.Model):
    """One way of paying an amount of a payment, in the payment's currency; captured whole or not.

    `capture_asked_at` and `cancel_asked_at` are intents: they are stored before the provider is
    asked, so that whatever dies in between is finished by the next sweep.
    """

    number = models.PositiveBigIntegerField(unique=True, default=new_number, editable=False)
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="transactions")
    order = models.ForeignKey(Order, models.PROTECT, related_name="transactions")
    seller = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", db_index=False,
        help_text="Who took the money.",
    )  # fmt: skip
    recurring_payment = models.ForeignKey(
        "sales.RecurringPayment", models.PROTECT, null=True, related_name="transactions"
    )
    state = fsm.FSMField(choices=TransactionState, default=TransactionState.CREATED, protected=True)
    type = models.CharField(max_length=20, choices=PaymentType)
    group = models.CharField(max_length=20, choices=PaymentGroup)
    provider = models.CharField(max_length=20, choices=Provider)
    amount = models.DecimalField(max_digits=11, decimal_places=2)
    credited_amount = models.DecimalField(max_digits=11, decimal_places=2, default=Decimal("0.00"))
    is_import = models.BooleanField(default=False, help_text="Taken elsewhere and told here.")
    external_id = models.CharField(max_length=100, blank=True)
    rrn = models.CharField("retrieval reference number", max_length=40, blank=True)
    card_number = models.CharField(max_length=4, blank=True, help_text="The last four digits.")
    provider_reference = models.CharField(max_length=255, blank=True)
    secret = models.CharField(max_length=43, null=True, unique=True, editable=False)  # noqa: DJ001
    return_address = models.URLField(max_length=2000, blank=True)
    locked_until = models.DateTimeField(
        null=True, help_text="When the provider's page, if it was opened, is closed."
    )
    initiated_at = models.DateTimeField(null=True)
    authenticated_at = models.DateTimeField(null=True)
    capture_asked_at = models.DateTimeField(null=True)
    cancel_asked_at = models.DateTimeField(null=True)
    captured_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    failure = models.CharField(max_length=200, blank=True)

    objects = OrderMoneyQuerySet["PaymentTransaction"].as_manager()

    class Meta:
        constraints = [
            CompositeForeignKey(
                name="paymenttransaction_of_its_payments_order",
                fields=["payment", "order"],
                to="sales.Payment",
                to_fields=["id", "order"],
            ),
            models.CheckConstraint(
                condition=Q(state__in=TransactionState.values),
                name="paymenttransaction_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(type__in=PaymentType.values), name="paymenttransaction_type_is_known"
            ),
            models.CheckConstraint(
                condition=Q(group__in=PaymentGroup.values), name="paymenttransaction_group_is_known"
            ),
            models.CheckConstraint(
                condition=Q(provider__in=Provider.values),
                name="paymenttransaction_provider_is_known",
            ),
            models.CheckConstraint(
                condition=Q(type=PaymentType.ON_ACCOUNT, group=PaymentGroup.INVOICE)
                | Q(type=PaymentType.CASH, group=PaymentGroup.CASH)
                | ~Q(type__in=[PaymentType.ON_ACCOUNT, PaymentType.CASH])
                & ~Q(group=PaymentGroup.CASH),
                name="paymenttransaction_type_fits_group",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="paymenttransaction_is_positive"
            ),
            models.CheckConstraint(
                condition=Q(state=TransactionState.CREDITED, credited_amount=F("amount"))
                | Q(
                    state=TransactionState.CAPTURED,
                    credited_amount__gte=0,
                    credited_amount__lt=F("amount"),
                )
                | ~Q(state__in=TAKEN) & Q(credited_amount=0),
                name="paymenttransaction_credited_as_its_state_says",
            ),
            models.CheckConstraint(
                condition=Q(state__in=TAKEN, captured_at__isnull=False)
                | ~Q(state__in=TAKEN) & Q(captured_at=None),
                name="paymenttransaction_captured_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DEAD, closed_at__isnull=False)
                | ~Q(state__in=DEAD) & Q(closed_at=None),
                name="paymenttransaction_closed_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=TransactionState.INITIATED)
                | Q(initiated_at__isnull=False, locked_until__isnull=False),
                name="paymenttransaction_initiated_has_times",
            ),
            models.CheckConstraint(
                condition=Q(capture_asked_at=None) | Q(cancel_asked_at=None),
                name="paymenttransaction_asked_for_one_end",
            ),
            models.CheckConstraint(
                condition=Q(card_number__regex=r"^([0-9]{4})?$"),
                name="paymenttransaction_card_number_is_last_four",
            ),
            models.CheckConstraint(
                condition=Q(is_import=False) | ~Q(external_id=""),
                name="paymenttransaction_import_has_external_id",
            ),
            models.UniqueConstraint(
                fields=["seller", "type", "external_id"],
                condition=Q(is_import=True),
                name="paymenttransaction_import_once",
            ),
            models.UniqueConstraint(
                # In this order it also finds what somebody has only the reference of.
                fields=["provider_reference", "provider"],
                condition=~Q(provider_reference=""),
                name="paymenttransaction_once_per_provider_reference",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(state__in=OPEN), name="paymenttransaction_open"
            ),
            models.Index(
                fields=["external_id"],
                condition=~Q(external_id=""),
                name="paymenttransaction_by_ext_id",
            ),
            models.Index(fields=["rrn"], condition=~Q(rrn=""), name="paymenttransaction_by_rrn"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.amount} {self.get_type_display()}"

    @fsm.transition("state", source=TransactionState.CREATED, target=TransactionState.INITIATED)
    def initiate(self, *, until: datetime, at: datetime) -> None:
        """The customer is sent to the provider, where the page stays open until then."""
        self.initiated_at = at
        self.locked_until = until

    @fsm.transition("state", source=OPEN, target=TransactionState.CAPTURED)
    def capture(self, *, at: datetime) -> None:
        self.captured_at = at
        self.cancel_asked_at = None

    @fsm.transition("state", source=OPEN, target=TransactionState.CANCELLED)
    def cancel(self, *, at: datetime) -> None:
        self.closed_at = at
        self.capture_asked_at = None

    @fsm.transition("state", source=OPEN, target=TransactionState.REJECTED)
    def reject(self, reason: str, *, at: datetime) -> None:
        self.closed_at = at
        self.failure = reason
        self.capture_asked_at = None

    @fsm.transition("state", source=TransactionState.CAPTURED, target=TransactionState.CAPTURED)
    def credit_part(self, amount: Decimal) -> None:
        self.credited_amount += amount

    @fsm.transition("state", source=TransactionState.CAPTURED, target=TransactionState.CREDITED)
    def credit_rest(self, amount: Decimal) -> None:
        self.credited_amount += amount

    def credit(self, amount: Decimal) -> None:
        """Give so much of it back."""
        if self.credited_amount + amount == self.amount:
            self.credit_rest(amount)
        else:
            self.credit_part(amount)

    @property
    def uncaptured(self) -> Decimal:
        """What is still to be captured: all of it while it is open, then nothing."""
        return self.amount if self.state in OPEN else Decimal("0.00")


class OperationQuerySet(EventQuerySet["PaymentOperation"]):
    """Operations, scoped through their order."""

    tenant_path = "transaction__order__tenant"


class PaymentOperation(DomainEvent):
    """What happened to a transaction, and to how much of its money."""

    transaction = models.ForeignKey(PaymentTransaction, models.PROTECT, related_name="operations")
    name = models.CharField(max_length=20, choices=OperationName)
    amount = models.DecimalField(max_digits=11, decimal_places=2)

    objects = OperationQuerySet.as_manager()

    class Meta(DomainEvent.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(name__in=OperationName.values), name="paymentoperation_name_is_known"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="paymentoperation_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.transaction_id}"
