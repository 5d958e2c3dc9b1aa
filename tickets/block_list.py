"""What devices are told of a tenant's block list."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from operators.tenancy.models import Tenant
from tickets.models import BlockListEntry
from tickets.models.block_list import BlockListEntryQuerySet


def block_list_since(tenant: Tenant, sequence: int, *, at: datetime) -> BlockListEntryQuerySet:
    """The numbered entries after that number that still refuse something, in their order."""
    entries = BlockListEntry.objects.numbered().filter(tenant=tenant, sequence__gt=sequence)
    return entries.filter(until__gt=at).select_related("handset")


def entry_to_claims(entry: BlockListEntry) -> dict[str, Any]:
    """An entry as the signed list tells it; with a `deviceKey` the ticket is refused on that phone
    alone."""
    claims: dict[str, Any] = {
        "sequence": entry.sequence,
        "ticketId": str(entry.ticket_id),
        "until": int(entry.until.timestamp()),
    }
    if entry.handset is not None:
        claims["deviceKey"] = entry.handset.device_key
    return claims
