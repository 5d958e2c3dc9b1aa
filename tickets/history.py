"""Whose changes are kept in this app: ticket types and signing keys."""

from __future__ import annotations

from operators.tenancy.history import keep_history
from tickets.models.key import IssuerKey
from tickets.models.style import TicketStyle
from tickets.models.ticket_type import TicketType
from tickets.models.wallet import WalletAccount

TicketTypeChange = keep_history(TicketType)
IssuerKeyChange = keep_history(IssuerKey, without=["sealed_private_key"])
TicketStyleChange = keep_history(TicketStyle, without=["logo"])
WalletAccountChange = keep_history(WalletAccount, without=["sealed_private_key"])
