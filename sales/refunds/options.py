"""What the rules of the products give back for which line, and until when."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from operators.timetable.itineraries import Ride
from sales.catalogue.states import Cancellation
from sales.orders.fulfilments import Fulfilment
from sales.orders.lines import OrderLine
from sales.orders.models import Order
from sales.orders.states import LineState
from sales.payments.models import PaymentTransaction
from sales.payments.queries import creditable
from sales.payments.states import TransactionState
from sales.refunds.rules import can_be_given_back
from sales.refunds.terms import RefundOption
from tickets.models import Ticket

OPTION_LIFE = timedelta(minutes=30)


def refund_options(
    order: Order, *, lines: Collection[uuid.UUID] | None = None, at: datetime
) -> list[RefundOption]:
    """What could be given back now of the latest version; lines that the rules keep are left out.

    `lines` names some by reference; None asks for all.
    """
    sold = order.lines.filter(state=LineState.CONFIRMED).select_related("product", "offer")
    if lines is not None:
        sold = sold.filter(reference__in=lines)
    found = list(sold.order_by("pk"))
    tickets = tickets_of(found)
    taken = taken_by(order)
    return [
        RefundOption(
            line=line,
            amount=line.amount,
            fee=fee_of(line),
            currency=order.currency,
            expires_at=_expires_at(line, at=at),
            transactions=_covering(line.amount - fee_of(line), taken),
        )
        for line in found
        if is_refundable(line, tickets[line.pk], at=at)
    ]


def is_refundable(line: OrderLine, tickets: Sequence[Ticket], *, at: datetime) -> bool:
    """Whether the rules under which the line was sold let it be given back."""
    return can_be_given_back(_rule_of(line), tickets, departs_at=departure_of(line), at=at)


def fee_of(line: OrderLine) -> Decimal:
    """What the seller keeps for taking the line back, at most all that it cost."""
    terms = line.offer or line.product
    return min(Decimal(terms.cancellation_fee), line.amount)


def departure_of(line: OrderLine) -> datetime | None:
    """When the first ride leaves; None for a line without a trip and a start."""
    departures = [Ride.from_json(facts).departs_at for facts in line.rides]
    return min(departures, default=line.starts_at)


def tickets_of(lines: Sequence[OrderLine]) -> dict[int, list[Ticket]]:
    """The tickets of each line, by its id."""
    tickets: defaultdict[int, list[Ticket]] = defaultdict(list)
    for row in Fulfilment.objects.filter(line__in=lines).select_related("ticket"):
        tickets[row.line_id].append(row.ticket)
    return tickets


def taken_by(order: Order) -> list[PaymentTransaction]:
    """The transactions that money can go back on, oldest first."""
    captured = order.transactions.filter(state=TransactionState.CAPTURED)
    return list(captured.select_related("payment").order_by("pk"))


def _rule_of(line: OrderLine) -> Cancellation:
    return Cancellation((line.offer or line.product).cancellation)


def _expires_at(line: OrderLine, *, at: datetime) -> datetime:
    end = at + OPTION_LIFE
    departs_at = departure_of(line)
    if _rule_of(line) == Cancellation.UNTIL_DEPARTURE and departs_at is not None:
        return min(end, departs_at)
    return end


def _covering(amount: Decimal, taken: Sequence[PaymentTransaction]) -> tuple[tuple[int, int], ...]:
    found = []
    for transaction in taken:
        part = min(amount, creditable(transaction))
        if part > 0:
            found.append((transaction.payment.number, transaction.number))
            amount -= part
    return tuple(found)
