"""The phone that a ticket is bound to."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Left, Length
from django.db.models.lookups import Exact

from operators.tenancy.scoping import TenantQuerySet
from tickets.codecs.keys import KEY_NAME, POINT_SIZE
from tickets.models.ticket import Ticket


class HexSha256(Func):
    """Small hex digits of octets; Django's own SHA256 hashes text."""

    template = "encode(sha256(%(expressions)s), 'hex')"
    output_field = models.TextField()


class FirstOctet(Func):
    """The number of the first octet."""

    template = "get_byte(%(expressions)s, 0)"
    output_field = models.IntegerField()


class HandsetQuerySet(TenantQuerySet["Handset"]):
    """Handsets, scoped through their ticket."""

    tenant_path = "ticket__tenant"

    def active(self) -> HandsetQuerySet:
        """Those whose key signs for their ticket."""
        return self.filter(replaced_at=None)


class Handset(models.Model):
    """A phone with a key that it alone can use. Its public half is in the barcode of a ticket whose
    type asks for a signature of the phone (barcode format §3.7); a ticket has one at a time."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="handsets")
    public_key = models.BinaryField(max_length=POINT_SIZE, help_text="Compressed point on P-256.")
    device_key = models.CharField(
        max_length=KEY_NAME,
        editable=False,
        help_text="Start of the SHA-256 of the public key, by which block lists name it.",
    )
    name = models.CharField(max_length=60, blank=True, help_text="As the phone calls itself.")
    registered_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, help_text="The ticket moved to another phone.")

    objects = HandsetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "ticket"], name="handset_ticket_key"),
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(replaced_at=None), name="handset_one_active"
            ),
            # A key that a block list has named never comes back for its ticket.
            models.UniqueConstraint(fields=["ticket", "device_key"], name="handset_once_per_key"),
            models.CheckConstraint(
                condition=Exact(Length("public_key"), POINT_SIZE)
                & Q(Exact(FirstOctet("public_key"), 2) | Exact(FirstOctet("public_key"), 3)),
                name="handset_key_is_a_compressed_point",
            ),
            models.CheckConstraint(
                condition=Exact(F("device_key"), Left(HexSha256("public_key"), Value(KEY_NAME))),
                name="handset_is_named_by_its_key",
            ),
            models.CheckConstraint(
                condition=Q(replaced_at=None) | Q(replaced_at__gte=F("registered_at")),
                name="handset_is_replaced_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.device_key

    def replace(self, *, at: datetime) -> None:
        """Its key signs for the ticket no more."""
        self.replaced_at = at
