"""Trips that were planned and told to somebody, so that they can be asked for and booked later."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from operators.tenancy.constraints import same_tenant
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.models import SalesChannel


class KeptTrip(models.Model):
    """A trip as it was told: where it goes and by what, part for part.

    Nothing is promised or sold by it. Its reference is random, and whoever has the key of its
    channel and knows the reference reads it; nobody reads in the admin where somebody travels. The
    facts are what the wire format that told the trip needs to tell it again. It is deleted soon
    after its end, and half a year later if something of it was bought.
    """

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    channel = models.ForeignKey(SalesChannel, models.CASCADE, related_name="+", db_index=False)
    face = models.SlugField("wire format", max_length=30, db_index=False)
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    facts = models.JSONField(editable=False)
    kept_at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text="When the trip is over as it was planned.")
    kept_until = models.DateTimeField(help_text="When it is looked at whether to delete it.")

    objects = TenantQuerySet["KeptTrip"].as_manager()

    class Meta:
        constraints = [
            same_tenant("kepttrip", "channel", "sales.SalesChannel"),
            models.CheckConstraint(condition=~Q(face=""), name="kepttrip_has_face"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("kept_at")), name="kepttrip_ends_after_it_was_kept"
            ),
            models.CheckConstraint(
                condition=Q(kept_until__gt=F("ends_at")), name="kepttrip_is_kept_beyond_its_end"
            ),
        ]
        indexes = [models.Index(fields=["kept_until"], name="kepttrip_by_time_kept")]

    def __str__(self) -> str:
        return f"{self.face} trip {self.pk}"
