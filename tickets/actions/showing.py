"""Showing one ticket by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from tickets.actions.barcodes import (
    Showing,
    barcode_of,
    hand_out_barcodes,
    parts_of,
    store_barcodes,
)
from tickets.errors import FormUnavailable
from tickets.models import Barcode, Handset, IssuerKey, Ticket
from tickets.windows import static_window, windows_from


@transaction.atomic
def show_ticket(ticket: Ticket, *, at: datetime) -> tuple[Ticket, Barcode | None]:
    """The ticket as it is stored, and the barcode that it shows at that moment; none while it may
    not be shown.

    The row is locked, so that no barcode of an old validity is handed out when that was moved.
    Ticket.DoesNotExist; NoSigningKey if there is no active key; NoHandset if a phone must sign and
    none is registered, else the barcode is the issuer's part, which that phone signs.
    """
    locked = _lock(ticket)
    if not locked.may_be_shown(at):
        return locked, None
    made = tuple(locked.barcodes.filter(starts_at__lte=at, ends_at__gt=at))
    return locked, hand_out_barcodes([_showing(locked, made)], at=at)[locked.pk]


@transaction.atomic
def hand_out_ahead(ticket: Ticket, *, seconds: int, at: datetime) -> list[Barcode]:
    """The barcode of that moment and those of the windows that follow, for a phone that may lose
    its network: so many that they last `seconds`, or the prefetch of the ticket's type if that is
    less, and one in any case (barcode format §2.4).

    All of them count as handed out. Errors as in show_ticket, and TicketNotActive.
    """
    locked = _lock(ticket)
    owner, key, handset = parts_of(_showing(locked), at=at)
    kind = owner.ticket_type
    lasting = timedelta(seconds=min(seconds, kind.prefetch_seconds))
    ahead = [
        barcode_of(owner, window, key=key, handset=handset, rotating=kind.is_rotating)
        for window in windows_from(owner, at, lasting=lasting)
    ]
    store_barcodes(ahead, at=at)
    return ahead


@transaction.atomic
def hand_out_static(ticket: Ticket, *, at: datetime) -> Barcode:
    """The barcode for paper and for passes that never change: it is good as long as the ticket,
    whatever the rotation of its type.

    FormUnavailable if the ticket is signed by a phone; other errors as in hand_out_ahead.
    """
    locked = _lock(ticket)
    if locked.ticket_type.device_signed:
        raise FormUnavailable("This product's tickets are shown by the traveller's phone alone.")
    owner, key, _ = parts_of(_showing(locked), at=at)
    barcode = barcode_of(owner, static_window(owner), key=key, rotating=False)
    store_barcodes([barcode], at=at)
    return barcode


def _lock(ticket: Ticket) -> Ticket:
    return Ticket.objects.select_related("ticket_type", "tenant").lock(ticket)


def _showing(ticket: Ticket, made: tuple[Barcode, ...] = ()) -> Showing:
    kind = ticket.ticket_type
    key = IssuerKey.objects.signing(kind.barcode_format).filter(tenant=ticket.tenant_id).first()
    handset = None
    if kind.device_signed:
        handset = Handset.objects.active().filter(ticket=ticket).first()
    return Showing(ticket, made=made, key=key, handset=handset)
