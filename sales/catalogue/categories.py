"""Groups of travellers that have fares of their own."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from operators.tenancy.constraints import tenant_key
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet


class PassengerCategory(models.Model):
    """A group of travellers with fares of their own, such as adults or children."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="passenger_categories")
    code = models.SlugField(max_length=30)
    name = models.CharField(max_length=60)
    min_age = models.PositiveSmallIntegerField(null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Inclusive.")
    is_default = models.BooleanField(
        default=False, help_text="Taken for a traveller whose age is not told."
    )
    travels_free = models.BooleanField(
        default=False,
        help_text="Needs no fare and no price, such as infants; does not count in a group.",
    )

    objects = TenantQuerySet["PassengerCategory"].as_manager()

    class Meta:
        verbose_name_plural = "passenger categories"
        constraints = [
            tenant_key("passengercategory"),
            models.UniqueConstraint(
                fields=["tenant", "code"], name="passengercategory_once_per_code"
            ),
            models.UniqueConstraint(
                fields=["tenant"],
                condition=Q(is_default=True),
                name="passengercategory_one_default",
            ),
            models.CheckConstraint(
                condition=Q(min_age=None) | Q(max_age=None) | Q(max_age__gte=F("min_age")),
                name="passengercategory_ages_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def fits(self, age: int) -> bool:
        """Whether a person of that age belongs to it; a category without ages fits nobody."""
        if self.min_age is None and self.max_age is None:
            return False
        return (self.min_age or 0) <= age and (self.max_age is None or age <= self.max_age)
