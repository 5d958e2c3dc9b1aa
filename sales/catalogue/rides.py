"""What products cost ride by ride, as GTFS fares have it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from operators.tenancy.constraints import same_tenant
from operators.tenancy.currencies import check_currency
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.catalogue.bands import TimeBand
from sales.catalogue.categories import PassengerCategory
from sales.catalogue.geography import LONGEST_ID, FareArea, FareNetwork
from sales.catalogue.products import WITH_TICKETS, Product
from sales.catalogue.states import TimeLimit, TransferKind


class RideFare(models.Model):
    """A price, VAT included, for one ride or for rides in a row; what is empty is no condition.

    Of the fares that fit a stretch of the trip those of the highest priority count. The cheapest
    way to cover all rides is the price of the trip; `sales.fares.rides` says how.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    product = models.ForeignKey(
        Product, models.CASCADE, limit_choices_to=WITH_TICKETS, related_name="ride_fares"
    )
    category = models.ForeignKey(
        PassengerCategory, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=LONGEST_ID)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    currency = models.CharField(max_length=3, validators=[check_currency])
    network = models.ForeignKey(
        FareNetwork, models.PROTECT, null=True, blank=True, related_name="+"
    )
    origin_area = models.ForeignKey(
        FareArea, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="from area"
    )
    destination_area = models.ForeignKey(
        FareArea, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="to area"
    )
    zones_passed = ArrayField(
        models.CharField(max_length=LONGEST_ID),
        default=list,
        blank=True,
        help_text="The rides touch exactly these zones.",
    )
    time_band = models.ForeignKey(
        TimeBand,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="When the first ride departs.",
    )
    arrival_band = models.ForeignKey(
        TimeBand,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="When the last ride arrives.",
    )
    priority = models.PositiveIntegerField(default=0)
    leg_group = models.CharField(
        max_length=LONGEST_ID, blank=True, help_text="What transfer fares call it."
    )
    max_transfers = models.PositiveSmallIntegerField(
        default=0, null=True, blank=True, help_text="Changes that it covers; empty: any number."
    )
    transfer_seconds = models.PositiveIntegerField(
        null=True, blank=True, help_text="From the first departure to the last one."
    )

    objects = TenantQuerySet["RideFare"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "product",
                    "category",
                    "name",
                    "network",
                    "origin_area",
                    "destination_area",
                    "zones_passed",
                    "time_band",
                    "arrival_band",
                    "priority",
                    "leg_group",
                ],
                nulls_distinct=False,
                name="ridefare_once_per_condition",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="ridefare_is_not_negative"),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="ridefare_currency_is_iso_4217"
            ),
            same_tenant("ridefare", "product", "sales.Product"),
            same_tenant("ridefare", "category", "sales.PassengerCategory"),
            same_tenant("ridefare", "network", "sales.FareNetwork"),
            same_tenant("ridefare", "origin_area", "sales.FareArea"),
            same_tenant("ridefare", "destination_area", "sales.FareArea"),
            same_tenant("ridefare", "time_band", "sales.TimeBand"),
            same_tenant("ridefare", "arrival_band", "sales.TimeBand"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.amount} {self.currency}"


class TransferFare(models.Model):
    """What changing from a ride of one leg group to a ride of another costs, VAT included.

    Where one fits it is taken: of several the cheapest one.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    product = models.ForeignKey(
        Product, models.CASCADE, limit_choices_to=WITH_TICKETS, related_name="transfer_fares"
    )
    category = models.ForeignKey(
        PassengerCategory, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=LONGEST_ID, blank=True)
    from_group = models.CharField(max_length=LONGEST_ID)
    to_group = models.CharField(max_length=LONGEST_ID)
    kind = models.CharField(max_length=20, choices=TransferKind)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    currency = models.CharField(max_length=3, validators=[check_currency])
    most = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Such changes in a row; empty: any number."
    )
    limit_seconds = models.PositiveIntegerField(null=True, blank=True)
    limited = models.CharField(max_length=30, choices=TimeLimit, blank=True)

    objects = TenantQuerySet["TransferFare"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "product",
                    "category",
                    "name",
                    "from_group",
                    "to_group",
                    "kind",
                    "most",
                    "limit_seconds",
                    "limited",
                ],
                nulls_distinct=False,
                name="transferfare_once_per_condition",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=TransferKind.values), name="transferfare_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(limit_seconds=None, limited="")
                | Q(
                    limit_seconds__isnull=False,
                    limit_seconds__gt=0,
                    limited__in=TimeLimit.values,
                ),
                name="transferfare_limit_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(most=None) | Q(most__gt=0), name="transferfare_allows_a_change"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="transferfare_is_not_negative"),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="transferfare_currency_is_iso_4217"
            ),
            same_tenant("transferfare", "product", "sales.Product"),
            same_tenant("transferfare", "category", "sales.PassengerCategory"),
        ]

    def __str__(self) -> str:
        return f"{self.from_group} to {self.to_group}: {self.amount} {self.currency}"
