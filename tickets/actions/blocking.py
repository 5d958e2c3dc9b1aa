"""Putting tickets on the block list, numbering its entries, and dropping those that are over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from operators.tenancy.models import Tenant
from tickets.codecs.circumstances import LARGEST_SKEW
from tickets.models import Barcode, BlockList, BlockListEntry, Handset, Ticket, WalletPass
from tickets.states import LONGEST_AHEAD, BlockReason

KEPT = timedelta(days=1)
"""An entry stays so long after its ticket or barcode has ended (barcode format §5)."""
SKEW = timedelta(seconds=LARGEST_SKEW)


def block_tickets(tickets: Iterable[Ticket], *, reason: BlockReason, at: datetime) -> int:
    """Put those of the tickets on the block list of which a barcode was handed out that inspectors
    could still accept; a step of the action that closes them. Returns how many.

    The caller holds the locks of the tickets, so that no barcode is handed out meanwhile.
    """
    assert connection.in_atomic_block, "A closed ticket without its entry could still be shown."
    closed = {ticket.pk: ticket for ticket in tickets}
    entries = [
        BlockListEntry(
            tenant_id=closed[pk].tenant_id,
            ticket_id=pk,
            reason=reason,
            added_at=at,
            until=max(closed[pk].ends_at, dies_at) + KEPT,
        )
        for pk, dies_at in _last_deaths(closed, at=at).items()
    ]
    BlockListEntry.objects.bulk_create(entries)
    return len(entries)


def _last_deaths(tickets: Iterable[UUID], *, at: datetime) -> dict[UUID, datetime]:
    """When the last barcode dies that was handed out of each ticket; only those that are alive."""
    since = at - SKEW
    barcodes = Barcode.objects.filter(
        ticket__in=tickets, handed_out_at__isnull=False, dies_at__gt=since
    )
    # A wallet has the barcodes of hours to come, of which there are no rows.
    passes = WalletPass.objects.filter(ticket__in=tickets, values_until__gt=since)
    deaths: dict[UUID, datetime] = {}
    alive = barcodes.values_list("ticket", "dies_at")
    for ticket, dies_at in alive.union(passes.values_list("ticket", "values_until")):
        deaths[ticket] = max(dies_at, deaths.get(ticket, dies_at))
    return deaths


def replace_handsets(handsets: Iterable[Handset], *, at: datetime) -> int:
    """Take the ticket off these phones, and refuse it there; returns how many. A step of the action
    that moves it: the caller holds the lock of the ticket."""
    replaced = 0
    for handset in handsets:
        handset.replace(at=at)
        handset.save(update_fields=["replaced_at"])
        block_handset(handset, at=at)
        replaced += 1
    return replaced


def block_handset(handset: Handset, *, at: datetime) -> BlockListEntry | None:
    """Refuse a ticket on the phone that it moved away from, as long as a barcode for that could
    live: also one that somebody is about to fetch. None for a ticket that was never active, of
    which there is no barcode. A step of the action that moves it."""
    if handset.ticket.activated_at is None:
        return None
    return BlockListEntry.objects.create(
        tenant_id=handset.ticket.tenant_id,
        ticket_id=handset.ticket_id,
        handset=handset,
        reason=BlockReason.MOVED,
        added_at=at,
        until=at + LONGEST_AHEAD + KEPT,
    )


@transaction.atomic
def number_block_entries(tenant: Tenant) -> int:
    """Give the entries that wait the next numbers of the tenant's list; returns the last number.

    Only entries that are committed are numbered, under the lock of the list, so that whoever was
    told of a number was told of all before it.
    """
    waiting = BlockListEntry.objects.waiting().filter(tenant=tenant)
    found = BlockList.objects.filter(tenant=tenant).first()
    if not waiting.exists():
        return found.last_sequence if found else 0
    if found is None:
        BlockList.objects.bulk_create([BlockList(tenant=tenant)], ignore_conflicts=True)
    numbers = BlockList.objects.select_for_update().get(tenant=tenant)
    # Read again: whoever held the lock before has numbered some.
    entries = list(waiting.select_for_update(of=("self",), no_key=True))
    for number, entry in enumerate(entries, start=numbers.last_sequence + 1):
        entry.sequence = number
    numbers.last_sequence += len(entries)
    numbers.save(update_fields=["last_sequence"])
    BlockListEntry.objects.bulk_update(entries, ["sequence"], batch_size=1000)
    return numbers.last_sequence


def drop_block_entries(*, at: datetime, limit: int = 1000) -> int:
    """Drop one batch of entries that nothing is refused by any more; returns how many."""
    with transaction.atomic():
        over = BlockListEntry.objects.over(at).order_by("pk").lock_free()[:limit]
        places = [entry.pk for entry in over]
        dropped, _ = BlockListEntry.objects.filter(pk__in=places).delete()
    return dropped
