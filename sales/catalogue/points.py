"""The devices and offices that sell, where money in the hand moves."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.models import Organisation, Tenant
from operators.tenancy.scoping import TenantQuerySet

LONGEST_POINT = 64
CODE_FORM = r"^[!-~]([ -~]{0,62}[!-~])?$"
CODE = RegexValidator(CODE_FORM, "1 to 64 printable characters of ASCII.")


class PointOfSale(models.Model):
    """A device or office of an organisation, registered once under the code that its sales tell."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="points_of_sale")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="points_of_sale")
    code = models.CharField(
        max_length=LONGEST_POINT,
        validators=[CODE],
        help_text="What its requests say, such as Entur-APP or Desk 3.",
    )
    name = models.CharField(max_length=100)

    objects = TenantQuerySet["PointOfSale"].as_manager()

    class Meta:
        verbose_name = "point of sale"
        verbose_name_plural = "points of sale"
        constraints = [
            tenant_key("pointofsale"),
            models.UniqueConstraint(fields=["tenant", "code"], name="pointofsale_once_per_code"),
            models.CheckConstraint(
                condition=Q(code__regex=CODE_FORM), name="pointofsale_code_is_printable"
            ),
            same_tenant("pointofsale", "organisation", "operators.Organisation"),
        ]

    def __str__(self) -> str:
        return self.name
