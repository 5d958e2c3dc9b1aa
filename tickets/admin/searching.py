"""Finding a ticket by its id, or by the number that travellers read out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest

from tickets.codecs.numbers import read_ticket_number

HELP = "Ticket id or number"


def ticket_id_in(text: str) -> UUID | None:
    """The id that was typed, in either way; None if it is none."""
    for read in (UUID, read_ticket_number):
        try:
            return read(text.strip())
        except ValueError:
            continue
    return None


class FoundByTicket:
    """A list whose rows are found by the whole id or number of their ticket; anything else is
    looked for in the search fields."""

    ticket_column = "ticket"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        ticket_id = ticket_id_in(search_term)
        if ticket_id is not None:
            of_ticket = queryset.filter(**{self.ticket_column: ticket_id})
            if of_ticket.exists():
                return of_ticket, False
        found: tuple[QuerySet[Any], bool] = super().get_search_results(  # type: ignore[misc]
            request, queryset, search_term
        )
        return found
