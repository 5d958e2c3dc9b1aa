"""Tickets as tokens of TOMP 1.6 (§ token)."""

from __future__ import annotations

from typing import Any

from protocols.tomp.showing import token_data, token_life
from protocols.tomp.v1_6.words import TOKEN_OF_DOCUMENT, TOKEN_TYPE
from tickets.forms.media import OF_A_BARCODE
from tickets.forms.rendering import Rendered
from tickets.forms.symbols import Symbology
from tickets.models import Ticket

LAYOUT = "1"
"""`version` of what stands in our tokens."""


def token_to_wire(ticket: Ticket, rendered: Rendered) -> dict[str, Any]:
    """`token`: its times are those of this barcode, those of the right to travel are inside.

    The type stands outside and inside, since the one inside is what tells the kinds of data apart.
    All barcodes are tokenQR; which one it is, and in what form, is told beside it. Documents are
    tokenDefault.
    """
    kind = TOKEN_OF_DOCUMENT
    if rendered.media in OF_A_BARCODE:
        kind = TOKEN_TYPE[Symbology(ticket.ticket_type.symbology)]
    return {
        **token_life(rendered),
        "tokenType": kind,
        "tokenData": {"tokenType": kind, "version": LAYOUT, **token_data(ticket, rendered)},
    }
