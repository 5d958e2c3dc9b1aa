"""Extra costs: what a partner claims for an order beside the sale."""

from __future__ import annotations

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from operators.tenancy.actors import LONGEST_ACTOR
from operators.tenancy.references import new_number
from operators.tenancy.scoping import TenantQuerySet
from sales.orders.models import Order
from sales.settlement.states import CostKind, CostUnit

LONGEST_DESCRIPTION = 250


class ExtraCostQuerySet(TenantQuerySet["ExtraCost"]):
    """Extra costs, scoped through their order."""

    tenant_path = "order__tenant"


class ExtraCost(models.Model):
    """An amount beside the sale that a channel's partner claimed for an order. Append-only.

    A positive `amount` is charged to the partner, a negative one is credited; VAT is included, the
    currency is that of the order. It leaves the order as it was sold. The same claim sent twice is
    one: by its `key`, if the partner gave one, else by all that it says.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="extra_costs")
    number = models.PositiveBigIntegerField(unique=True, default=new_number, editable=False)
    kind = models.CharField(max_length=20, choices=CostKind)
    description = models.CharField(max_length=LONGEST_DESCRIPTION)
    amount = models.DecimalField(max_digits=11, decimal_places=2)
    vat_rate = models.DecimalField(
        "VAT rate",
        max_digits=5,
        decimal_places=2,
        null=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="Percent, as the partner told it.",
    )
    quantity = models.DecimalField(max_digits=11, decimal_places=3, null=True)
    unit = models.CharField(max_length=20, choices=CostUnit, blank=True)
    key = models.CharField(
        max_length=100, blank=True, help_text="The partner's name for the claim."
    )
    document = models.UUIDField(
        null=True, unique=True, help_text="In the books; empty for a sandbox order."
    )
    claimed_by = models.CharField(max_length=LONGEST_ACTOR)
    claimed_at = models.DateTimeField()

    objects = ExtraCostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "key"], condition=~Q(key=""), name="extracost_once_per_key"
            ),
            models.UniqueConstraint(
                fields=["order", "kind", "description", "amount", "quantity", "unit", "vat_rate"],
                condition=Q(key=""),
                nulls_distinct=False,
                name="extracost_once_as_it_is_told",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CostKind.values), name="extracost_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(unit__in=["", *CostUnit.values]), name="extracost_unit_is_known"
            ),
            models.CheckConstraint(
                condition=Q(unit="") | Q(quantity__isnull=False), name="extracost_unit_has_quantity"
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="extracost_is_not_empty"),
            models.CheckConstraint(condition=~Q(description=""), name="extracost_says_what_for"),
            models.CheckConstraint(
                condition=Q(vat_rate=None) | Q(vat_rate__range=(0, 100)),
                name="extracost_vat_rate_is_percent",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.description}"
