"""The letter that tickets are told of in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.template.loader import render_to_string

from operators.tenancy.models import Tenant
from sales.letters.states import Language
from sales.letters.wording import in_words
from sales.orders.models import Order
from tickets.models import Ticket

SUBJECTS = {Language.BOKMAL: "Billetter fra", Language.ENGLISH: "Tickets from"}


def subject_of(order: Order, language: Language) -> str:
    return f"{SUBJECTS[language]} {order.seller.name}"


def text_of(order: Order, tickets: Sequence[Ticket], language: Language) -> str:
    """Plain text; moments are of the tenant's zone."""
    words = {
        "seller": order.seller.name,
        "order": order.code,
        "tickets": [_ticket(ticket, order.tenant) for ticket in tickets],
    }
    return render_to_string(f"letters/tickets.{language}.txt", words).strip() + "\n"


def _ticket(ticket: Ticket, tenant: Tenant) -> dict[str, object]:
    def shown(moment: datetime | None) -> str:
        return in_words(moment, tenant) if moment else ""

    return {
        "id": ticket.pk,
        "label": ticket.label,
        "passengers": ticket.passengers,
        "valid_from": shown(ticket.valid_from),
        "valid_until": shown(ticket.valid_until),
        "activate_until": shown(ticket.activate_until),
    }
