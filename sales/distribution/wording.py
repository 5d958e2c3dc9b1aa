"""The letter that tickets are told of in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.template.loader import render_to_string

from operators.tenancy.models import Tenant
from sales.letters.addresses import place_of
from sales.letters.states import Language
from sales.letters.wording import in_words
from sales.orders.models import Order
from tickets.models import Ticket

SUBJECTS = {Language.BOKMAL: "Billetter fra", Language.ENGLISH: "Tickets from"}
NEW_BARCODES = {
    Language.BOKMAL: "Nye koder for billettene dine fra",
    Language.ENGLISH: "New barcodes for your tickets from",
}


def subject_of(order: Order, language: Language) -> str:
    return f"{SUBJECTS[language]} {order.seller.name}"


def new_barcodes_subject(order: Order, language: Language) -> str:
    return f"{NEW_BARCODES[language]} {order.seller.name}"


def new_barcodes_text(order: Order, tickets: Sequence[Ticket], language: Language) -> str:
    """What text_of says, after the news that all that was printed is refused."""
    return _text(order, tickets, f"letters/new_barcodes.{language}.txt")


def text_of(order: Order, tickets: Sequence[Ticket], language: Language) -> str:
    """Plain text, with a place for the address of each ticket's page; moments are of the tenant's
    zone."""
    return _text(order, tickets, f"letters/tickets.{language}.txt")


def _text(order: Order, tickets: Sequence[Ticket], template: str) -> str:
    words = {
        "seller": order.seller.name,
        "order": order.code,
        "tickets": [_ticket(ticket, order.tenant) for ticket in tickets],
    }
    return render_to_string(template, words).strip() + "\n"


def _ticket(ticket: Ticket, tenant: Tenant) -> dict[str, object]:
    def shown(moment: datetime | None) -> str:
        return in_words(moment, tenant) if moment else ""

    return {
        "id": ticket.pk,
        "address": place_of(ticket),
        "label": ticket.label,
        "passengers": ticket.passengers,
        "valid_from": shown(ticket.valid_from),
        "valid_until": shown(ticket.valid_until),
        "activate_until": shown(ticket.activate_until),
    }
