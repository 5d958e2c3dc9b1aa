"""Showing a ticket's barcode to staff, who send or show it to its traveller."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone

from operators.admin.changes import Change
from operators.admin.zones import to_the_second
from operators.tenancy.actors import Actor
from operators.tenancy.permissions import check_user_can_change_tickets
from tickets.actions.showing import show_ticket
from tickets.codecs.formats import BarcodeFormat
from tickets.errors import TicketNotActive
from tickets.forms.media import symbol_content
from tickets.forms.symbols import Symbology, draw_path
from tickets.models import Barcode, Ticket

BARCODE_PAGE = "admin/ticket_barcode.html"


def show_barcode(ticket: Ticket, *, by: Actor, at: datetime) -> Barcode:
    """Hand out the barcode of this moment. TicketNotActive if there is none."""
    _, barcode = show_ticket(ticket, at=at)
    if barcode is None:
        raise TicketNotActive
    return barcode


def barcode_page(
    page: Any, request: HttpRequest, ticket: Ticket, barcode: Barcode, *, back: str
) -> TemplateResponse:
    """The page with the symbol; it is never stored by a browser or a proxy."""
    content = symbol_content(barcode.octets, BarcodeFormat(barcode.format))
    context = {
        **page.admin_site.each_context(request),
        "opts": page.model._meta,
        "title": "Barcode",
        "ticket": ticket,
        "symbol": draw_path(content, Symbology(ticket.ticket_type.symbology)),
        "shown_until": to_the_second(barcode.ends_at),
        "refused_from": to_the_second(barcode.dies_at),
        "back": back,
    }
    return TemplateResponse(request, BARCODE_PAGE, context, headers={"Cache-Control": "no-store"})


def can_be_drawn(ticket: Ticket) -> bool:
    """Whether it may be shown now, and its symbol is not drawn by the traveller's phone alone."""
    return ticket.may_be_shown(timezone.now()) and not ticket.ticket_type.device_signed


SHOW_BARCODE = Change(
    act=show_barcode,
    title="Show barcode",
    question="You see the symbol that the traveller's phone shows now. Whoever has a picture of it "
    "can travel as long as it is good, so show it to nobody else. It counts as handed out.",
    done="Looked at the barcode.",
    allowed=check_user_can_change_tickets,
    offered=can_be_drawn,
    answer=barcode_page,
)
