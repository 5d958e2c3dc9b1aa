"""The devices that inspect."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from operators.tenancy.actors import LONGEST_ACTOR
from operators.tenancy.constraints import tenant_key
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet

LARGEST_OFFSET = 4 * 10**9
"""Seconds: a clock without a battery says 1970, and none is more wrong than by a century."""


class DeviceQuerySet(TenantQuerySet["Device"]):
    """Devices of tenants."""

    def working(self) -> DeviceQuerySet:
        """Those that were not stopped."""
        return self.filter(stopped_at=None)


class Device(models.Model):
    """Something that reads barcodes for a tenant: an app, a handheld, a validator in a vehicle.

    `clock_offset` is how many seconds its clock was ahead of ours at the last contact; empty
    before it told us.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="devices")
    reference = models.UUIDField(default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=100)
    registered_by = models.CharField(max_length=LONGEST_ACTOR, editable=False)
    registered_at = models.DateTimeField(editable=False)
    last_contact_at = models.DateTimeField(null=True, editable=False)
    clock_offset = models.DecimalField(
        max_digits=13,
        decimal_places=3,
        null=True,
        editable=False,
        help_text="Seconds that its clock was ahead of ours.",
    )
    stopped_at = models.DateTimeField(null=True, editable=False)
    specimens_allowed = models.BooleanField(
        default=False, help_text="Takes tickets that were sold in a sandbox; for tests."
    )

    objects = DeviceQuerySet.as_manager()

    class Meta:
        constraints = [
            tenant_key("device"),
            models.UniqueConstraint(
                fields=["tenant", "reference"], name="device_once_per_reference"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="device_has_a_name"),
            models.CheckConstraint(
                condition=Q(clock_offset=None)
                | Q(clock_offset__range=(-LARGEST_OFFSET, LARGEST_OFFSET)),
                name="device_clock_offset_is_sane",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def stop(self, *, at: datetime) -> None:
        """It is answered no more."""
        self.stopped_at = at
