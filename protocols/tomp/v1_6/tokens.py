"""Tickets as tokens of TOMP 1.6 (§ token)."""

from __future__ import annotations

import base64
from typing import Any

from bookings.models import Leg
from protocols.tomp.v1_6.words import TOKEN_TYPE
from protocols.tomp.wire import utc
from tickets.forms.media import Media, render_barcode
from tickets.forms.symbols import Symbology
from tickets.models import Barcode, Ticket

LAYOUT = "1"
"""`version` of what stands in our tokens."""


def token_to_wire(leg: Leg, barcode: Barcode) -> dict[str, Any]:
    """`token`: its times are those of this barcode, those of the right to travel are inside.

    The type stands outside and inside, since the one inside is what tells the kinds of data apart.
    All barcodes are tokenQR; which one it is, and in what form, is told beside it.
    """
    ticket = leg.ticket
    assert ticket is not None
    symbology = Symbology(ticket.ticket_type.symbology)
    media = Media(leg.booking.media)
    image = render_barcode(barcode.payload, symbology, media)
    kind = TOKEN_TYPE[symbology]
    return {
        "validFrom": utc(barcode.starts_at),
        "validUntil": utc(barcode.ends_at),
        "tokenType": kind,
        "tokenData": {
            "tokenType": kind,
            "base64": base64.b64encode(image).decode("ascii"),
            "version": LAYOUT,
            "mediaType": media.value,
            "symbology": symbology.value,
            **_right(ticket),
        },
    }


def _right(ticket: Ticket) -> dict[str, str]:
    assert ticket.valid_from is not None
    assert ticket.valid_until is not None
    return {
        "ticketId": str(ticket.pk),
        "ticketValidFrom": utc(ticket.valid_from),
        "ticketValidUntil": utc(ticket.valid_until),
    }
