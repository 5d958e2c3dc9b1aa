"""What the traveller shows or needs (reference §9.3): nothing in it has a form that is agreed, so
this is ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from bookings.queries import LegReading
from protocols.maas_tsp.tickets import files_of
from protocols.maas_tsp.wire import milliseconds
from tickets.forms.media import Media
from tickets.forms.rendering import render_shown
from tickets.forms.symbols import Symbology
from tickets.models import Barcode, Ticket

Wire = dict[str, Any]


class Span(NamedTuple):
    """From when to when something is valid; UTC."""

    begins_at: datetime
    ends_at: datetime


def tickets_of(legs: Iterable[LegReading]) -> list[Ticket]:
    """The tickets of a journey, each once."""
    found = {leg.leg.ticket_id: leg.leg.ticket for leg in legs}
    return [ticket for ticket in found.values() if ticket is not None]


def span_of(tickets: Sequence[Ticket]) -> Span:
    """When these are valid; of one that is not active yet, when it can be activated."""
    return Span(
        min(ticket.valid_from or ticket.issued_at for ticket in tickets),
        max(ticket.valid_until or ticket.activate_until for ticket in tickets),
    )


def token_of_journey(legs: Sequence[LegReading]) -> Wire:
    """`token` of a journey: its tickets, each with the barcode that it shows now and the names of
    the files that it comes as.

    A barcode that rotates is good until its own `validUntil`: read the booking again then.
    """
    tickets = tickets_of(legs)
    if not tickets:
        return {}
    barcodes = {leg.leg.ticket_id: leg.barcode for leg in legs}
    told = [_ticket(ticket, barcodes[ticket.pk]) for ticket in tickets]
    return {**validity(*span_of(tickets)), "data": {"tickets": told}}


def validity(begins_at: datetime, ends_at: datetime) -> Wire:
    """`validityDuration` alone."""
    span = {"startTime": milliseconds(begins_at), "endTime": milliseconds(ends_at)}
    return {"validityDuration": span}


def _ticket(ticket: Ticket, barcode: Barcode | None) -> Wire:
    told: Wire = {"id": str(ticket.pk), "label": ticket.label, "files": files_of(ticket)}
    shown = None if barcode is None else _barcode(ticket, barcode)
    return {**told, "barcode": shown} if shown else told


def _barcode(ticket: Ticket, barcode: Barcode) -> Wire | None:
    """The text of a barcode; None where it is octets, which its file shows."""
    try:
        rendered = render_shown(ticket, barcode, Media.TEXT)
    except ValueError:
        return None
    return {
        "symbology": Symbology(ticket.ticket_type.symbology).value,
        "text": rendered.content.decode("ascii"),
        "validFrom": milliseconds(rendered.starts_at),
        "validUntil": milliseconds(rendered.ends_at),
    }
