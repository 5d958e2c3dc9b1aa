"""The doors to refunds: one unit from the lines that are given back to the money."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction as database

from operators.tenancy.actors import Actor
from sales.orders.locking import open_for_change
from sales.orders.models import Order
from sales.payments.actions.credits import finish_credit
from sales.payments.crediting import are_local
from sales.payments.errors import MoneyMoving
from sales.payments.gateways.choosing import gateway_of
from sales.payments.opening import confirm_if_paid, short_transaction
from sales.payments.states import TransactionState
from sales.payments.terms import Desk
from sales.refunds.terms import Hearer, Refund, RefundWish, nobody
from sales.refunds.ways import Way, giving_up, heard, lowering, taking_back


def refund_lines(
    order: Order,
    wishes: Sequence[RefundWish],
    *,
    includes_cancelled: bool = False,
    expected_revision: int | None = None,
    desk: Desk = Desk(),  # noqa: B008  # a frozen value
    hear: Hearer = nobody,
    by: Actor,
    at: datetime,
) -> Refund:
    """Take lines back, void their tickets, keep the fees and give the rest of the money back.

    One unit of work: the next version of the order is confirmed when the money is back. With
    `includes_cancelled` all is given back that the order was paid too much, so also what lines that
    were cancelled before it cost. Refused as `open_for_change` does; LineUnknown, NotSoldYet,
    LinesShareTicket, NotRefundable by the product's rules or for a used ticket, WrongCurrency,
    RefundUnfit, NothingToCredit.

    CreditFailed if the provider refuses: the tickets stay void, the order stays a draft that is
    `failed`, and people have the credit executed again. What ProviderTimeout leaves open is
    finished by the sweep. `hear` is told of the refund in the transaction that stores it, before
    any provider is asked.
    """
    begin = taking_back(wishes, includes_cancelled=includes_cancelled, desk=desk)
    begin = heard(begin, hear)
    return _refund(order, begin, expected_revision=expected_revision, by=by, at=at)


def preview_refund(
    order: Order,
    wishes: Sequence[RefundWish],
    *,
    includes_cancelled: bool = False,
    expected_revision: int | None = None,
    by: Actor,
    at: datetime,
) -> Refund:
    """What `refund_lines` would give back, with the same refusals: it is done and undone."""
    begin = taking_back(wishes, includes_cancelled=includes_cancelled)
    with database.atomic():
        change = open_for_change(order, expected_revision=expected_revision, by=by, at=at)
        refund = begin(change)
        database.set_rollback(True)
    return replace(refund, credit=None)


def compensate_order(
    order: Order,
    *,
    amount: Decimal,
    currency: str,
    reason: str,
    lines: Collection[uuid.UUID] = (),
    expected_revision: int | None = None,
    desk: Desk = Desk(),  # noqa: B008  # a frozen value
    hear: Hearer = nobody,
    by: Actor,
    at: datetime,
) -> Refund:
    """Lower the price of an order afterwards, and give that much money back; tickets stay good.

    The reduction is for the lines with these references, none: for the whole order. It carries the
    VAT rate of the dearest line that it is for. ReductionUnfit; otherwise as `refund_lines`.
    """
    begin = lowering(amount=amount, currency=currency, reason=reason, lines=lines, desk=desk)
    begin = heard(begin, hear)
    return _refund(order, begin, expected_revision=expected_revision, by=by, at=at)


def give_back_excess(
    order: Order,
    *,
    expected_revision: int | None = None,
    desk: Desk = Desk(),  # noqa: B008  # a frozen value
    by: Actor,
    at: datetime,
) -> Refund:
    """Take off an open version what was never sold, and give back all that was paid too much.

    That is what becomes of a version that is `failed`. NothingToCredit; otherwise as
    `refund_lines`.
    """
    begin = giving_up(desk=desk)
    return _refund(order, begin, expected_revision=expected_revision, by=by, at=at)


def _refund(
    order: Order, begin: Way, *, expected_revision: int | None, by: Actor, at: datetime
) -> Refund:
    """Where a provider has a hand in it, the promise is stored before the provider is asked."""
    if _is_local(order):
        with database.atomic():
            return _in_turn(order, begin, expected_revision, is_local=True, by=by, at=at)
    return _in_turn(order, begin, expected_revision, is_local=False, by=by, at=at)


def _in_turn(
    order: Order,
    begin: Way,
    expected_revision: int | None,
    *,
    is_local: bool,
    by: Actor,
    at: datetime,
) -> Refund:
    with short_transaction(is_local=is_local):
        change = open_for_change(
            order, expected_revision=expected_revision, may_have_failed=True, by=by, at=at
        )
        refund = begin(change)
        change.store()
        if refund.credit is None:
            return replace(refund, order=confirm_if_paid(change.order, by=by, at=at))
        if is_local and not are_local(refund.credit):
            raise MoneyMoving
    credit = finish_credit(refund.credit, is_local=are_local(refund.credit), by=by, at=at)
    return replace(refund, credit=credit, order=credit.order)


def _is_local(order: Order) -> bool:
    taken = order.transactions.filter(state=TransactionState.CAPTURED).select_related("order")
    return all(gateway_of(one).is_local for one in taken)
