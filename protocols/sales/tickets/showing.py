"""What a ticket shows now (§10)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.utils.mediatypes import order_by_precedence

from protocols.caching import cache_until
from protocols.sales.errors import NotThere
from protocols.sales.needs import SHOW
from protocols.sales.operation import VARY, SalesOperation
from protocols.sales.tickets.mapping import ticket_to_wire
from protocols.sales.wire import answer
from sales.distribution.queries import fulfilments_of
from tickets.actions.showing import show_ticket
from tickets.forms.media import Media, render_barcode
from tickets.forms.symbols import Symbology
from tickets.models import Barcode, Ticket


class TicketById(SalesOperation):
    """GET /tickets/{ticketId}."""

    needs = {"GET": SHOW}

    def get(self, request: Any, ticket: str) -> Any:
        """A ticket with the barcode that it shows now, and how long that is good; without one while
        it cannot be shown. It needs the right to SELL, since a barcode is a ticket in the hand.

        With `Accept: image/png`, `image/svg+xml` or `text/plain` the barcode alone, where tickets
        of this kind come in that form; JSON otherwise.
        """
        found = fulfilments_of(self.orders()).select_related("line__order__channel")
        row = found.filter(ticket=UUID(ticket)).first()
        if row is None:
            raise NotThere
        self.check_channel(row.line.order)
        shown, barcode = show_ticket(row.ticket, at=self.at)
        media = form_in(request, shown) if barcode else None
        if barcode is None or media is None:
            response = answer(ticket_to_wire(row, shown, barcode))
        else:
            response = drawn(barcode, shown, media)
        cache_until(response, barcode.ends_at if barcode else None, at=self.at)
        response.headers["Vary"] = f"{VARY}, Accept"
        return response


def drawn(barcode: Barcode, ticket: Ticket, media: Media) -> HttpResponse:
    """The barcode by itself."""
    symbology = Symbology(ticket.ticket_type.symbology)
    content = render_barcode(barcode.payload, symbology, media)
    return HttpResponse(content, content_type=media.value)


def form_in(request: Request, ticket: Ticket) -> Media | None:
    """The form that the client wants first, if it is one of a barcode that the ticket comes in."""
    wanted = DefaultContentNegotiation().get_accept_list(request)
    for ranges in order_by_precedence(wanted):
        for one in ranges:
            name = one.partition(";")[0].strip().lower()
            if name in ticket.ticket_type.media:
                return Media(name)
            if name.startswith(("application/", "*/")):
                return None
    return None
