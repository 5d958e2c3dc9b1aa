"""The doors to what happens to the tickets of sold lines."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from operators.timetable.itineraries import Ride
from sales.distribution.errors import BoundToTrip, JourneyBegun, NotSold, NotTransferable
from sales.distribution.queries import tickets_of
from sales.distribution.wording import subject_of, text_of
from sales.letters.actions import Message, write_letter
from sales.letters.states import Language, LetterKind
from sales.orders.changes import OrderChange
from sales.orders.errors import LinesShareTicket, LineUnknown
from sales.orders.fulfilments import Fulfilment
from sales.orders.lines import OrderLine
from sales.orders.locking import open_kept_order
from sales.orders.models import Customer, Order
from sales.orders.states import LineState, OrderEventName
from tickets.actions.tickets import lock_tickets
from tickets.actions.validity import GRACE, start_tickets
from tickets.models import Ticket
from tickets.models.ticket import OPEN
from tickets.states import TicketState


def check_sold(order: Order) -> None:
    """NotSold unless the order was confirmed, so that its tickets are issued."""
    if order.confirmed_at is None:
        raise NotSold


@transaction.atomic
def hand_out_tickets(
    order: Order,
    lines: Collection[uuid.UUID],
    *,
    recipient: str = "",
    language: Language = Language.ENGLISH,
    by: Actor,
    at: datetime,
) -> list[OrderLine]:
    """Note that the open tickets of sold lines are handed out: by e-mail to a recipient, or to
    whoever asks, who shows them itself. Handing them out again is told again.

    LineUnknown, NotSold, KeptByBooking.
    """
    change, chosen = _open(order, lines, by=by, at=at)
    tickets = [ticket for ticket in tickets_of(chosen) if ticket.state in OPEN]
    if not tickets:
        raise NotSold
    rows = Fulfilment.objects.filter(ticket__in=tickets)
    rows.update(handed_out_at=at, handed_out_to=recipient)
    if recipient:
        write_letter(
            change.order,
            Message(
                recipient=recipient,
                language=language,
                subject=subject_of(change.order, language),
                text=text_of(change.order, tickets, language),
            ),
            order_version=change.order.version,
            kind=LetterKind.TICKETS,
            at=at,
        )
    change.note(
        OrderEventName.TICKETS_HANDED_OUT,
        tickets=[str(ticket.pk) for ticket in tickets],
        recipient=recipient,
    )
    change.store_events()
    return chosen


@transaction.atomic
def transfer_lines(
    order: Order, lines: Collection[uuid.UUID], *, holder: Customer, by: Actor, at: datetime
) -> list[OrderLine]:
    """Pass the tickets of sold lines on to another customer; to their holder again changes nothing.

    LineUnknown, NotSold, KeptByBooking. NotTransferable by the product's rule; JourneyBegun once
    the first ride has left, or a ticket without a trip is valid; LinesShareTicket if others travel
    on the same ticket.
    """
    change, chosen = _open(order, lines, by=by, at=at)
    _check_alone(chosen)
    tickets = lock_tickets(tickets_of(chosen))
    if not all(line.product.is_transferable for line in chosen):
        raise NotTransferable
    if any(_has_begun(line, tickets, at=at) for line in chosen):
        raise JourneyBegun
    passed = [line for line in chosen if (line.holder_id or change.order.customer_id) != holder.pk]
    for line in passed:
        line.holder, line.held_since = holder, at
    OrderLine.objects.bulk_update(passed, ["holder", "held_since"])
    if passed:
        references = [str(line.reference) for line in passed]
        change.note(OrderEventName.HOLDER_CHANGED, lines=references, holder=str(holder.number))
        change.store_events()
    return chosen


@transaction.atomic
def move_validity(
    order: Order,
    tickets: Sequence[uuid.UUID],
    *,
    starts_at: datetime,
    by: Actor,
    at: datetime,
) -> list[OrderLine]:
    """Let tickets of an order become valid at another moment, before they are; returns their lines.

    A ticket of a trip that waits for its activation may be started, but not for later; BoundToTrip
    for anything else that is bought for a trip. LineUnknown, NotSold, KeptByBooking; the refusals
    of `start_tickets`.
    """
    sold = Fulfilment.objects.filter(line__order=order, ticket__in=tickets)
    lines = dict(sold.values_list("ticket", "line__reference"))
    if lines.keys() < set(tickets):
        raise LineUnknown
    change, chosen = _open(order, set(lines.values()), by=by, at=at)
    if any(line.rides for line in chosen) and not _starts_now(tickets, starts_at, at=at):
        raise BoundToTrip
    start_tickets([Ticket(pk=pk) for pk in tickets], starts_at=starts_at, by=by, at=at)
    change.note(
        OrderEventName.VALIDITY_MOVED,
        tickets=[str(pk) for pk in tickets],
        starts_at=starts_at,
    )
    change.store_events()
    return chosen


def _open(
    order: Order, references: Collection[uuid.UUID], *, by: Actor, at: datetime
) -> tuple[OrderChange, list[OrderLine]]:
    """The order, locked before its tickets as everywhere, and the sold lines that are named."""
    change = open_kept_order(order, expected_revision=None, by=by, at=at)
    chosen = [line for line in change.lines if line.reference in references]
    if not references or len(chosen) < len(set(references)):
        raise LineUnknown
    if any(line.state != LineState.CONFIRMED for line in chosen):
        raise NotSold
    return change, chosen


def _starts_now(tickets: Sequence[uuid.UUID], starts_at: datetime, *, at: datetime) -> bool:
    """Whether the travellers board: all tickets wait for that, and are wanted at once."""
    is_other = Ticket.objects.filter(pk__in=tickets).exclude(state=TicketState.ISSUED)
    return starts_at <= at + GRACE and not is_other.exists()


def _check_alone(lines: Sequence[OrderLine]) -> None:
    shared = Fulfilment.objects.filter(ticket__fulfilments__line__in=lines)
    if shared.exclude(line__in=lines).exists():
        raise LinesShareTicket


def _has_begun(line: OrderLine, tickets: Sequence[Ticket], *, at: datetime) -> bool:
    if any(Ride.from_json(facts).departs_at <= at for facts in line.rides):
        return True
    own = set(line.fulfilments.values_list("ticket_id", flat=True))
    mine = [ticket for ticket in tickets if ticket.pk in own]
    return any(ticket.state not in OPEN or ticket.is_over(at) for ticket in mine) or (
        not line.rides and any(ticket.has_begun(at) for ticket in mine)
    )
