"""Whose changes are kept in this app: ticket types and signing keys."""

from __future__ import annotations

from operators.tenancy.history import keep_history
from tickets.models.key import IssuerKey
from tickets.models.ticket_type import TicketType

TicketTypeChange = keep_history(TicketType)
IssuerKeyChange = keep_history(IssuerKey, without=["sealed_private_key"])
