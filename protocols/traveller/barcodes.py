"""What the page's script fetches: the barcodes of now and of the next minutes, ready to be drawn,
so that a ticket can be shown where there is no coverage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from protocols.traveller.links import behind_link
from protocols.traveller.phones import phone_to_wire
from protocols.traveller.telling import tell_script
from protocols.traveller.times import to_wire
from tickets.actions.showing import hand_out_ahead
from tickets.codecs.formats import BarcodeFormat
from tickets.errors import NoHandset, NoSigningKey, TicketNotActive
from tickets.forms.media import symbol_content
from tickets.forms.symbols import Symbology, SymbolPath, draw_path
from tickets.models import Barcode, Ticket
from tickets.sight import SightSign, signs_ahead

SIGNS_FOR = timedelta(hours=1)
"""How far ahead the words of the minutes are told: nobody is offline with a ticket in the hand for
longer, and the fewer are known, the better."""


@require_safe
@behind_link(tell=tell_script)
def barcodes(request: HttpRequest, ticket: Ticket, *, secret: str) -> HttpResponse:
    """The barcodes from now on, as far ahead as the ticket's type allows.

    `at` is this server's clock, which the page goes by; moments are UTC. Each barcode has
    `startsAt`, `endsAt` (show the next one), `diesAt` (inspectors refuse it) and its `symbol`:
    an SVG path of strokes one unit wide, with the quiet zone. `signs` are the words and colours of
    the minutes. A ticket that a phone signs has `phone` in place of barcodes. Without barcodes the
    page is loaded again, which says why. 404, 429; 503 if no key signs.
    """
    at = timezone.now()
    try:
        shown = _hand_out(ticket, at=at)
    except NoSigningKey:
        return tell_script(request, "later", status=503)
    is_shown = ticket.may_be_shown(at)
    body = {
        "at": to_wire(at),
        "state": ticket.state,
        "isShown": is_shown,
        "validUntil": to_wire(ticket.valid_until) if ticket.valid_until else None,
        "barcodes": [] if _is_signed_by_phone(ticket) else [_barcode(row) for row in shown],
        "signs": [_sign(sign) for sign in _signs(ticket, at=at)] if is_shown else [],
        "phone": phone_to_wire(ticket, shown, at=at) if _is_signed_by_phone(ticket) else None,
    }
    return JsonResponse(body)


def _hand_out(ticket: Ticket, *, at: datetime) -> Sequence[Barcode]:
    seconds = ticket.ticket_type.prefetch_seconds
    try:
        return hand_out_ahead(ticket, seconds=seconds, at=at)
    except (TicketNotActive, NoHandset):
        return []


def _is_signed_by_phone(ticket: Ticket) -> bool:
    return ticket.ticket_type.device_signed


def _signs(ticket: Ticket, *, at: datetime) -> Sequence[SightSign]:
    return list(signs_ahead(ticket.tenant_id, at=at, until=at + SIGNS_FOR))


def _barcode(row: Barcode) -> dict[str, Any]:
    symbol = _draw(row.octets, BarcodeFormat(row.format), row.ticket.ticket_type.symbology)
    return {
        "startsAt": to_wire(row.starts_at),
        "endsAt": to_wire(row.ends_at),
        "diesAt": to_wire(row.dies_at),
        "symbol": {"width": symbol.width, "height": symbol.height, "path": symbol.path},
    }


@lru_cache(maxsize=2048)
def _draw(octets: bytes, barcode_format: BarcodeFormat, symbology: str) -> SymbolPath:
    """Kept per process, some megabytes at most: half of what a page fetches it had
    before."""
    return draw_path(symbol_content(octets, barcode_format), Symbology(symbology))


def _sign(sign: SightSign) -> dict[str, str]:
    return {
        "startsAt": to_wire(sign.starts_at),
        "endsAt": to_wire(sign.ends_at),
        "word": sign.word,
        "colour": sign.colour.value,
    }
