"""The persons that partners buy for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.events import DomainEvent, EventQuerySet
from operators.tenancy.models import Tenant
from operators.tenancy.references import new_number
from operators.tenancy.scoping import TenantQuerySet
from sales.catalogue.channels import SalesChannel
from sales.orders.states import CustomerEventName, CustomerKind


class Customer(models.Model):
    """The person that a partner buys for, under the partner's own id."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="customers")
    channel = models.ForeignKey(
        SalesChannel, models.PROTECT, related_name="customers", db_index=False
    )
    number = models.PositiveBigIntegerField(unique=True, default=new_number, editable=False)
    kind = models.CharField(max_length=20, choices=CustomerKind, default=CustomerKind.STANDARD)
    external_id = models.CharField(max_length=100)
    first_name = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=50, blank=True)
    blocked_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet["Customer"].as_manager()

    class Meta:
        constraints = [
            tenant_key("customer"),
            models.UniqueConstraint(
                fields=["channel", "external_id"], name="customer_once_per_external_id"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CustomerKind.values), name="customer_kind_is_known"
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
