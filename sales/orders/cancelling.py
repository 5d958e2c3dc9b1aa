"""The steps of taking lines off an order."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence

from operators.tenancy.sweeps import store_state
from sales.errors import NotRefundable
from sales.money import ZERO
from sales.orders.changes import OrderChange
from sales.orders.charging import drop_fees, reductions_left_over
from sales.orders.errors import LinesShareTicket, LineUnknown
from sales.orders.lines import OrderLine
from sales.orders.states import LineState, OrderEventName
from tickets.actions.tickets import CONSUMED
from tickets.models import Ticket


def strike_lines(change: OrderChange, references: Collection[uuid.UUID]) -> list[OrderLine]:
    """Cancel lines in the version in hand, with their supplements, and return all of them.

    Their tickets are void when the version is confirmed or its credit executed; the totals are
    added up by `settle_reductions`. LineUnknown; LinesShareTicket if others travel on the same
    ticket; NotRefundable if a ticket was used or has expired, or for a rental.
    """
    struck = _chosen(change, references)
    _check_tickets(struck)
    version = change.order.version
    for line in struck:
        line.cancel(version=version)
    store_state(struck, ["state", "cancelled_in_version"])
    change.note(
        OrderEventName.LINES_CANCELLED,
        version=version,
        lines=[str(line.reference) for line in struck],
    )
    return struck


def settle_reductions(change: OrderChange) -> None:
    """Drop the reductions of which no line is left, and add up the rest.

    NotRefundable if a reduction is left that is larger than the order.
    """
    drop_fees(change, reductions_left_over(change))
    change.add_up()
    if change.order.total_amount < ZERO:
        raise NotRefundable("A reduction of this order is larger than what would be left of it.")


def _chosen(change: OrderChange, references: Collection[uuid.UUID]) -> list[OrderLine]:
    live = change.live_lines
    found = {line.pk for line in live if line.reference in references}
    if not references or len(found) < len(set(references)):
        raise LineUnknown
    struck = [line for line in live if line.pk in found or line.supplement_to_id in found]
    groups = {_group(line) for line in struck if line.is_group_ticket}
    if any(_group(line) in groups for line in live if line.is_group_ticket and line not in struck):
        raise LinesShareTicket
    return struck


def _group(line: OrderLine) -> tuple[uuid.UUID | None, int, int]:
    return line.bundle, line.product_id, line.added_in_version


def _check_tickets(lines: Sequence[OrderLine]) -> None:
    """Refuse early; that nobody uses them until they are void is seen to when they are."""
    sold = [line for line in lines if line.state == LineState.CONFIRMED]
    if any(line.is_rental for line in sold):
        raise NotRefundable("A rental was used when it was sold; lower its price instead.")
    tickets = Ticket.objects.filter(fulfilments__line__in=sold, state__in=CONSUMED)
    if sold and tickets.exists():
        raise NotRefundable("A ticket of this order was used or has expired.")
