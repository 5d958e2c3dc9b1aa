"""Handing out barcodes, making the next ones ahead, and marking the dead ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from operators.prepared import fetch_rows
from operators.tenancy.figures import count_barcodes
from tickets.actions.payloads import sign_payload
from tickets.codecs.rotation import Window
from tickets.errors import NoHandset, NoSigningKey, TicketNotActive
from tickets.models import Barcode, Handset, IssuerKey, Ticket
from tickets.queries import tickets_on_display
from tickets.windows import clipped, window_of

# Whoever voids a ticket locks its row, so either that waits until this barcode can be found, or
# this waits and stores nothing. The lock is the one that a row with a foreign key takes anyhow.
STORE = """
    WITH open AS (
        SELECT id FROM tickets_ticket
        WHERE id = ANY (%(tickets)s::uuid[]) AND state = 'ACTIVE'
        ORDER BY id FOR KEY SHARE
    )
    INSERT INTO tickets_barcode
        (ticket_id, key_id, handset_id, format, starts_at, ends_at, dies_at, payload, handed_out_at)
    SELECT new.* FROM unnest(
        %(tickets)s::uuid[], %(keys)s::bigint[], %(handsets)s::bigint[], %(formats)s::text[],
        %(starts)s::timestamptz[], %(ends)s::timestamptz[], %(deaths)s::timestamptz[],
        %(payloads)s::bytea[], %(handed_out)s::timestamptz[])
        AS new (ticket_id, key_id, handset_id, format, starts_at, ends_at, dies_at, payload,
            handed_out_at)
    JOIN open ON open.id = new.ticket_id
    ORDER BY new.ticket_id, new.starts_at
    ON CONFLICT (ticket_id, ends_at, starts_at, key_id, handset_id) DO UPDATE
        SET handed_out_at = COALESCE(tickets_barcode.handed_out_at, EXCLUDED.handed_out_at)
    RETURNING ticket_id, starts_at, payload
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
    """The tenant's active key for the format of the ticket."""
    handset: Handset | None = None
    """The phone that the ticket is bound to, where its type asks for one."""


def hand_out_barcodes(showings: Sequence[Showing], *, at: datetime) -> dict[UUID, Barcode]:
    """The barcodes that tickets show at that moment, by ticket; stored the first time they are
    handed out.

    At most one statement is sent. Two workers that ask at once get the same bytes: the payload
    follows from the ticket, the window, the key and the phone, and the first row stored wins. What
    another key signed is never handed out again. TicketNotActive if a ticket may not be shown,
    NoSigningKey if there is no active key, NoHandset if a phone must sign and none is registered.
    """
    barcodes = {showing.ticket.pk: _current(showing, at) for showing in showings}
    new = [barcode for barcode in barcodes.values() if barcode.handed_out_at is None]
    store_barcodes(new, at=at)
    return barcodes


def _current(showing: Showing, at: datetime) -> Barcode:
    ticket, key, handset = parts_of(showing, at=at)
    shown = clipped(ticket, window_of(ticket, at))
    for made in showing.made:
        same_window = (made.starts_at, made.ends_at) == (shown.start, shown.end)
        if same_window and made.key_id == key.pk and made.handset_id == (handset and handset.pk):
            return made
    return make_barcode(ticket, key=key, handset=handset, at=at)


def parts_of(showing: Showing, *, at: datetime) -> tuple[Ticket, IssuerKey, Handset | None]:
    """What a barcode of the ticket is made of; errors as in hand_out_barcodes."""
    ticket = showing.ticket
    if not ticket.may_be_shown(at):
        raise TicketNotActive
    if showing.key is None:
        raise NoSigningKey
    if not ticket.ticket_type.device_signed:
        return ticket, showing.key, None
    if showing.handset is None:
        raise NoHandset
    return ticket, showing.key, showing.handset


def make_barcode(
    ticket: Ticket, *, key: IssuerKey, at: datetime, handset: Handset | None = None
) -> Barcode:
    """Sign the ticket for the window that holds `at`; nothing is stored."""
    rotating = ticket.ticket_type.is_rotating
    return barcode_of(ticket, window_of(ticket, at), key=key, handset=handset, rotating=rotating)


def barcode_of(
    ticket: Ticket,
    window: Window,
    *,
    key: IssuerKey,
    handset: Handset | None = None,
    rotating: bool,
) -> Barcode:
    """Sign the ticket for a window that is not clipped yet; nothing is stored."""
    shown = clipped(ticket, window)
    return Barcode(
        ticket=ticket,
        key=key,
        handset=handset,
        format=key.purpose,
        starts_at=shown.start,
        ends_at=shown.end,
        dies_at=shown.dies_at,
        payload=sign_payload(ticket, window, key=key, handset=handset, rotating=rotating),
    )


def store_barcodes(barcodes: Sequence[Barcode], *, at: datetime) -> None:
    """Note that these are handed out, in one statement; each gets the payload that stands there.

    TicketNotActive if a ticket was closed meanwhile; of that one nothing is stored.
    """
    if not barcodes:
        return
    for barcode in barcodes:
        barcode.handed_out_at = at
    stored = {
        (ticket, start): payload for ticket, start, payload in fetch_rows(STORE, _values(barcodes))
    }
    for barcode in barcodes:
        payload = stored.get((barcode.ticket_id, barcode.starts_at))
        if payload is None:
            raise TicketNotActive
        barcode.payload = payload
    count_barcodes(len(barcodes))


def _values(barcodes: Sequence[Barcode]) -> dict[str, list[object]]:
    return {
        "tickets": [barcode.ticket_id for barcode in barcodes],
        "keys": [barcode.key_id for barcode in barcodes],
        "handsets": [barcode.handset_id for barcode in barcodes],
        "formats": [barcode.format for barcode in barcodes],
        "starts": [barcode.starts_at for barcode in barcodes],
        "ends": [barcode.ends_at for barcode in barcodes],
        "deaths": [barcode.dies_at for barcode in barcodes],
        "payloads": [barcode.octets for barcode in barcodes],
        "handed_out": [barcode.handed_out_at for barcode in barcodes],
    }


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
