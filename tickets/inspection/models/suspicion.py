"""What somebody should look at."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from operators.tenancy.actors import LONGEST_ACTOR, Actor
from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from tickets.inspection.models.scan import Scan
from tickets.inspection.states import SuspicionKind
from tickets.models.ticket import Ticket

LONGEST_NOTE = 500


class SuspicionQuerySet(TenantQuerySet["Suspicion"]):
    """Suspicions of tenants."""

    def unsettled(self) -> SuspicionQuerySet:
        """Those that nobody has looked at yet."""
        return self.filter(settled_at=None)


class Suspicion(models.Model):
    """Something odd about a scan, and what was found when somebody looked.

    `other_scan` is the one that it does not go together with. A forged barcode may name no ticket.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="suspicions")
    ticket = models.ForeignKey(Ticket, models.PROTECT, null=True, related_name="suspicions")
    kind = models.CharField(max_length=20, choices=SuspicionKind)
    scan = models.ForeignKey(Scan, models.PROTECT, related_name="suspicions")
    other_scan = models.ForeignKey(Scan, models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.CharField(max_length=LONGEST_ACTOR, blank=True, editable=False)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)

    objects = SuspicionQuerySet.as_manager()

    class Meta:
        constraints = [
            tenant_key("suspicion"),
            same_tenant("suspicion", "ticket", "tickets.Ticket"),
            same_tenant("suspicion", "scan", "tickets.Scan"),
            same_tenant("suspicion", "other_scan", "tickets.Scan"),
            models.UniqueConstraint(
                fields=["kind", "scan"], name="suspicion_once_per_kind_and_scan"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SuspicionKind.values), name="suspicion_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(other_scan=None) | ~Q(other_scan=F("scan")),
                name="suspicion_is_of_two_scans",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by="")
                | Q(settled_at__isnull=False) & ~Q(settled_by=""),
                name="suspicion_settled_has_time_and_person",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "-found_at"],
                condition=Q(settled_at=None),
                name="suspicion_unsettled_by_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.found_at:%Y-%m-%d %H:%M:%S}"

    def settle(self, *, by: Actor, note: str, at: datetime) -> None:
        """Somebody has looked at it and says what was found."""
        self.settled_at = at
        self.settled_by = str(by)
        self.note = note
