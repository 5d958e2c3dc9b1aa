"""GET ticket and ticket/active; GET and POST ticket/{id}."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from rest_framework.request import Request
from rest_framework.response import Response

from bookings.actions.leg import start_leg
from protocols.caching import cache_until
from protocols.negotiating import liked_languages
from protocols.policies import keep_private
from protocols.tripgo.actions.forms import source_url
from protocols.tripgo.confirmation.audience import audience_of
from protocols.tripgo.confirmation.mapping import purchased_of
from protocols.tripgo.forms.building import done_form
from protocols.tripgo.operation import KEY_HEADER, TripGoOperation
from protocols.tripgo.tickets import described
from protocols.tripgo.tickets.finding import Found, find_ticket, list_tickets, shown_by
from protocols.tripgo.tickets.mapping import GOOD, barcode_to_wire
from protocols.tripgo.tickets.page import POLICY, page_of, shown_until
from protocols.tripgo.tickets.requests import TicketsQuery
from tickets.forms.languages import TravellerLanguage
from tickets.forms.styling import language_of
from tickets.models import Barcode, TicketStyle

JSON, HTML = "application/json", "text/html"
STYLE = TicketStyle(languages=TravellerLanguage.values)
"""Of pages of this face, which speak every language."""


class Tickets(TripGoOperation):
    """GET ticket (§9)."""

    @described.list_tickets
    def get(self, request: Request) -> Response:
        """The traveller's tickets, those of valid bookings first; to be asked for anew each time,
        since there may be one more, or one that was activated or given back."""
        asked = self.read(TicketsQuery, request.GET.dict())
        return self.tell(asked.get("valid"))

    def tell(self, valid: bool | None) -> Response:
        """Those that are good for something still, the others, or all."""
        found = list_tickets(self)
        told = [
            ticket
            for _, tickets in found
            for ticket in tickets
            if valid is None or (ticket["status"] in GOOD) == valid
        ]
        response = Response(told)
        cache_until(response, None, at=self.at)
        return response


class ActiveTickets(Tickets):
    """GET ticket/active (§9)."""

    @described.list_active
    def get(self, request: Request) -> Response:
        """The traveller's tickets that are good for something still."""
        return self.tell(True)


class OneTicket(TripGoOperation):
    """GET and POST ticket/{id} (§9)."""

    failure = "Ticket not activated"

    @described.read_ticket
    @method_decorator(csp_replace(POLICY))
    def get(self, request: Request, ticket: str) -> HttpResponse:
        """The ticket: a page with its barcode for `Accept: text/html`, else the object of lists.
        Looking changes nothing. To be kept until the barcode changes, and for some minutes at the
        longest: the ticket may have been taken back."""
        found = find_ticket(self, ticket)
        shown = shown_by(found, at=self.at)
        wanted = request._request.get_preferred_type([JSON, HTML])
        response = self._page(found, shown) if wanted == HTML else self._object(found, shown)
        cache_until(response, shown_until(shown, at=self.at) if shown else None, at=self.at)
        patch_vary_headers(response, [KEY_HEADER, "userToken", "Accept", "Accept-Language"])
        return response

    @described.activate_ticket
    def post(self, request: Request, ticket: str) -> Response:
        """Make the ticket active; again changes nothing. Nothing of the body counts."""
        found = find_ticket(self, ticket)
        start_leg(found.leg.leg, by=self.actor, at=self.at)
        to = audience_of(self)
        end = done_form(
            to.phrases.activated, source_url=source_url(found.known, to), button=to.phrases.done
        )
        return Response(end)

    def _page(self, found: Found, shown: Barcode | None) -> HttpResponse:
        language = language_of(STYLE, liked_languages(self.request._request))
        content = page_of(found.ticket, shown, language=language, at=self.at)
        page = HttpResponse(content, content_type=HTML)
        keep_private(page)
        return page

    def _object(self, found: Found, shown: Barcode | None) -> Response:
        tickets = purchased_of(found.known, audience_of(self), with_moving=True)
        told = next(one for one in tickets if one["id"] == str(found.ticket.pk))
        zone = found.known.booking.tenant.zone
        return Response({**told, **(barcode_to_wire(shown, zone) if shown else {})})
