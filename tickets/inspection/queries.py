"""What the server knows of tickets when a barcode is read."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from operators.tenancy.models import Tenant
from tickets.codecs.verification import BlockList, KeyRing
from tickets.inspection.models import Device, Scan
from tickets.inspection.rules import ACCEPTED, LOOK_AROUND
from tickets.models import BlockListEntry, IssuerKey, Ticket
from tickets.states import KeyPurpose, TicketState

SEEN_FOR = timedelta(hours=1)
"""For so long after an accepted scan the next one is told that the ticket was seen before."""


def key_ring(tenant_id: int) -> KeyRing:
    """The keys that the tenant's tickets are signed with; one query."""
    keys = IssuerKey.objects.published().filter(tenant=tenant_id).exclude(purpose=KeyPurpose.LIST)
    return _opened(json.dumps([key.to_jwk() for key in keys]))


@lru_cache(maxsize=64)
def _opened(told: str) -> KeyRing:
    """Kept per process as long as nothing of them changes: opening a key costs more than verifying
    with it."""
    return KeyRing.from_jwks({"keys": json.loads(told)})


class Asked(Container[Any]):
    """A set whose members are asked for one by one, so that only what is needed is read."""

    def __init__(self, ask: Callable[[Any], bool]) -> None:
        self._ask = ask

    def __contains__(self, item: object) -> bool:
        return self._ask(item)


class KnownTicket:
    """What we know of the one ticket that a barcode names, as an online check asks for it.

    The ticket is read when it is first asked for, and locked until the transaction ends.
    """

    def __init__(self, tenant: Tenant, *, at: datetime) -> None:
        self._tenant = tenant
        self._at = at
        self.ticket: Ticket | None = None
        self.scans: list[Scan] = []
        """Its scans that a new one must go together with."""

    def find(self, ticket_id: UUID) -> Ticket | None:
        """The ticket of that id; None if the tenant has no such one."""
        if self.ticket is None:
            self.ticket = lock_named([ticket_id], tenant=self._tenant).first()
            if self.ticket is not None:
                around = scans_around([self.ticket], first=self._at, last=self._at)
                self.scans = list(around)
        return self.ticket

    def seen_at(self) -> datetime | None:
        """When it was last let through: what a device refused by mistake used nothing up."""
        accepted = [
            scan.scanned_at
            for scan in self.scans
            if scan.result in ACCEPTED and scan.judged in ACCEPTED
        ]
        return max(accepted, default=None)

    @property
    def block_list(self) -> BlockList:
        """Whether it was taken back, or has moved to another phone."""
        left = handsets_left(self._tenant, by_then=self._at)
        return replace(left, tickets=Asked(self._is_taken_back))

    @property
    def seen(self) -> Container[UUID]:
        """Whether it was used, or scanned lately."""
        return Asked(self._was_seen)

    @property
    def single_use(self) -> Container[int]:
        """Whether one scan uses it up, whatever the number of its product."""
        return Asked(lambda _: self.ticket is not None and self.ticket.ticket_type.single_use)

    def _is_taken_back(self, ticket_id: Any) -> bool:
        ticket = self.find(ticket_id)
        return ticket is not None and ticket.state == TicketState.VOIDED

    def _was_seen(self, ticket_id: Any) -> bool:
        ticket = self.find(ticket_id)
        if ticket is None:
            return False
        last = self.seen_at()
        if ticket.ticket_type.single_use:
            return ticket.state == TicketState.USED or last is not None
        return last is not None and last > self._at - SEEN_FOR


def handsets_left(tenant: Tenant, *, by_then: datetime) -> BlockList:
    """The phones that tickets had moved away from by that moment."""
    moves = BlockListEntry.objects.filter(tenant=tenant, added_at__lte=by_then)

    def has_moved(named: tuple[UUID, str]) -> bool:
        ticket_id, device_key = named
        return moves.filter(ticket=ticket_id, handset__device_key=device_key).exists()

    return BlockList(handsets=Asked(has_moved))


def lock_named(ids: Iterable[UUID], *, tenant: Tenant) -> QuerySet[Ticket]:
    """Those tickets of the tenant in the order of their ids, so that two uploads never wait for
    each other; locked, but not against rows that only point to them."""
    rows = Ticket.objects.filter(tenant=tenant, pk__in=list(ids)).order_by("pk")
    return rows.select_for_update(of=("self",), no_key=True).select_related("ticket_type", "tenant")


def scans_around(tickets: Iterable[Ticket], *, first: datetime, last: datetime) -> QuerySet[Scan]:
    """The scans that new ones between these moments must go together with: those around them, and
    all of a ticket whose scans are counted."""
    counted = [
        ticket.pk
        for ticket in tickets
        if ticket.ticket_type.single_use or ticket.ticket_type.scans_allowed is not None
    ]
    near = Q(scanned_at__range=(first - LOOK_AROUND, last + LOOK_AROUND))
    ids = [ticket.pk for ticket in tickets]
    return Scan.objects.filter(near | Q(ticket__in=counted), ticket__in=ids)


def last_sequence(device: Device) -> int | None:
    """The highest number of a scan that the device has told us; None if there is none."""
    highest: int | None = device.scans.aggregate(highest=Max("sequence"))["highest"]
    return highest


def last_let_through(ticket: Ticket) -> datetime | None:
    """When a scan of it last let somebody through."""
    accepted = ticket.scans.filter(result__in=ACCEPTED, judged__in=ACCEPTED)
    latest: datetime | None = accepted.aggregate(latest=Max("scanned_at"))["latest"]
    return latest
