"""What a ticket shows now (§10)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request

from protocols.caching import cache_until
from protocols.negotiating import liked_languages, type_named
from protocols.sales.errors import NotAcceptable, NotThere
from protocols.sales.etags import not_modified
from protocols.sales.needs import SHOW
from protocols.sales.operation import VARY, SalesOperation
from protocols.sales.tickets.mapping import ticket_to_wire
from protocols.sales.wire import answer
from sales.distribution.queries import fulfilments_of
from tickets.actions.showing import show_ticket
from tickets.errors import FormUnavailable
from tickets.forms.media import OF_A_BARCODE, Media
from tickets.forms.rendering import Rendered, render_shown, render_ticket
from tickets.models import Barcode, Ticket

AS_JSON = ("application/json", "application/hal+json")
"""Both get the ticket with its barcode as JSON, the first for those who take anything."""
FORM = "form"


class TicketById(SalesOperation):
    """GET /tickets/{ticketId}."""

    needs = {"GET": SHOW}
    asks = {"GET": frozenset({FORM})}

    def get(self, request: Any, ticket: str) -> Any:
        """A ticket with the barcode that it shows now, and how long that is good; without one while
        it cannot be shown. It needs the right to SELL, since a barcode is a ticket in the hand.

        `Accept`, or the query parameter `form`, asks for the ticket in another form: the barcode
        alone as text, octets or an image, or a document (a page, PDF, a pass of a wallet), where
        tickets of this kind come in it; 406 otherwise, with the list of those that there are. A
        ticket that cannot be shown is told as JSON. Documents are in the language that
        Accept-Language likes best.
        """
        found = fulfilments_of(self.orders()).select_related("line__order__channel")
        row = found.filter(ticket=UUID(ticket)).first()
        if row is None:
            raise NotThere
        self.check_channel(row.line.order)
        media = form_in(request, row.ticket)
        shown, barcode = self._shown(row.ticket, media)
        if media is None or not shown.may_be_shown(self.at):
            response = answer(ticket_to_wire(row, shown, barcode))
            cache_until(response, barcode.ends_at if barcode else None, at=self.at)
            response = not_modified(request, response)
        else:
            response = self._in_form(shown, barcode, media)
        response.headers["Vary"] = f"{VARY}, Accept, Accept-Language"
        return response

    def _shown(self, ticket: Ticket, media: Media | None) -> tuple[Ticket, Barcode | None]:
        """The ticket with its barcode, which a document does without: it gets one of its own."""
        if media is None or media in OF_A_BARCODE:
            return show_ticket(ticket, at=self.at)
        return ticket, None

    def _in_form(self, ticket: Ticket, barcode: Barcode | None, media: Media) -> HttpResponse:
        if barcode is None:
            return document(self._rendered(ticket, media))
        response = HttpResponse(
            render_shown(ticket, barcode, media).content, content_type=media.value
        )
        cache_until(response, barcode.ends_at, at=self.at)
        return not_modified(self.request, response)

    def _rendered(self, ticket: Ticket, media: Media) -> Rendered:
        languages = liked_languages(self.request._request)
        try:
            return render_ticket(ticket, media, at=self.at, languages=languages)
        except FormUnavailable as refusal:
            raise NotAcceptable(refusal.detail) from refusal


def document(rendered: Rendered) -> HttpResponse:
    """A page or a file; it is never kept, since the ticket may be taken back."""
    response = HttpResponse(rendered.content, content_type=rendered.media.value)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def form_in(request: Request, ticket: Ticket) -> Media | None:
    """The form that the client wants most; None for JSON with the barcode in it.

    NotAcceptable if the ticket comes in none that it takes.
    """
    forms = [name for name in ticket.ticket_type.media if name not in AS_JSON]
    asked = request.query_params.get(FORM)
    if asked is None:
        wanted = request._request.get_preferred_type([*AS_JSON, *forms])
    else:
        named = type_named(asked)
        wanted = named if named in (*AS_JSON, *forms) else None
    if wanted is None:
        raise NotAcceptable(f"This ticket comes as: {', '.join([AS_JSON[0], *forms])}.")
    return None if wanted in AS_JSON else Media(wanted)
