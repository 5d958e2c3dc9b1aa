"""The paths of this package."""

from __future__ import annotations

from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.tickets import views

OPERATIONS: dict[str, type[TripGoOperation]] = {
    "ticket": views.Tickets,
    "ticket/active": views.ActiveTickets,
    "ticket/{ticket}": views.OneTicket,
}
