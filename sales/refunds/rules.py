"""Until when what was sold can be given back. Pure rules; all moments are aware, in UTC."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sales.catalogue.states import Cancellation
from tickets.models import Ticket
from tickets.states import Activation, TicketState

GONE = [TicketState.USED, TicketState.EXPIRED]


def can_be_given_back(
    rule: Cancellation, tickets: Iterable[Ticket], *, departs_at: datetime | None, at: datetime
) -> bool:
    """Whether the rule lets these tickets be given back at that moment.

    The tickets decide, by the clock as well as by their states, so that the answer is the same
    whether the sweeps ran or not. `departs_at` is the first departure of the trip; without one
    the tickets decide alone.
    """
    if rule == Cancellation.NEVER:
        return False
    if rule == Cancellation.UNTIL_ACTIVATION:
        return all(ticket.activated_at is None and not _is_over(ticket, at) for ticket in tickets)
    in_time = departs_at is None or at < departs_at
    return in_time and not any(_is_over(ticket, at) or _was_begun(ticket, at) for ticket in tickets)


def _is_over(ticket: Ticket, at: datetime) -> bool:
    return ticket.state in GONE or ticket.ends_at <= _judged_at(ticket, at)


def _was_begun(ticket: Ticket, at: datetime) -> bool:
    """Whether its traveller activated it and may have travelled with it since."""
    return (
        ticket.activation == Activation.LATER
        and ticket.activated_at is not None
        and ticket.valid_from is not None
        and ticket.valid_from <= _judged_at(ticket, at)
    )


def _judged_at(ticket: Ticket, at: datetime) -> datetime:
    """A voided ticket stays as it was: nobody could use it since."""
    if ticket.state == TicketState.VOIDED and ticket.closed_at is not None:
        return min(ticket.closed_at, at)
    return at
