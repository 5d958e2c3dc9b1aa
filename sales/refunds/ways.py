"""The ways of giving money back: what each does to an order before the money goes."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Sequence
from decimal import Decimal

from sales.money import ZERO, round_amount, total
from sales.orders.cancelling import settle_reductions, strike_lines
from sales.orders.changes import OrderChange, check_not_failed
from sales.orders.charging import charge_fee, drop_fees
from sales.orders.states import FeeType, LineState, OrderEventName
from sales.orders.terms import FeeTerms
from sales.payments.checks import check_currency
from sales.payments.errors import NothingToCredit
from sales.payments.terms import Desk
from sales.refunds.errors import ReductionUnfit
from sales.refunds.steps import begin_refund, paid_too_much, take_back
from sales.refunds.terms import Hearer, Refund, RefundWish

Way = Callable[[OrderChange], Refund]
NO_DESK = Desk()


def taking_back(
    wishes: Sequence[RefundWish], *, includes_cancelled: bool = False, desk: Desk = NO_DESK
) -> Way:
    """Lines are cancelled, and what their rules give is given back. OrderFailed."""

    def begin(change: OrderChange) -> Refund:
        check_not_failed(change.order)
        lines, paid_out = take_back(change, wishes)
        return begin_refund(change, lines, None if includes_cancelled else paid_out, desk=desk)

    return begin


def lowering(
    *,
    amount: Decimal,
    currency: str,
    reason: str,
    lines: Collection[uuid.UUID] = (),
    desk: Desk = NO_DESK,
) -> Way:
    """The price is lowered by a reduction, and that much is given back. OrderFailed."""

    def begin(change: OrderChange) -> Refund:
        check_not_failed(change.order)
        check_currency(change.order, currency)
        _reduce(change, amount, reason, lines)
        return begin_refund(change, [], amount, desk=desk)

    return begin


def giving_up(*, desk: Desk = NO_DESK) -> Way:
    """What was never sold is taken off, and all that was paid too much is given back."""

    def begin(change: OrderChange) -> Refund:
        unsold = [line for line in change.live_lines if line.state == LineState.DRAFT]
        if unsold:
            unsold = strike_lines(change, {line.reference for line in unsold})
        if change.order.version == 1:
            drop_fees(change, change.live_fees)
        settle_reductions(change)
        if paid_too_much(change) <= ZERO:
            raise NothingToCredit
        return begin_refund(change, unsold, None, desk=desk)

    return begin


def heard(way: Way, hear: Hearer) -> Way:
    """The same, and somebody is told of it in its transaction."""

    def begin(change: OrderChange) -> Refund:
        refund = way(change)
        hear(refund)
        return refund

    return begin


def _reduce(
    change: OrderChange, amount: Decimal, reason: str, lines: Collection[uuid.UUID]
) -> None:
    if not ZERO < amount == round_amount(amount) or amount > change.order.total_amount:
        raise ReductionUnfit
    wanted = [line for line in change.live_lines if not lines or line.reference in lines]
    if not wanted:
        raise ReductionUnfit
    if lines and amount > total(line.amount for line in wanted) + _reduced(change, lines):
        raise ReductionUnfit("A reduction is at most what the lines cost that it is for.")
    dearest = max(wanted, key=lambda line: line.amount)
    terms = FeeTerms(
        FeeType.REDUCTION,
        -amount,
        dearest.vat_rate,
        reason,
        tuple(lines),
        vat_code=dearest.vat_code,
    )
    fee = charge_fee(change, terms)
    change.add_up()
    change.note(
        OrderEventName.FEE_ADDED, fee=str(fee.reference), type=fee.type, amount=str(fee.amount)
    )


def _reduced(change: OrderChange, lines: Collection[uuid.UUID]) -> Decimal:
    """What was taken off these lines before, below zero."""
    named = {str(reference) for reference in lines}
    before = [fee for fee in change.live_fees if fee.type == FeeType.REDUCTION]
    return total(fee.amount for fee in before if named.intersection(fee.lines))
