"""Finding a ticket by the secret of its link, and the address that the link has."""

from __future__ import annotations

import secrets

from django.conf import settings

from operators.tenancy.actions import digest_of
from tickets.models import Ticket, TicketLink

SECRET_OCTETS = 24
PAGE = "/t/"
"""Where travellers see their tickets; the traveller face serves it."""


def new_secret() -> str:
    """192 random bits that can stand in an address."""
    return secrets.token_urlsafe(SECRET_OCTETS)


def find_ticket(secret: str) -> Ticket | None:
    """The ticket that the open link leads to, with its type and tenant; None for a stranger."""
    link = (
        TicketLink.objects.open()
        .select_related("ticket__ticket_type", "ticket__tenant")
        .filter(secret_hash=digest_of(secret))
        .first()
    )
    return link.ticket if link else None


def address_of(link: TicketLink) -> str:
    """The absolute address of an open link; whoever has it can travel, so it is never logged."""
    return f"{settings.BASE_URL}{PAGE}{link.secret}"
