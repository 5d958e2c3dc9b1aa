"""What devices have read."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q

from operators.tenancy.constraints import LATEST, same_tenant, tenant_key, within_reach
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from tickets.codecs.formats import BarcodeFormat
from tickets.codecs.reasons import Reason
from tickets.inspection.models.device import Device
from tickets.models.ticket import MAX_ZONES, Ticket

REASONS = [(reason.value, reason.value) for reason in Reason]
FORMATS = [form.value for form in BarcodeFormat]
LARGEST_SEQUENCE = 2**53 - 1
"""What every JSON reader keeps exact."""
FIRST_CLOCK = datetime(1969, 12, 31, tzinfo=UTC)
"""A clock that lost its battery begins with 1970, in whatever zone."""


class ScanQuerySet(TenantQuerySet["Scan"]):
    """Scans of the devices of tenants."""

    def received_before(self, moment: datetime) -> ScanQuerySet:
        """Those that we have held since before that moment."""
        return self.filter(received_at__lt=moment)


class Scan(models.Model):
    """One reading of one barcode by one device; never changed but for what we make of it.

    `scanned_at` is the device's own time (`told_at`) less how far its clock was ahead
    (`offset_seconds`). `result` is what the device said, `judged` what we say now. `moment` is the
    start of the barcode's window or the time stamp that a phone signed; a static barcode has none.
    `ticket_uuid` is what the barcode named, whether or not there is such a ticket. A scan at our
    own door (`online`) may go without a number of the device's.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="scans")
    device = models.ForeignKey(Device, models.PROTECT, related_name="scans", db_index=False)
    sequence = models.PositiveBigIntegerField(null=True)
    scanned_at = models.DateTimeField(help_text="Corrected by the offset of the device's clock.")
    told_at = models.DateTimeField(help_text="By the device's clock.")
    offset_seconds = models.DecimalField(
        "offset", max_digits=13, decimal_places=3, help_text="Seconds its clock was ahead."
    )
    ticket_uuid = models.UUIDField("ticket id", null=True)
    ticket = models.ForeignKey(
        Ticket, models.PROTECT, null=True, related_name="scans", db_index=False
    )
    format = models.CharField(max_length=5, blank=True, help_text="Empty if it was none of ours.")
    product_number = models.PositiveBigIntegerField(null=True)
    moment = models.DateTimeField(null=True, help_text="Start of the window, or the phone's stamp.")
    result = models.CharField(max_length=30, choices=REASONS, help_text="What the device said.")
    judged = models.CharField(max_length=30, choices=REASONS, help_text="What we say.")
    consumed = models.BooleanField(default=False, help_text="It used up its ticket.")
    online = models.BooleanField(default=False)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    place = models.CharField(max_length=100, blank=True, help_text="Such as a vehicle or a stop.")
    zones = ArrayField(models.PositiveIntegerField(), default=list, help_text="Where it stood.")
    received_at = models.DateTimeField()

    objects = ScanQuerySet.as_manager()

    class Meta:
        constraints = [
            tenant_key("scan"),
            same_tenant("scan", "device", "tickets.Device"),
            same_tenant("scan", "ticket", "tickets.Ticket"),
            models.UniqueConstraint(fields=["device", "sequence"], name="scan_once_per_sequence"),
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(consumed=True), name="scan_consumes_a_ticket_once"
            ),
            models.CheckConstraint(
                condition=Q(sequence__isnull=False) | Q(online=True),
                name="scan_has_a_sequence_unless_online",
            ),
            models.CheckConstraint(
                condition=Q(sequence=None) | Q(sequence__range=(0, LARGEST_SEQUENCE)),
                name="scan_sequence_is_exact_in_json",
            ),
            models.CheckConstraint(
                condition=Q(result__in=list(Reason)), name="scan_result_is_known"
            ),
            models.CheckConstraint(
                condition=Q(judged__in=list(Reason)), name="scan_judged_is_known"
            ),
            models.CheckConstraint(
                condition=Q(format__in=["", *FORMATS]), name="scan_format_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ticket=None) | Q(ticket_uuid__isnull=False, ticket=F("ticket_uuid")),
                name="scan_ticket_is_the_one_named",
            ),
            models.CheckConstraint(
                condition=Q(consumed=False) | Q(ticket__isnull=False),
                name="scan_consumes_a_ticket_that_there_is",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="scan_place_is_two_numbers",
            ),
            models.CheckConstraint(
                condition=Q(zones__len__lte=MAX_ZONES), name="scan_zones_are_few"
            ),
            models.CheckConstraint(
                condition=within_reach("scanned_at", "moment")
                & Q(told_at__range=(FIRST_CLOCK, LATEST)),
                name="scan_times_are_within_reach",
            ),
        ]
        indexes = [
            models.Index(
                fields=["ticket", "scanned_at"],
                condition=Q(ticket__isnull=False),
                name="scan_by_ticket_and_time",
            ),
            models.Index(fields=["tenant", "-scanned_at"], name="scan_by_tenant_and_time"),
            BrinIndex(fields=["received_at"], name="scan_by_receipt"),
        ]

    def __str__(self) -> str:
        return f"{self.judged} at {self.scanned_at:%Y-%m-%d %H:%M:%S}"
