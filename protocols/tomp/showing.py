"""What a leg shows: its ticket in the form that its booking asked for; all versions alike."""

from __future__ import annotations

import base64
from typing import Any

from bookings.queries import LegReading
from protocols.tomp.wire import utc
from tickets.errors import TicketError
from tickets.forms.rendering import Rendered, render_shown, render_ticket
from tickets.forms.symbols import Symbology
from tickets.models import Ticket


def rendered_of(reading: LegReading) -> Rendered | None:
    """The ticket in its form; None where there is nothing to show.

    A document that cannot be made, for want of an account with a wallet, leaves the leg without a
    ticket: whatever else is told of the booking does not depend on it.
    """
    ticket = reading.leg.ticket
    assert ticket is not None or reading.barcode is None
    if ticket is None:
        return None
    if reading.barcode is not None:
        return render_shown(ticket, reading.barcode, reading.media)
    if not reading.shows_document:
        return None
    try:
        return render_ticket(ticket, reading.media, at=reading.at)
    except TicketError:
        return None


def token_data(ticket: Ticket, rendered: Rendered) -> dict[str, Any]:
    """What stands in a token: the form itself, and the right to travel behind it."""
    assert ticket.valid_from is not None
    assert ticket.valid_until is not None
    return {
        "base64": base64.b64encode(rendered.content).decode("ascii"),
        "mediaType": rendered.media.value,
        "symbology": Symbology(ticket.ticket_type.symbology).value,
        "ticketId": str(ticket.pk),
        "ticketValidFrom": utc(ticket.valid_from),
        "ticketValidUntil": utc(ticket.valid_until),
    }


def token_life(rendered: Rendered) -> dict[str, str]:
    """The times of a token: those of the barcode in it, not of the ticket."""
    return {"validFrom": utc(rendered.starts_at), "validUntil": utc(rendered.ends_at)}
