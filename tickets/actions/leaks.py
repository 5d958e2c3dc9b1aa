"""What is done when a key has leaked (barcode format §6, compromise drill)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from operators.tenancy.actors import Actor
from operators.tenancy.models import Tenant
from tickets.actions.barcodes import barcode_of, store_barcodes
from tickets.actions.key_life import make_follower, next_key
from tickets.actions.keys import activate_key, revoke_key
from tickets.actions.tickets import lock_tickets, record_tickets
from tickets.models import Barcode, IssuerKey, Ticket, WalletPass
from tickets.states import LONGEST_ROTATION, KeyPurpose, KeyState, TicketEventName, TicketState
from tickets.windows import static_window

FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Replacement:
    """What came of the drill."""

    leaked: IssuerKey
    successor: IssuerKey
    """The key that signs from now on."""
    was_published: bool
    """Whether devices may know the successor from before, so that those offline accept it."""
    reissued: int
    """Tickets on paper and in wallets that have a new barcode; their holders must fetch it."""
    rotating: int
    """Tickets on screens, which get a barcode of the new key when they next ask for one."""
    in_wallets: int
    """Passes in the Google wallet, which are sent barcodes of the new key at once."""
    on_phones: int
    """Tickets that phones sign, which fetch the issuer's part anew within 12 hours."""


def replace_leaked_key(key: IssuerKey, *, by: Actor, at: datetime) -> Replacement:
    """Revoke a key that leaked, let another one sign, and sign the barcodes that live on anew.

    The key that is published ahead takes over; if there is none, one is made that devices do not
    know yet. What rotates changes by itself, and each static barcode that was handed out gets a
    successor and its ticket the event REISSUED, batch after batch. Cut off in the middle, it goes
    on where it was when it is called again.
    """
    successor = _switch(key, by=by, at=at)
    leaked = IssuerKey.objects.get(pk=key.pk)
    alive = Barcode.objects.filter(
        key=leaked,
        handed_out_at__isnull=False,
        expired_at=None,
        dies_at__gt=at,
        ticket__state=TicketState.ACTIVE,
    )
    rotating = alive.filter(handset=None, ends_at__lte=F("starts_at") + LONGEST_ROTATION)
    return Replacement(
        leaked=leaked,
        successor=successor,
        was_published=successor.published_at < at,
        rotating=_count_tickets(rotating),
        in_wallets=_renew_passes(leaked, at=at),
        on_phones=_count_tickets(alive.filter(handset__isnull=False)),
        reissued=sum(
            reissue_tickets(batch, key=successor, by=by, at=at)
            for batch in _batches(alive, without=successor)
        ),
    )


@transaction.atomic
def _switch(key: IssuerKey, *, by: Actor, at: datetime) -> IssuerKey:
    """Revoke the key, unless that is done, and return the one that signs from now on."""
    tenant = Tenant.objects.select_for_update(no_key=True).get(pk=key.tenant_id)
    key = IssuerKey.objects.lock(key)
    if key.state != KeyState.REVOKED:
        key = revoke_key(key, by=by, at=at)
    signing = IssuerKey.objects.signing(key.purpose).filter(tenant=tenant).first()
    if signing is not None:
        return signing
    following = next_key(key) or make_follower(key, tenant, by=by, at=at)
    return activate_key(following, by=by, at=at, emergency=True)


@transaction.atomic
def reissue_tickets(tickets: list[UUID], *, key: IssuerKey, by: Actor, at: datetime) -> int:
    """Give static tickets a barcode of this key, as handed out; returns how many still wanted one.

    The event says that whoever holds the old barcode must be sent the new one.
    """
    locked = lock_tickets(Ticket.objects.filter(pk__in=tickets))
    done = set(
        _static(Barcode.objects.filter(key=key, ticket__in=locked)).values_list("ticket", flat=True)
    )
    live = [ticket for ticket in locked if ticket.may_be_shown(at) and ticket.pk not in done]
    fresh = [barcode_of(ticket, static_window(ticket), key=key, rotating=False) for ticket in live]
    store_barcodes(fresh, at=at)
    record_tickets(live, TicketEventName.REISSUED, by=by, at=at)
    return len(live)


def _batches(
    alive: QuerySet[Barcode], *, without: IssuerKey, size: int = 500
) -> Iterator[list[UUID]]:
    """Tickets whose static barcodes have no successor yet, in the order of their ids."""
    done = _static(Barcode.objects.filter(key=without, ticket=OuterRef("ticket")))
    tickets = (
        _static(alive)
        .filter(~Exists(done))
        .order_by("ticket")
        .values_list("ticket", flat=True)
        .distinct()
    )
    last = FIRST
    while batch := list(tickets.filter(ticket__gt=last)[:size]):
        yield batch
        last = batch[-1]


def _renew_passes(leaked: IssuerKey, *, at: datetime) -> int:
    """Wallets hold a day of compact tokens, for which there are no rows."""
    if leaked.purpose != KeyPurpose.T1:
        return 0
    holding = WalletPass.objects.filter(tenant=leaked.tenant_id, values_until__gt=at)
    return holding.update(send_at=at)


def _static(barcodes: QuerySet[Barcode]) -> QuerySet[Barcode]:
    """Those of paper and wallets, which last longer than any that rotates."""
    return barcodes.filter(handset=None, ends_at__gt=F("starts_at") + LONGEST_ROTATION)


def _count_tickets(barcodes: QuerySet[Barcode]) -> int:
    return barcodes.values("ticket").distinct().count()
