"""What products cost for a whole trip."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.db.models.functions import Coalesce

from operators.tenancy.constraints import same_tenant
from operators.tenancy.currencies import check_currency
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.catalogue.bands import TimeBand
from sales.catalogue.categories import PassengerCategory
from sales.catalogue.geography import FareArea
from sales.catalogue.products import Product
from sales.catalogue.states import FareBasis

LARGEST_GROUP = 500
NO_ZONES = Q(max_zones=None)
NO_DISTANCE = Q(max_km=None, per_km=None)
NO_AREAS = Q(origin_area=None, destination_area=None, both_ways=False)
# Written with IS NOT NULL: to compare with nothing is neither true nor false, and passes.
BY_ZONES = Q(max_zones__isnull=False, max_zones__gt=0)
BY_AREAS = Q(origin_area__isnull=False, destination_area__isnull=False)
BY_DISTANCE = Q(max_km=None) | Q(max_km__gt=0)


def always() -> DateRange:
    """A period without ends."""
    return DateRange(None, None)


def equal(column: str) -> tuple[Coalesce, str]:
    """The same or both empty, where a constraint takes two empty columns for different."""
    number = models.BigIntegerField()
    return Coalesce(column, models.Value(0), output_field=number), RangeOperators.EQUAL


class Fare(models.Model):
    """The price of a product for a whole trip, VAT included: for one passenger, or for one group.

    Which one a passenger pays: that of the own category before that for all; then by basis, in
    the order of `FareBasis`; then the smallest step that covers the trip; then that of a time
    band before that of any time; then the cheapest. Days and times are those of the departure.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.CASCADE, related_name="fares")
    category = models.ForeignKey(
        PassengerCategory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="fares",
        help_text="Empty: for all categories without a fare of their own, or for a group.",
    )
    group_size = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The price of a group of up to so many travellers."
    )
    basis = models.CharField(max_length=10, choices=FareBasis)
    max_zones = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="For ZONES: the price of trips through so many zones."
    )
    max_km = models.PositiveSmallIntegerField(
        "up to km", null=True, blank=True, help_text="For DISTANCE; empty: any distance."
    )
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    per_km = models.DecimalField(
        "plus per km",
        max_digits=9,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="For DISTANCE: added for each kilometre that is begun.",
    )
    currency = models.CharField(max_length=3, validators=[check_currency])
    origin_area = models.ForeignKey(
        FareArea, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="from area"
    )
    destination_area = models.ForeignKey(
        FareArea, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="to area"
    )
    both_ways = models.BooleanField(default=False, help_text="For AREAS: the way back as well.")
    time_band = models.ForeignKey(
        TimeBand,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: at any time.",
    )
    period = DateRangeField(
        default=always, help_text="First day, and the first day on which it no longer holds."
    )

    objects = TenantQuerySet["Fare"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(basis=FareBasis.FLAT) & NO_ZONES & NO_DISTANCE & NO_AREAS)
                | (Q(basis=FareBasis.ZONES) & BY_ZONES & NO_DISTANCE & NO_AREAS)
                | (Q(basis=FareBasis.AREAS) & NO_ZONES & NO_DISTANCE & BY_AREAS)
                | (Q(basis=FareBasis.DISTANCE) & NO_ZONES & BY_DISTANCE & NO_AREAS),
                name="fare_has_what_its_basis_needs",
                violation_error_message="Fill in what the basis needs, and nothing else.",
            ),
            models.CheckConstraint(
                condition=Q(group_size=None)
                | Q(category=None, group_size__range=(2, LARGEST_GROUP)),
                name="fare_is_for_a_category_or_a_group",
                violation_error_message=f"A group has 2 to {LARGEST_GROUP} travellers and no "
                "category.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0) & (Q(per_km=None) | Q(per_km__gte=0)),
                name="fare_is_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="fare_currency_is_iso_4217"
            ),
            models.CheckConstraint(
                condition=Q(period__isempty=False),
                name="fare_period_holds_a_day",
                violation_error_message="The last day is not before the first one.",
            ),
            ExclusionConstraint(
                name="fare_once_at_a_time",
                expressions=[
                    ("product", RangeOperators.EQUAL),
                    ("basis", RangeOperators.EQUAL),
                    equal("category"),
                    equal("group_size"),
                    equal("max_zones"),
                    equal("max_km"),
                    equal("origin_area"),
                    equal("destination_area"),
                    equal("time_band"),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message="There is a fare like this already on some of these days.",
            ),
            same_tenant("fare", "product", "sales.Product"),
            same_tenant("fare", "category", "sales.PassengerCategory"),
            same_tenant("fare", "origin_area", "sales.FareArea"),
            same_tenant("fare", "destination_area", "sales.FareArea"),
            same_tenant("fare", "time_band", "sales.TimeBand"),
        ]

    def __str__(self) -> str:
        whom = self.category or (f"group of {self.group_size}" if self.group_size else "everybody")
        return f"{self.product}, {whom}: {self.amount} {self.currency}"
