"""Keeping moving barcodes in the Google wallet supplied (barcode format §8)."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.db import transaction

from operators.tenancy.actors import Actor
from tickets.actions.barcodes import make_barcode
from tickets.actions.wallets import google_issuer
from tickets.errors import NoWalletAccount
from tickets.forms.google import MovingValues, values_of
from tickets.forms.google_api import GoogleWallet, WalletUnreached
from tickets.models import IssuerKey, Ticket, WalletAccount, WalletPass
from tickets.states import KeyPurpose
from tickets.windows import windows_from

log = structlog.get_logger(__name__)

AHEAD = timedelta(hours=24)
"""How much the wallet is given at a time, as Google advises."""
EVERY = timedelta(hours=18)
AGAIN = timedelta(minutes=1)
"""After so long a pass that nobody has saved is tried again."""
LATER = timedelta(minutes=10)
"""The same, an hour after it was offered."""
HOUR = timedelta(hours=1)


@transaction.atomic
def offer_pass(
    ticket: Ticket, account: WalletAccount, *, values_until: datetime, at: datetime
) -> WalletPass:
    """Note that the traveller may save the ticket, so that values follow from the next run on."""
    facts = {"tenant_id": ticket.tenant_id, "account": account, "offered_at": at, "send_at": at}
    offered, is_new = WalletPass.objects.select_for_update(no_key=True).get_or_create(
        ticket=ticket, defaults={**facts, "values_until": values_until}
    )
    if not is_new:
        offered.account = account
        offered.offered_at = offered.send_at = at
        offered.values_until = max(offered.values_until, values_until)
        offered.save()
    return offered


def send_wallet_values(*, by: Actor, at: datetime, limit: int) -> int:
    """Send what is due of one batch; returns how many passes were looked at.

    The next try is noted before the call, so that two workers never send the same, and what fails
    is sent again later. A ticket that was closed gets nothing any more.
    """
    due = _claim(at=at, limit=limit)
    for kept, values in due:
        if values is None:
            continue
        try:
            wallet = GoogleWallet(google_issuer(kept.account))
            sent = wallet.send_values(kept.ticket_id, values, at=at)
        except (NoWalletAccount, WalletUnreached) as fault:
            log.warning("wallet_values_not_sent", ticket=str(kept.ticket_id), fault=repr(fault))
            continue
        if sent:
            _note_sent(kept, at=at)
    return len(due)


@transaction.atomic
def _claim(*, at: datetime, limit: int) -> list[tuple[WalletPass, MovingValues | None]]:
    """Passes that are due, each with its values; what it may hold is noted ahead, so that whoever
    voids the ticket meanwhile knows of it."""
    rows = WalletPass.objects.select_related("account", "ticket__ticket_type", "ticket__tenant")
    due = list(rows.lock_free().filter(send_at__lte=at).order_by("send_at")[:limit])
    keys = {key.tenant_id: key for key in IssuerKey.objects.signing(KeyPurpose.T1)}
    claimed = []
    for kept in due:
        values = _values(kept.ticket, keys.get(kept.tenant_id), at=at)
        waits = AGAIN if at < kept.offered_at + HOUR else LATER
        kept.send_at = at + waits if kept.ticket.may_be_shown(at) else None
        kept.values_until = max(kept.values_until, values.ends_at if values else at)
        kept.save(update_fields=["send_at", "values_until"])
        claimed.append((kept, values))
    return claimed


def _values(ticket: Ticket, key: IssuerKey | None, *, at: datetime) -> MovingValues | None:
    """A day of barcodes, or as many as the ticket has left; None if there is nothing to send."""
    kind = ticket.ticket_type
    if key is None or not ticket.may_be_shown(at) or not kind.is_rotating:
        return None
    windows = [window.start for window in windows_from(ticket, at, lasting=AHEAD)]
    texts = [(start, make_barcode(ticket, key=key, at=start).text) for start in windows]
    return values_of(texts, seconds=kind.rotation_seconds)


def _note_sent(kept: WalletPass, *, at: datetime) -> None:
    """Next time before they run out; never, if they last as long as the ticket."""
    lasts = kept.ticket.valid_until is not None and kept.values_until >= kept.ticket.valid_until
    WalletPass.objects.filter(pk=kept.pk, send_at=kept.send_at).update(
        send_at=None if lasts else at + EVERY
    )
