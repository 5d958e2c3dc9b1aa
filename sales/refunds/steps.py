"""The steps of a refund. They lock nothing; the actions that take them do."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from decimal import Decimal

from sales.errors import NotRefundable
from sales.money import ZERO, round_amount
from sales.orders.cancelling import settle_reductions, strike_lines
from sales.orders.changes import OrderChange
from sales.orders.charging import charge_fee
from sales.orders.errors import LineUnknown
from sales.orders.lines import OrderLine
from sales.orders.states import FeeType, LineState
from sales.orders.steps import void_cancelled_tickets
from sales.orders.terms import FeeTerms
from sales.payments.checks import check_currency
from sales.payments.crediting import begin_credit, parts_for
from sales.payments.queries import LOCK, on_its_way_back
from sales.payments.terms import Desk
from sales.refunds.errors import NotSoldYet, RefundUnfit
from sales.refunds.options import fee_of, is_refundable, tickets_of
from sales.refunds.terms import Refund, RefundWish

REASON = "Refund"


def take_back(change: OrderChange, wishes: Sequence[RefundWish]) -> tuple[list[OrderLine], Decimal]:
    """Cancel the lines with their supplements, and charge what is kept of each.

    Returns the lines, and what the customer is to get for them.
    """
    terms = {wish.line: wish for wish in wishes}
    if len(terms) < len(wishes):
        raise RefundUnfit("Name each line once.")
    for wish in wishes:
        check_currency(change.order, wish.currency)
    _check_sold(change, terms)
    struck = strike_lines(change, set(terms))
    tickets = tickets_of(struck)
    if not all(is_refundable(line, tickets[line.pk], at=change.at) for line in struck):
        raise NotRefundable
    paid_out = ZERO
    for line in struck:
        back = _back_for(line, terms.get(line.reference))
        paid_out += back
        if kept := line.amount - back:
            fee = FeeTerms(FeeType.REFUNDING, kept, line.vat_rate, REASON, vat_code=line.vat_code)
            charge_fee(change, fee)
    settle_reductions(change)
    return struck, paid_out


def begin_refund(
    change: OrderChange, lines: Sequence[OrderLine], wanted: Decimal | None, *, desk: Desk
) -> Refund:
    """Void the tickets and promise the money: at most what the order was paid too much and is not
    on its way back, which is also what None asks for. The order is locked until the money is
    back."""
    order, at = change.order, change.at
    tickets = _void(change, lines)
    excess = paid_too_much(change)
    amount = max(ZERO, excess if wanted is None else min(wanted, excess))
    if not amount:
        return Refund(order, tuple(lines), tickets, ZERO, (), None)
    credit = begin_credit(change, parts_for(change, amount), desk=desk)
    credit.execute_asked_at = at
    credit.save()
    order.locked_until = at + LOCK
    parts = credit.parts.order_by("pk")
    numbers = parts.values_list("transaction__payment__number", "transaction__number")
    return Refund(order, tuple(lines), tickets, amount, tuple(numbers), credit)


def paid_too_much(change: OrderChange) -> Decimal:
    """What is to be given back, less what is on its way; below zero if the order owes money."""
    return -change.order.owed() - on_its_way_back(change.order)


def _void(change: OrderChange, lines: Sequence[OrderLine]) -> tuple[uuid.UUID, ...]:
    void_cancelled_tickets(change)
    tickets = {ticket.pk for found in tickets_of(lines).values() for ticket in found}
    return tuple(sorted(tickets))


def _check_sold(change: OrderChange, wanted: dict[uuid.UUID, RefundWish]) -> None:
    live = {line.reference: line for line in change.live_lines}
    if not wanted or not live.keys() >= wanted.keys():
        raise LineUnknown
    if any(live[reference].state != LineState.CONFIRMED for reference in wanted):
        raise NotSoldYet


def _back_for(line: OrderLine, wish: RefundWish | None) -> Decimal:
    """What the customer gets for a line, its fee taken off. RefundUnfit."""
    amount = line.amount if wish is None or wish.amount is None else wish.amount
    fee = min(fee_of(line), amount) if wish is None or wish.fee is None else wish.fee
    fits = ZERO <= fee <= amount <= line.amount
    if not fits or (amount, fee) != (round_amount(amount), round_amount(fee)):
        raise RefundUnfit
    return amount - fee
