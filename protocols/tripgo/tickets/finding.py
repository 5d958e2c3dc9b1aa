"""Finding the tickets that the traveller of a request has."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bookings.queries import BookingReading, LegReading
from protocols.tripgo.confirmation.audience import audience_of
from protocols.tripgo.confirmation.finding import mine
from protocols.tripgo.confirmation.known import Known, know
from protocols.tripgo.confirmation.mapping import purchased_of
from protocols.tripgo.confirmation.valid import in_order
from protocols.tripgo.errors import NotThere
from protocols.tripgo.operation import TripGoOperation
from tickets.actions.showing import show_ticket
from tickets.models import Barcode, Ticket

Wire = dict[str, Any]

MOST_BOOKINGS = 100
"""Whose tickets are listed at once, the valid and the newest ones."""


@dataclass(frozen=True, slots=True)
class Found:
    """A ticket with the booking that it came of."""

    known: Known
    leg: LegReading
    ticket: Ticket


def find_ticket(operation: TripGoOperation, ticket_id: str) -> Found:
    """One ticket of the traveller. TravellerMissing; NotThere, also for one of somebody else."""
    rows = mine(operation)
    try:
        key = uuid.UUID(ticket_id)
    except ValueError:
        raise NotThere from None
    for known in know(list(rows.filter(legs__ticket=key).distinct()), at=operation.at):
        assert isinstance(known.found, BookingReading)
        for leg in known.found.legs:
            if leg.leg.ticket is not None and leg.leg.ticket_id == key:
                return Found(known, leg, leg.leg.ticket)
    raise NotThere


def shown_by(found: Found, *, at: datetime) -> Barcode | None:
    """The barcode that a ticket shows now, also where it was sold as a document; None of one that
    is not active, or that the traveller's phone signs. NoSigningKey."""
    ticket = found.ticket
    if ticket.ticket_type.device_signed or not ticket.may_be_shown(at):
        return None
    return found.leg.barcode or show_ticket(ticket, at=at)[1]


def list_tickets(operation: TripGoOperation) -> list[tuple[Known, list[Wire]]]:
    """The traveller's bookings with tickets, valid ones first, then the newest; as many queries
    whatever their number."""
    rows = in_order(mine(operation).journeys(), at=operation.at)[:MOST_BOOKINGS]
    known = know(list(rows), at=operation.at)
    to = audience_of(operation)
    return [(one, purchased_of(one, to, with_moving=True)) for one in known]
