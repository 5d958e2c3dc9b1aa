"""The payload of one ticket for one window of time."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q

from operators.tenancy.scoping import TenantQuerySet
from tickets.models.key import IssuerKey
from tickets.models.ticket import Ticket


class BarcodeQuerySet(TenantQuerySet["Barcode"]):
    """Barcodes, scoped through their ticket."""

    tenant_path = "ticket__tenant"

    def dead(self, at: datetime) -> BarcodeQuerySet:
        """Barcodes that verifiers refuse by now and that are not marked as expired."""
        return self.filter(expired_at=None, dies_at__lte=at)


class Barcode(models.Model):
    """What a ticket shows during one window, signed by one key. A static barcode has one window:
    the validity. No window outlives its ticket."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="barcodes", db_index=False)
    key = models.ForeignKey(IssuerKey, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text="The next window begins; clients fetch again.")
    dies_at = models.DateTimeField(help_text="Verifiers refuse it from here on.")
    payload = models.TextField()
    handed_out_at = models.DateTimeField(null=True, help_text="Empty while made ahead.")
    expired_at = models.DateTimeField(null=True)

    objects = BarcodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "ends_at", "starts_at", "key"], name="barcode_once_per_window"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at"), dies_at__gte=F("ends_at")),
                name="barcode_ends_before_it_dies",
            ),
            models.CheckConstraint(
                condition=Q(expired_at=None) | Q(expired_at__gte=F("dies_at")),
                name="barcode_expires_after_death",
            ),
        ]
        indexes = [
            models.Index(
                fields=["dies_at"], condition=Q(expired_at=None), name="barcode_alive_by_death"
            ),
            BrinIndex(fields=["starts_at"], name="barcode_by_start"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.starts_at:%H:%M:%S}"
