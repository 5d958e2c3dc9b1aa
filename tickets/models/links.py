"""The address at which a traveller sees a ticket."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from operators.tenancy.scoping import TenantQuerySet
from operators.tenancy.sealing import unseal
from tickets.models.ticket import Ticket


class TicketLinkQuerySet(TenantQuerySet["TicketLink"]):
    """Links, scoped through their ticket."""

    tenant_path = "ticket__tenant"

    def open(self) -> TicketLinkQuerySet:
        """Those that still lead to their ticket."""
        return self.filter(closed_at=None)


class TicketLink(models.Model):
    """A secret that shows one ticket to whoever has it. It is found by its hash; the sealed copy,
    from which a letter or a pass is written, is forgotten when the link is closed."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="links")
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    sealed_secret = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, help_text="It leads nowhere from then on.")

    objects = TicketLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(closed_at=None), name="ticketlink_one_open"
            ),
            models.CheckConstraint(
                condition=Q(("secret_hash__regex", r"^[0-9a-f]{64}$")),
                name="ticketlink_hash_is_sha256",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("created_at")),
                name="ticketlink_closes_after_its_start",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) & ~Q(sealed_secret="")
                | Q(closed_at__isnull=False, sealed_secret=""),
                name="ticketlink_has_its_secret_while_open",
            ),
        ]

    def __str__(self) -> str:
        return f"Link of {self.ticket_id}"

    @property
    def secret(self) -> str:
        """What stands in the address; empty once the link is closed."""
        return unseal(self.sealed_secret).decode("ascii") if self.sealed_secret else ""

    def close(self, *, at: datetime) -> None:
        """It leads nowhere from now on, and nobody can write it down again."""
        self.closed_at = at
        self.sealed_secret = ""
