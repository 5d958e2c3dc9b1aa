"""What a traveller brings along or needs on a ride."""

from __future__ import annotations

from django.db import models

from bookings.models.leg import Leg
from operators.tenancy.scoping import TenantQuerySet


class LegAncillaryQuerySet(TenantQuerySet["LegAncillary"]):
    """Extras, scoped through the booking of their leg."""

    tenant_path = "leg__booking__tenant"


class LegAncillary(models.Model):
    """An extra that was added to a leg, as the product told of it then; it costs nothing."""

    leg = models.ForeignKey(Leg, models.PROTECT, related_name="ancillaries")
    category = models.CharField(max_length=3)
    number = models.CharField(max_length=2)
    name = models.CharField(max_length=60)
    added_at = models.DateTimeField()

    objects = LegAncillaryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "ancillaries"
        constraints = [
            models.UniqueConstraint(
                fields=["leg", "category", "number"], name="legancillary_once_per_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.category} {self.number})"
