"""What a channel takes, who takes cards for a tenant, and cards that customers have stored."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Self

import django_fsm as fsm
from django.db import models
from django.db.models import Q

from operators.tenancy.constraints import same_tenant
from operators.tenancy.models import Tenant
from operators.tenancy.references import new_number
from operators.tenancy.scoping import TenantQuerySet
from sales.catalogue.channels import SalesChannel
from sales.orders.models import Customer
from sales.payments.states import PaymentGroup, PaymentType, Provider, RecurringState

ENDED = [RecurringState.EXPIRED, RecurringState.CANCELLED]


class PaymentMethod(models.Model):
    """A way of paying that a channel takes; it can be switched off for a while.

    What was begun before may still be captured, cancelled and credited.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="payment_methods")
    number = models.PositiveBigIntegerField(unique=True, default=new_number, editable=False)
    channel = models.ForeignKey(
        SalesChannel, models.PROTECT, related_name="payment_methods", db_index=False
    )
    type = models.CharField(max_length=20, choices=PaymentType)
    group = models.CharField(max_length=20, choices=PaymentGroup)
    provider = models.CharField(max_length=20, choices=Provider, help_text="Who moves the money.")
    active = models.BooleanField(default=True)

    objects = TenantQuerySet["PaymentMethod"].as_manager()

    class Meta:
        constraints = [
            same_tenant("paymentmethod", "channel", "sales.SalesChannel"),
            models.UniqueConstraint(
                fields=["channel", "type", "group"], name="paymentmethod_once_per_channel"
            ),
            models.CheckConstraint(
                condition=Q(type__in=PaymentType.values), name="paymentmethod_type_is_known"
            ),
            models.CheckConstraint(
                condition=Q(group__in=PaymentGroup.values), name="paymentmethod_group_is_known"
            ),
            models.CheckConstraint(
                condition=Q(provider__in=Provider.values), name="paymentmethod_provider_is_known"
            ),
            models.CheckConstraint(
                condition=Q(type=PaymentType.ON_ACCOUNT, group=PaymentGroup.INVOICE)
                | Q(type=PaymentType.CASH, group=PaymentGroup.CASH)
                | ~Q(type__in=[PaymentType.ON_ACCOUNT, PaymentType.CASH])
                & ~Q(group=PaymentGroup.CASH),
                name="paymentmethod_type_fits_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()} ({self.get_group_display()})"


class CardAccount(models.Model):
    """A tenant's account with the card provider. Its secrets are stored sealed."""

    tenant = models.OneToOneField(Tenant, models.PROTECT, related_name="card_account")
    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    publishable_key = models.CharField(max_length=255)
    sealed_secret_key = models.TextField(editable=False)
    sealed_callback_secret = models.TextField(editable=False)
    created_at = models.DateTimeField(editable=False)

    objects = TenantQuerySet["CardAccount"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(sealed_secret_key="") & ~Q(sealed_callback_secret=""),
                name="cardaccount_has_secrets",
            ),
        ]

    def __str__(self) -> str:
        return self.publishable_key


class RecurringPaymentQuerySet(TenantQuerySet["RecurringPayment"]):
    """Stored cards."""

    def over(self, *, on: date) -> Self:
        """Those in use whose last day was before this one."""
        return self.filter(state=RecurringState.ACTIVE, expires_date__lt=on)


class RecurringPayment(fsm.ConcurrentTransitionMixin, models.Model):
    """A card that a customer has stored with the provider, to be charged again.

    The page where the customer does it is open until `open_until`. `provider_reference` is the
    provider's name of the wish to store a card, and once that is done of the card itself.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="recurring_payments")
    number = models.PositiveBigIntegerField(unique=True, default=new_number, editable=False)
    channel = models.ForeignKey(SalesChannel, models.PROTECT, related_name="recurring_payments")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="recurring_payments")
    state = fsm.FSMField(choices=RecurringState, default=RecurringState.CREATED, protected=True)
    type = models.CharField(max_length=20, choices=PaymentType)
    group = models.CharField(max_length=20, choices=PaymentGroup)
    provider = models.CharField(max_length=20, choices=Provider)
    provider_customer = models.CharField(max_length=255, blank=True)
    provider_reference = models.CharField(max_length=255, blank=True)
    card_number = models.CharField(max_length=4, blank=True, help_text="The last four digits.")
    expires_date = models.DateField(null=True, help_text="The last day that the card is good.")
    secret = models.CharField(max_length=43, null=True, unique=True, editable=False)  # noqa: DJ001
    return_address = models.URLField(max_length=2000, blank=True)
    open_until = models.DateTimeField(null=True)
    description = models.CharField(max_length=100, blank=True, help_text="The shop's own words.")
    created_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = RecurringPaymentQuerySet.as_manager()

    class Meta:
        constraints = [
            same_tenant("recurringpayment", "channel", "sales.SalesChannel"),
            same_tenant("recurringpayment", "customer", "sales.Customer"),
            models.CheckConstraint(
                condition=Q(state__in=RecurringState.values), name="recurringpayment_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(type__in=PaymentType.values), name="recurringpayment_type_is_known"
            ),
            models.CheckConstraint(
                condition=Q(group__in=PaymentGroup.values), name="recurringpayment_group_is_known"
            ),
            models.CheckConstraint(
                condition=Q(provider__in=Provider.values), name="recurringpayment_provider_is_known"
            ),
            models.CheckConstraint(
                condition=Q(card_number__regex=r"^([0-9]{4})?$"),
                name="recurringpayment_card_number_is_last_four",
            ),
            models.CheckConstraint(
                condition=~Q(state=RecurringState.ACTIVE)
                | Q(activated_at__isnull=False) & ~Q(provider_reference=""),
                name="recurringpayment_active_can_be_charged",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, closed_at__isnull=False)
                | ~Q(state__in=ENDED) & Q(closed_at=None),
                name="recurringpayment_closed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(secret=None) | Q(open_until__isnull=False),
                name="recurringpayment_page_has_end",
            ),
            models.UniqueConstraint(
                fields=["provider", "provider_reference"],
                condition=~Q(provider_reference=""),
                name="recurringpayment_once_per_provider_reference",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_type_display()} {self.card_number}".strip()

    @fsm.transition("state", source=RecurringState.CREATED, target=RecurringState.ACTIVE)
    def activate(self, *, at: datetime) -> None:
        self.activated_at = at

    @fsm.transition("state", source=RecurringState.ACTIVE, target=RecurringState.EXPIRED)
    def expire(self, *, at: datetime) -> None:
        self.closed_at = at

    @fsm.transition(
        "state",
        source=[RecurringState.CREATED, RecurringState.ACTIVE],
        target=RecurringState.CANCELLED,
    )
    def cancel(self, *, at: datetime) -> None:
        self.closed_at = at
