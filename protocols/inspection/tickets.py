"""Tickets whose symbol cannot be read, by the number beside it."""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework.request import Request

from protocols.inspection import described
from protocols.inspection.errors import NotThere
from protocols.inspection.operation import InspectionOperation
from protocols.inspection.telling import answer, looked_up_to_wire
from tickets.codecs.numbers import read_ticket_number
from tickets.inspection.queries import last_let_through
from tickets.models import Ticket


class TicketByNumber(InspectionOperation):
    """One ticket."""

    @described.look_up_ticket
    def get(self, request: Request, number: str) -> HttpResponse:
        """Look up a ticket by the number that is printed on it, which people type: small letters,
        spaces, hyphens and letters that look like digits are forgiven. It proves nothing about
        whoever knows it, so nothing is kept of it and nothing used up."""
        try:
            ticket_id = read_ticket_number(number)
        except ValueError as fault:
            raise NotThere from fault
        found = Ticket.objects.select_related("ticket_type", "tenant")
        ticket = found.filter(pk=ticket_id, tenant__in=self.inspector.tenants).first()
        if ticket is None:
            raise NotThere
        body = looked_up_to_wire(ticket, seen_at=last_let_through(ticket), at=self.at)
        response: HttpResponse = answer(body)
        return response
