"""What is on sale where, and when."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from operators.tenancy.constraints import CompositeForeignKey, same_tenant, within_reach
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.catalogue.channels import SalesChannel
from sales.catalogue.products import Product


class CatalogueEntryQuerySet(TenantQuerySet["CatalogueEntry"]):
    """What is on sale."""

    def on_sale(self, channel: SalesChannel, at: datetime) -> CatalogueEntryQuerySet:
        """The channel's entries whose period holds that moment."""
        return self.filter(channel=channel, period__contains=at)

    def with_tickets(self) -> CatalogueEntryQuerySet:
        """Those of products to travel with by the timetable, or without naming a trip."""
        return self.filter(product__fleet=None, product__supplier=None)

    def of_suppliers(self) -> CatalogueEntryQuerySet:
        """Those of products that resell what an operator elsewhere offers, while it is active."""
        return self.filter(product__supplier__is_active=True)

    def of_rentals(self) -> CatalogueEntryQuerySet:
        """Those of products that rent out vehicles, which those of taxi fleets never are."""
        return self.filter(product__fleet__isnull=False, product__fleet__taxi_service=None)

    def of_taxis(self) -> CatalogueEntryQuerySet:
        """Those of products of fleets whose vehicles come with drivers."""
        return self.filter(product__fleet__taxi_service__isnull=False)

    def of_fleet(self, fleet_id: int) -> CatalogueEntryQuerySet:
        """Those of products that rent out the vehicles of that fleet."""
        return self.filter(product__fleet=fleet_id)


class CatalogueEntry(models.Model):
    """A product on sale in a channel for a period; the upper end is exclusive or open.

    It carries the channel's `single_product` flag, kept true by a composite foreign key, so that
    the database can refuse two products at one time.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    channel = models.ForeignKey(SalesChannel, models.CASCADE, related_name="entries")
    single_product = models.BooleanField(editable=False)
    product = models.ForeignKey(Product, models.PROTECT, related_name="entries")
    period = DateTimeRangeField(help_text="On sale from, and the first moment no longer on sale.")

    objects = CatalogueEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "catalogue entries"
        constraints = [
            CompositeForeignKey(
                name="catalogueentry_flag_of_channel",
                fields=["channel", "single_product"],
                to="sales.SalesChannel",
                to_fields=["id", "single_product"],
            ),
            same_tenant("catalogueentry", "channel", "sales.SalesChannel"),
            same_tenant("catalogueentry", "product", "sales.Product"),
            models.CheckConstraint(
                condition=Q(period__isempty=False, period__startswith__isnull=False),
                name="catalogueentry_period_has_a_start",
            ),
            models.CheckConstraint(
                condition=within_reach("period__startswith", "period__endswith"),
                name="catalogueentry_period_is_within_reach",
            ),
            ExclusionConstraint(
                name="catalogueentry_one_product_at_a_time",
                expressions=[
                    ("channel", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(single_product=True),
                violation_error_message="This channel sells one product at a time, and another "
                "one is on sale in this period; end that one first.",
            ),
            ExclusionConstraint(
                name="catalogueentry_product_once_at_a_time",
                expressions=[
                    ("channel", RangeOperators.EQUAL),
                    ("product", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message="This product is on sale here in this period already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} in {self.channel}"
