"""The payload of one ticket for one window of time."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q

from operators.tenancy.constraints import CompositeForeignKey
from operators.tenancy.scoping import TenantQuerySet
from tickets.codecs.formats import BarcodeFormat
from tickets.models.handsets import Handset
from tickets.models.key import IssuerKey
from tickets.models.ticket import Ticket
from tickets.models.ticket_type import FORMATS


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
    handset = models.ForeignKey(
        Handset,
        models.CASCADE,
        null=True,
        db_index=False,
        related_name="+",
        help_text="The phone that signs it as well.",
    )
    format = models.CharField(max_length=5, choices=FORMATS, default=BarcodeFormat.T1)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text="The next window begins; clients fetch again.")
    dies_at = models.DateTimeField(help_text="Verifiers refuse it from here on.")
    payload = models.BinaryField(help_text="What the symbol carries; of T1 its text in ASCII.")
    handed_out_at = models.DateTimeField(null=True, help_text="Empty while made ahead.")
    expired_at = models.DateTimeField(null=True)

    objects = BarcodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "ends_at", "starts_at", "key", "handset"],
                nulls_distinct=False,
                name="barcode_once_per_window",
            ),
            CompositeForeignKey(
                name="barcode_handset_same_ticket",
                fields=["handset", "ticket"],
                to="tickets.Handset",
                to_fields=["id", "ticket"],
            ),
            models.CheckConstraint(
                condition=Q(format__in=list(BarcodeFormat)), name="barcode_format_is_known"
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
            models.Index(
                fields=["handset"], condition=Q(handset__isnull=False), name="barcode_by_handset"
            ),
            BrinIndex(fields=["starts_at"], name="barcode_by_start"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.starts_at:%H:%M:%S}"

    @property
    def octets(self) -> bytes:
        """What the symbol carries. Of a ticket that a phone signs it is the issuer's part, to
        which the phone adds its own."""
        return bytes(self.payload)

    @property
    def text(self) -> str:
        """The text of a compact token; ValueError for a barcode that is none."""
        if self.format != BarcodeFormat.T1:
            raise ValueError(f"A barcode of format {self.format} is no text.")
        return self.octets.decode("ascii")
