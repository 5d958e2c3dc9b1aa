"""What lowers a price, and who may not buy."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q

from operators.tenancy.constraints import same_tenant
from operators.tenancy.currencies import check_currency
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.catalogue.bands import TimeBand
from sales.catalogue.categories import PassengerCategory
from sales.catalogue.channels import SalesChannel
from sales.catalogue.fares import LARGEST_GROUP, always
from sales.catalogue.products import WITH_TICKETS, Product


class Discount(models.Model):
    """A part of the price, or an amount, that is taken off; what is empty is no condition.

    Discounts do not add up: a passenger gets the one that lowers the price most, the first by
    code if they are equal, and a price never falls below zero.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="discounts")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=60, help_text="As travellers and partners read it.")
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Off the price of each passenger, or of the group where that has one price.",
    )
    currency = models.CharField(max_length=3, blank=True, validators=[check_currency])
    product = models.ForeignKey(
        Product,
        models.CASCADE,
        null=True,
        blank=True,
        limit_choices_to=WITH_TICKETS,
        related_name="discounts",
    )
    category = models.ForeignKey(
        PassengerCategory, models.PROTECT, null=True, blank=True, related_name="+"
    )
    channel = models.ForeignKey(
        SalesChannel, models.PROTECT, null=True, blank=True, related_name="+"
    )
    time_band = models.ForeignKey(
        TimeBand,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="When the trip departs.",
    )
    min_travellers = models.PositiveSmallIntegerField(
        default=1, help_text="Who travels together, without those who travel free."
    )
    max_travellers = models.PositiveSmallIntegerField(null=True, blank=True)
    period = DateRangeField(
        default=always,
        help_text="Days of departure: the first, and the first on which it no longer holds.",
    )

    objects = TenantQuerySet["Discount"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="discount_once_per_code"),
            models.CheckConstraint(
                condition=Q(percent__isnull=False, percent__gt=0, percent__lte=100, amount=None)
                & Q(currency="")
                | Q(amount__isnull=False, amount__gt=0, percent=None)
                & Q(currency__regex=r"^[A-Z]{3}$"),
                name="discount_is_a_percentage_or_an_amount",
                violation_error_message="Write more than 0 and up to 100 percent, or an amount.",
            ),
            models.CheckConstraint(
                condition=Q(min_travellers__range=(1, LARGEST_GROUP))
                & (Q(max_travellers=None) | Q(max_travellers__gte=F("min_travellers"))),
                name="discount_travellers_in_order",
            ),
            models.CheckConstraint(
                condition=Q(period__isempty=False),
                name="discount_period_holds_a_day",
                violation_error_message="The last day is not before the first one.",
            ),
            same_tenant("discount", "product", "sales.Product"),
            same_tenant("discount", "category", "sales.PassengerCategory"),
            same_tenant("discount", "channel", "sales.SalesChannel"),
            same_tenant("discount", "time_band", "sales.TimeBand"),
        ]

    def __str__(self) -> str:
        return self.name


class CategoryLimit(models.Model):
    """How many passengers of a category one sale of a product may have; 0: it is not for them."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.CASCADE, related_name="category_limits")
    category = models.ForeignKey(PassengerCategory, models.PROTECT, related_name="+")
    most = models.PositiveSmallIntegerField(
        default=0, help_text="0: the product is not sold to this category."
    )

    objects = TenantQuerySet["CategoryLimit"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "category"], name="categorylimit_once_per_category"
            ),
            same_tenant("categorylimit", "product", "sales.Product"),
            same_tenant("categorylimit", "category", "sales.PassengerCategory"),
        ]

    def __str__(self) -> str:
        return f"{self.product}: at most {self.most} × {self.category}"
