"""A traveller who opens the link of a ticket."""

from __future__ import annotations

import re
from typing import Any

from tests.factories.handsets import TicketLinkFactory
from tests.factories.moments import NOW
from tests.factories.tickets import TicketFactory, signing_key
from tickets.models import Ticket, TicketLink


def linked(ticket: Ticket | None = None, *, at=NOW, **order: Any) -> TicketLink:
    """The link of a ticket whose barcodes can be signed."""
    ticket = ticket or TicketFactory(**order)
    signing_key(ticket.tenant, ticket.ticket_type.barcode_format, at=at)
    return TicketLinkFactory(ticket=ticket, at=at)


def address(link: TicketLink | str, below: str = "") -> str:
    secret = link if isinstance(link, str) else link.secret
    return f"/t/{secret}{below}"


def heading(response: Any) -> str:
    [found] = re.findall(r"<h1>(.*?)</h1>", response.text)
    return found


def directives(response: Any) -> dict[str, list[str]]:
    """The content security policy, by its directives."""
    parts = [part.split() for part in response["Content-Security-Policy"].split(";")]
    return {name: sources for name, *sources in parts}
