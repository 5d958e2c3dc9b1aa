"""Orders and the versions they went through."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import django_fsm as fsm
import pgtrigger
from django.contrib.postgres.indexes import BrinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from operators.tenancy.constraints import same_tenant
from operators.tenancy.events import DomainEvent, EventQuerySet
from operators.tenancy.models import Organisation, Tenant
from operators.tenancy.scoping import Row, TenantQuerySet
from sales.catalogue.channels import LONGEST_NETEX_ID, SalesChannel
from sales.orders.models.customers import Customer
from sales.orders.models.tallies import TALLY_TRIGGERS
from sales.orders.states import Keeper, OrderEventName, OrderState


class OrderRowQuerySet(TenantQuerySet[Row]):
    """Rows of orders, scoped through the order."""

    tenant_path = "order__tenant"


class Order(fsm.ConcurrentTransitionMixin, models.Model):
    """What was sold in one purchase. Totals include VAT and are kept by the actions.

    `balance` is what the customer owes: the total less captured payments plus executed credits,
    over all versions. A confirmed order owes nothing. `payer` is the channel's partner when the
    order was drafted: whatever becomes of the channel, money goes back to the party it came from.

    `revision` counts the stored changes. A change of a confirmed order makes the next version, a
    draft that lapses at `expires_at`. Its price stays as it is until `locked_until`, while money
    is moving. `failed`: money moved for this version, but it could not be sold; people must see
    to it.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="orders", db_index=False)
    code = models.CharField(max_length=8, editable=False)
    keeper = models.CharField(max_length=10, choices=Keeper, default=Keeper.BOOKING)
    channel = models.ForeignKey(SalesChannel, models.PROTECT, related_name="orders")
    seller = models.ForeignKey(Organisation, models.PROTECT, related_name="orders", db_index=False)
    payer = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="bought_orders",
        help_text="The organisation that is invoiced for it.",
    )
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="orders")
    state = fsm.FSMField(choices=OrderState, default=OrderState.DRAFT, protected=True)
    version = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(default=1)
    currency = models.CharField(max_length=3)
    total_amount = models.DecimalField(max_digits=11, decimal_places=2, default=Decimal("0.00"))
    total_tax_amount = models.DecimalField(max_digits=11, decimal_places=2, default=Decimal("0.00"))
    captured_amount = models.DecimalField(max_digits=11, decimal_places=2, default=Decimal("0.00"))
    credited_amount = models.DecimalField(max_digits=11, decimal_places=2, default=Decimal("0.00"))
    balance = models.GeneratedField(
        expression=F("total_amount") - F("captured_amount") + F("credited_amount"),
        output_field=models.DecimalField(max_digits=11, decimal_places=2),
        db_persist=True,
    )
    specimen = models.BooleanField(default=False, help_text="A sandbox sale; never in the books.")
    failed = models.BooleanField(
        default=False, help_text="Money moved, but it could not be sold; it must be given back."
    )
    external_reference = models.CharField(max_length=100, blank=True)
    pos = models.CharField("point of sale", max_length=64, blank=True)
    contact_name = models.CharField(max_length=100, blank=True)
    contact_email = models.CharField(max_length=254, blank=True)
    contact_phone = models.CharField(max_length=50, blank=True)
    created_by = models.CharField(
        max_length=100, blank=True, help_text="The person at the seller, in its own words."
    )
    channel_netex_id = models.CharField(
        max_length=LONGEST_NETEX_ID, blank=True, help_text="What the channel was called then."
    )
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, help_text="Last confirmation.")
    expires_at = models.DateTimeField(
        null=True, help_text="The first moment at which a draft is given up."
    )
    locked_until = models.DateTimeField(
        null=True, help_text="Money is moving; the price stays as it is until then at most."
    )

    objects = TenantQuerySet["Order"].as_manager()

    class Meta:
        constraints = [
            same_tenant("order", "channel", "sales.SalesChannel"),
            same_tenant("order", "seller", "operators.Organisation"),
            same_tenant("order", "payer", "operators.Organisation"),
            same_tenant("order", "customer", "sales.Customer"),
            models.UniqueConstraint(fields=["code"], name="order_once_per_code"),
            models.CheckConstraint(
                condition=Q(state__in=OrderState.values), name="order_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(keeper__in=Keeper.values), name="order_keeper_is_known"
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Z0-9]{8}$"), name="order_code_is_eight_characters"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="order_version_starts_at_one"),
            models.CheckConstraint(
                condition=Q(revision__gte=1), name="order_revision_starts_at_one"
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="order_currency_is_iso_4217"
            ),
            models.CheckConstraint(
                condition=Q(total_amount__gte=0), name="order_total_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(
                    captured_amount__gte=0,
                    credited_amount__gte=0,
                    credited_amount__lte=F("captured_amount"),
                ),
                name="order_credits_at_most_what_was_paid",
            ),
            models.CheckConstraint(
                condition=Q(state=OrderState.DRAFT)
                | Q(total_amount=F("captured_amount") - F("credited_amount")),
                name="order_owes_nothing_unless_draft",
            ),
            models.CheckConstraint(
                condition=~Q(state=OrderState.CONFIRMED) | Q(confirmed_at__isnull=False),
                name="order_confirmed_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=OrderState.CANCELLED)
                | Q(version=1, confirmed_at=None, total_amount=0, total_tax_amount=0),
                name="order_cancelled_was_never_sold",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(state=OrderState.DRAFT, keeper=Keeper.ORDER),
                name="order_expires_only_as_draft",
            ),
            models.CheckConstraint(
                condition=Q(failed=False) | Q(state=OrderState.DRAFT),
                name="order_failed_only_as_draft",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "-created_at", "-id"], name="order_newest_first"),
            # Counted exactly by the index alone, whichever of its columns filter.
            models.Index(
                fields=["seller", "created_at", "id"],
                include=["state", "total_amount", "balance", "currency"],
                name="order_of_seller_by_time",
            ),
            models.Index(
                fields=["seller", "state", "created_at", "id"], name="order_of_seller_by_state"
            ),
            models.Index(
                fields=["seller", "state", "total_amount", "id"], name="order_of_seller_by_amount"
            ),
            models.Index(
                fields=["seller", "created_at"],
                condition=~Q(balance=0),
                name="order_not_balanced",
            ),
            models.Index(
                fields=["expires_at"],
                condition=Q(expires_at__isnull=False),
                name="order_drafts_by_end",
            ),
            models.Index(
                fields=["external_reference"],
                condition=~Q(external_reference=""),
                name="order_by_their_reference",
            ),
        ]
        triggers = TALLY_TRIGGERS

    def __str__(self) -> str:
        return self.code

    @fsm.transition("state", source=OrderState.DRAFT, target=OrderState.CONFIRMED)
    def confirm(self, *, at: datetime) -> None:
        self.confirmed_at = at
        self.expires_at = None
        self.failed = False

    @fsm.transition("state", source=OrderState.CONFIRMED, target=OrderState.DRAFT)
    def reopen(self) -> None:
        """A change makes the next version."""
        self.version += 1

    @fsm.transition("state", source=OrderState.DRAFT, target=OrderState.CONFIRMED)
    def restore(self) -> None:
        """The change is given up: the last confirmed version holds again."""
        self.version -= 1
        self.expires_at = None
        self.failed = False

    @fsm.transition("state", source=OrderState.DRAFT, target=OrderState.CANCELLED)
    def cancel(self) -> None:
        """A draft that was never sold ends here."""
        self.expires_at = None
        self.failed = False

    def owed(self) -> Decimal:
        """The balance as this instance stands, also before it is stored."""
        return self.total_amount - self.captured_amount + self.credited_amount


class OrderVersion(models.Model):
    """A confirmed version of an order, whole, as it was then. Append-only.

    `booked_on` is the day on which the books have it; that of a sandbox order has none.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="versions", db_index=False)
    version = models.PositiveIntegerField()
    snapshot = models.JSONField(encoder=DjangoJSONEncoder)
    confirmed_at = models.DateTimeField()
    booked_on = models.DateField("booking day", null=True)

    objects = OrderRowQuerySet["OrderVersion"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "version"], name="orderversion_once_per_version"
            ),
        ]
        indexes = [BrinIndex(fields=["booked_on"], name="orderversion_by_booking_day")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.order} version {self.version}"


class OrderEventQuerySet(EventQuerySet["OrderEvent"]):
    """Events, scoped through their order."""

    tenant_path = "order__tenant"


class OrderEvent(DomainEvent):
    """What happened to an order."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="events")
    name = models.CharField(max_length=20, choices=OrderEventName)

    objects = OrderEventQuerySet.as_manager()

    class Meta(DomainEvent.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(name__in=OrderEventName.values), name="orderevent_name_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.order_id}"
