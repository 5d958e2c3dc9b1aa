"""The persons that partners buy for."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.events import DomainEvent, EventQuerySet
from operators.tenancy.models import Tenant
from operators.tenancy.references import new_number, new_reference
from operators.tenancy.scoping import TenantQuerySet
from sales.catalogue.channels import SalesChannel
from sales.orders.states import CustomerEventName, CustomerKind

EARLIEST_BIRTH = date(1900, 1, 1)


class Customer(models.Model):
    """The person that a partner buys for, under the partner's own id.

    `reference` is ours: the id of the account that a partner may open. A customer without
    `opened_at` is known by what it bought alone. After `erased_at` nothing is kept that tells who
    it was, and nothing more is sold to it; what it bought stays in the books.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="customers")
    channel = models.ForeignKey(
        SalesChannel, models.PROTECT, related_name="customers", db_index=False
    )
    number = models.PositiveBigIntegerField(unique=True, default=new_number, editable=False)
    reference = models.CharField(
        "account", max_length=22, unique=True, default=new_reference, editable=False
    )
    kind = models.CharField(max_length=20, choices=CustomerKind, default=CustomerKind.STANDARD)
    external_id = models.CharField(max_length=100)
    first_name = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=50, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    blocked_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, editable=False, help_text="The account, UTC.")
    changed_at = models.DateTimeField(
        null=True, editable=False, help_text="The account, last by the partner or us."
    )
    erased_at = models.DateTimeField(null=True, editable=False)

    objects = TenantQuerySet["Customer"].as_manager()

    class Meta:
        constraints = [
            tenant_key("customer"),
            models.UniqueConstraint(fields=["id", "channel"], name="customer_channel_key"),
            models.UniqueConstraint(
                fields=["channel", "external_id"], name="customer_once_per_external_id"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CustomerKind.values), name="customer_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(birth_date=None) | Q(birth_date__gte=EARLIEST_BIRTH),
                name="customer_was_born_lately",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None)
                | Q(first_name="", last_name="", email="", phone="", birth_date=None),
                name="customer_erased_tells_nothing",
            ),
            same_tenant("customer", "channel", "sales.SalesChannel"),
        ]
        indexes = [models.Index(fields=["external_id"], name="customer_by_external_id")]

    def __str__(self) -> str:
        return self.external_id


class CustomerEventQuerySet(EventQuerySet["CustomerEvent"]):
    """Events, scoped through their customer."""

    tenant_path = "customer__tenant"


class CustomerEvent(DomainEvent):
    """What happened to a customer."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="events")
    name = models.CharField(max_length=20, choices=CustomerEventName)

    objects = CustomerEventQuerySet.as_manager()

    class Meta(DomainEvent.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(name__in=CustomerEventName.values), name="customerevent_name_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.customer_id}"
