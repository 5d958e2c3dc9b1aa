"""What inspectors refuse though its signature is good."""

from __future__ import annotations

from datetime import datetime

import pgtrigger
from django.db import models
from django.db.models import F, Q

from operators.tenancy.constraints import CompositeForeignKey, same_tenant
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from tickets.models.handsets import Handset
from tickets.models.ticket import Ticket
from tickets.states import BlockReason

ONLY_GROWS = """
    IF NEW.last_sequence < OLD.last_sequence THEN
        RAISE EXCEPTION 'block list % never goes back', OLD.tenant_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'blocklist_only_grows';
    END IF;
    RETURN NEW;
"""
FOLLOWS = """
    IF OLD.sequence IS NOT NULL OR NEW.sequence > (
        SELECT last_sequence FROM tickets_blocklist WHERE tenant_id = NEW.tenant_id
    ) IS NOT FALSE THEN
        RAISE EXCEPTION 'entry % has its number, or one that was not drawn', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'blocklistentry_number_is_drawn_once';
    END IF;
    RETURN NEW;
"""


class BlockList(models.Model):
    """How far the numbers of a tenant's block list have come.

    Whoever numbers entries holds the lock of this row, so that numbers become visible in their
    order: a device that has number 7 has been told of every number before.
    """

    tenant = models.OneToOneField(Tenant, models.PROTECT, related_name="block_list")
    last_sequence = models.PositiveBigIntegerField(default=0)

    objects = TenantQuerySet["BlockList"].as_manager()

    class Meta:
        triggers = [
            pgtrigger.Trigger(
                name="only_grows",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("last_sequence"),
                func=ONLY_GROWS,
            ),
            pgtrigger.Protect(name="is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Block list of {self.tenant}"


class BlockListEntryQuerySet(TenantQuerySet["BlockListEntry"]):
    """Entries of block lists."""

    def numbered(self) -> BlockListEntryQuerySet:
        """Those that devices are told of, in the order in which they are."""
        return self.filter(sequence__isnull=False).order_by("sequence")

    def waiting(self) -> BlockListEntryQuerySet:
        """Those that have no number yet, oldest first."""
        return self.filter(sequence=None).order_by("pk")

    def over(self, at: datetime) -> BlockListEntryQuerySet:
        """Those that nothing is refused by any more."""
        return self.filter(until__lte=at)


class BlockListEntry(models.Model):
    """A ticket that is refused on every phone, or on one phone that it moved away from.

    It is written in the transaction that closes the ticket, without a number, so that no sale
    waits for another; it is numbered when the list is next read.
    """

    tenant = models.ForeignKey(
        Tenant, models.PROTECT, related_name="block_list_entries", db_index=False
    )
    sequence = models.PositiveBigIntegerField(
        null=True, help_text="Without gaps per tenant; empty until the list is next read."
    )
    ticket = models.ForeignKey(
        Ticket, models.CASCADE, related_name="block_list_entries", db_index=False
    )
    handset = models.ForeignKey(Handset, models.CASCADE, null=True, related_name="+")
    reason = models.CharField(max_length=10, choices=BlockReason)
    added_at = models.DateTimeField()
    until = models.DateTimeField(help_text="Nothing of it is good from then on; it is dropped.")

    objects = BlockListEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "block list entries"
        constraints = [
            same_tenant("blocklistentry", "ticket", "tickets.Ticket"),
            CompositeForeignKey(
                name="blocklistentry_handset_same_ticket",
                fields=["handset", "ticket"],
                to="tickets.Handset",
                to_fields=["id", "ticket"],
            ),
            models.UniqueConstraint(
                fields=["tenant", "sequence"], name="blocklistentry_once_per_sequence"
            ),
            models.UniqueConstraint(
                fields=["ticket", "handset"], nulls_distinct=False, name="blocklistentry_once"
            ),
            models.CheckConstraint(
                condition=Q(reason__in=BlockReason.values), name="blocklistentry_reason_is_known"
            ),
            models.CheckConstraint(
                condition=Q(reason=BlockReason.MOVED, handset__isnull=False)
                | ~Q(reason=BlockReason.MOVED) & Q(handset=None),
                name="blocklistentry_moved_names_a_handset",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("added_at")), name="blocklistentry_ends_after_its_start"
            ),
        ]
        indexes = [
            models.Index(fields=["until"], name="blocklistentry_by_end"),
            models.Index(
                fields=["tenant"], condition=Q(sequence=None), name="blocklistentry_waiting"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="number_is_drawn_once",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("sequence"),
                func=FOLLOWS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence or '-'} {self.ticket_id}"
