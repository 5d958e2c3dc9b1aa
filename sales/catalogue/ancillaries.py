"""What goes along with a product for nothing, such as a bicycle or a wheelchair's place."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from operators.tenancy.constraints import same_tenant
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.catalogue.products import Product

CATEGORY_FORM = r"^[A-Z]{1,3}$"
NUMBER_FORM = r"^[0-9A-Z]{2}$"


class Ancillary(models.Model):
    """An extra of a product, free of charge, which the partner adds to a ride before its use.

    `category` and `number` are those of the dictionary of requirements that TOMP names (CROW), such
    as HR 01.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.CASCADE, related_name="ancillaries")
    category = models.CharField(
        max_length=3,
        validators=[RegexValidator(CATEGORY_FORM, "One to three capital letters, such as HR.")],
        help_text="One to three capital letters, such as HR.",
    )
    number = models.CharField(
        max_length=2,
        validators=[RegexValidator(NUMBER_FORM, "Two digits or capital letters, such as 01.")],
        help_text="Two digits or capital letters, such as 01.",
    )
    name = models.CharField(max_length=60, help_text="What it is, for people.")

    objects = TenantQuerySet["Ancillary"].as_manager()

    class Meta:
        verbose_name_plural = "ancillaries"
        constraints = [
            models.UniqueConstraint(
                fields=["product", "category", "number"], name="ancillary_once_per_number"
            ),
            models.CheckConstraint(
                condition=Q(category__regex=CATEGORY_FORM, number__regex=NUMBER_FORM),
                name="ancillary_code_has_its_form",
            ),
            same_tenant("ancillary", "product", "sales.Product"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def code(self) -> str:
        """As partners name it."""
        return f"{self.category} {self.number}"
