"""Receipts."""

from __future__ import annotations

import uuid

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from operators.tenancy.actors import LONGEST_ACTOR
from operators.tenancy.scoping import TenantQuerySet
from sales.numbering.models import NumberSeries, without_gap
from sales.orders.models import Order


class ReceiptQuerySet(TenantQuerySet["Receipt"]):
    """Receipts, scoped through their order."""

    tenant_path = "order__tenant"


class Receipt(models.Model):
    """What a confirmed version of an order sold or took back, and the money that moved for it.

    Append-only: a later change of the order is the receipt of its next version. `total_amount`,
    VAT included, is what the customer paid; less than zero, what the customer got back. `facts`
    are all that is printed, in words of the core.
    """

    series = models.ForeignKey(
        NumberSeries, models.PROTECT, related_name="receipts", db_index=False
    )
    number = models.PositiveIntegerField()
    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="receipts", db_index=False)
    order_version = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    total_amount = models.DecimalField(max_digits=11, decimal_places=2)
    total_tax_amount = models.DecimalField(max_digits=11, decimal_places=2)
    facts = models.JSONField(encoder=DjangoJSONEncoder)
    issued_by = models.CharField(max_length=LONGEST_ACTOR)
    issued_at = models.DateTimeField()

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="receipt_once_per_number"),
            models.UniqueConstraint(
                fields=["order", "order_version"], name="receipt_once_per_version"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="receipt_number_starts_at_one"),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="receipt_currency_is_iso_4217"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            without_gap("receipt"),
        ]

    def __str__(self) -> str:
        return f"{self.series_id}/{self.number}"
