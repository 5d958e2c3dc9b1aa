"""Handing out barcodes, making the next ones ahead, and marking the dead ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db import connection, transaction

from operators.prepared import fetch_rows
from operators.tenancy.figures import count_barcodes
from operators.tenancy.sealing import unseal
from tickets.codecs.keys import Algorithm, SigningKey
from tickets.codecs.rotation import Window, window_at
from tickets.codecs.t1 import TicketToken, encode_token
from tickets.errors import NoSigningKey, TicketNotActive
from tickets.models import Barcode, IssuerKey, Ticket
from tickets.queries import tickets_on_display

STORE = """
    INSERT INTO tickets_barcode
        (ticket_id, key_id, starts_at, ends_at, dies_at, payload, handed_out_at)
    SELECT * FROM unnest(
        %(tickets)s::uuid[], %(keys)s::bigint[], %(starts)s::timestamptz[],
        %(ends)s::timestamptz[], %(deaths)s::timestamptz[], %(payloads)s::text[],
        %(handed_out)s::timestamptz[])
    ON CONFLICT (ticket_id, ends_at, starts_at, key_id) DO UPDATE
        SET handed_out_at = COALESCE(tickets_barcode.handed_out_at, EXCLUDED.handed_out_at)
    RETURNING ticket_id, payload
"""

# The rows are taken by their places, so that no batch reads the table to find them. An array is
# made once, whatever plan the database takes, so that no batch goes beyond its limit.
EXPIRE = """
    UPDATE tickets_barcode SET expired_at = %(at)s
    WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM tickets_barcode
        WHERE expired_at IS NULL AND dies_at <= %(at)s
        ORDER BY dies_at
        LIMIT %(limit)s
        FOR NO KEY UPDATE SKIP LOCKED
    ))
"""


@dataclass(frozen=True, slots=True)
class Showing:
    """A ticket that is to be shown, with what the caller's query found beside it."""

    ticket: Ticket
    made: tuple[Barcode, ...]
    """The rows whose windows hold the moment: one, or more after a change of key or rotation."""
    key: IssuerKey | None
    """The tenant's active key."""


def hand_out_barcodes(showings: Sequence[Showing], *, at: datetime) -> dict[UUID, Barcode]:
    """The barcodes that tickets show at that moment, by ticket; stored the first time they are
    handed out.

    At most one statement is sent. Two workers that ask at once get the same bytes: the payload
    follows from the ticket, the window and the key, and the first row stored wins. What another
    key signed is never handed out again. TicketNotActive if a ticket may not be shown,
    NoSigningKey if there is no active key.
    """
    # In the order of the ids, so that two callers who store rows never wait for each other.
    showings = sorted(showings, key=lambda showing: showing.ticket.pk)
    barcodes = {showing.ticket.pk: _current(showing, at) for showing in showings}
    new = [barcode for barcode in barcodes.values() if barcode.handed_out_at is None]
    for barcode in new:
        barcode.handed_out_at = at
    for ticket_id, payload in _store(new).items():
        barcodes[ticket_id].payload = payload
    return barcodes


def _current(showing: Showing, at: datetime) -> Barcode:
    if not showing.ticket.may_be_shown(at):
        raise TicketNotActive
    if showing.key is None:
        raise NoSigningKey
    shown = _clipped(showing.ticket, window_of(showing.ticket, at))
    for made in showing.made:
        same_window = (made.starts_at, made.ends_at) == (shown.start, shown.end)
        if made.key_id == showing.key.pk and same_window:
            return made
    return make_barcode(showing.ticket, key=showing.key, at=at)


def make_barcode(ticket: Ticket, *, key: IssuerKey, at: datetime) -> Barcode:
    """Sign the ticket for the window that holds `at`; nothing is stored."""
    window = window_of(ticket, at)
    shown = _clipped(ticket, window)
    return Barcode(
        ticket=ticket,
        key=key,
        starts_at=shown.start,
        ends_at=shown.end,
        dies_at=shown.dies_at,
        payload=encode_token(_token(ticket, window), _signing_key(key)),
    )


def window_of(ticket: Ticket, at: datetime) -> Window:
    """The window of the barcode at that moment; a static barcode lives as long as its ticket."""
    kind = ticket.ticket_type
    if kind.is_rotating:
        return window_at(
            ticket.pk, period=kind.rotation_seconds, overlap=kind.overlap_seconds, at=at
        )
    assert ticket.activated_at is not None
    assert ticket.valid_until is not None
    return Window(ticket.activated_at, ticket.valid_until, ticket.valid_until)


def _clipped(ticket: Ticket, window: Window) -> Window:
    """No barcode outlives its ticket."""
    assert ticket.valid_until is not None
    return Window(
        window.start,
        min(window.end, ticket.valid_until),
        min(window.dies_at, ticket.valid_until),
    )


@transaction.atomic
def refresh_displayed_tickets(*, at: datetime) -> int:
    """Make the next barcode of every ticket that somebody looks at; returns how many were made."""
    made = [
        make_barcode(display.ticket, key=display.key, at=display.next_starts_at)
        for display in tickets_on_display(at)
        if display.key and display.ticket.may_be_shown(display.next_starts_at)
    ]
    Barcode.objects.bulk_create(made, ignore_conflicts=True, batch_size=1000)
    return len(made)


def expire_barcodes(*, at: datetime, limit: int = 20_000) -> int:
    """Mark one batch of dead barcodes in a single statement; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(EXPIRE, {"at": at, "limit": limit})
        return int(cursor.rowcount)


def _store(barcodes: Sequence[Barcode]) -> dict[UUID, str]:
    if not barcodes:
        return {}
    values = {
        "tickets": [barcode.ticket_id for barcode in barcodes],
        "keys": [barcode.key_id for barcode in barcodes],
        "starts": [barcode.starts_at for barcode in barcodes],
        "ends": [barcode.ends_at for barcode in barcodes],
        "deaths": [barcode.dies_at for barcode in barcodes],
        "payloads": [barcode.payload for barcode in barcodes],
        "handed_out": [barcode.handed_out_at for barcode in barcodes],
    }
    stored = fetch_rows(STORE, values)
    count_barcodes(len(barcodes))
    return dict(stored)


def _token(ticket: Ticket, window: Window) -> TicketToken:
    assert ticket.valid_from is not None
    assert ticket.valid_until is not None
    rotating = ticket.ticket_type.is_rotating
    return TicketToken(
        ticket_id=ticket.pk,
        product=ticket.product_number,
        valid_from=_seconds(ticket.valid_from),
        valid_until=_seconds(ticket.valid_until),
        window_start=_seconds(window.start) if rotating else 0,
        ttl=_seconds(window.dies_at) - _seconds(window.start) if rotating else 0,
        passengers=ticket.passengers,
        specimen=ticket.specimen,
        zones=tuple(ticket.zones),
    )


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _signing_key(key: IssuerKey) -> SigningKey:
    return _open_key(Algorithm(key.algorithm), key.sealed_private_key)


@lru_cache(maxsize=64)
def _open_key(algorithm: Algorithm, sealed: str) -> SigningKey:
    """Kept per process: opening a key costs more than signing with it."""
    return SigningKey.from_private_octets(algorithm, unseal(sealed))
