"""Giving money back: what is to be given, then the giving of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction as database

from operators.tenancy.actors import Actor
from sales.money import total
from sales.orders.changes import OrderChange, open_order
from sales.orders.locking import check_revision
from sales.orders.models import Order
from sales.orders.states import OrderState
from sales.orders.steps import void_cancelled_tickets
from sales.payments.checks import check_amount, check_currency
from sales.payments.crediting import (
    are_local,
    begin_credit,
    check_creditable,
    fail_credit,
    finish_parts,
    open_parts,
    repay,
)
from sales.payments.errors import (
    AmountExceedsCaptured,
    AmountMismatch,
    CreditFailed,
    CreditUnknown,
    NothingToCredit,
    ProviderFailed,
    ProviderTimeout,
    TransactionUnknown,
    VersionDiffers,
)
from sales.payments.gateways.interface import Repaid
from sales.payments.models import Credit, PaymentTransaction
from sales.payments.opening import confirm_if_paid, short_transaction
from sales.payments.queries import LOCK, creditable, promised
from sales.payments.states import CreditState, PaymentGroup, PaymentType
from sales.payments.terms import Desk, PartWish


@database.atomic
def create_credit(
    order: Order,
    *,
    order_version: int,
    total_amount: Decimal,
    currency: str,
    parts: Sequence[PartWish],
    type: PaymentType | None = None,  # noqa: A002  # the word for it
    group: PaymentGroup | None = None,
    desk: Desk = Desk(),  # noqa: B008  # a frozen value
    expected_revision: int | None = None,
    by: Actor,
    at: datetime,
) -> Credit:
    """Say what is to be given back on which transactions of an order; nothing moves yet.

    OrderChanged; VersionDiffers; NothingToCredit unless the order is a draft; WrongCurrency,
    AmountUnfit; AmountMismatch unless the parts add up to the total; TransactionUnknown;
    AmountExceedsCaptured, also together with what other credits of this version are to give back.
    """
    change = open_order(order, by=by, at=at)
    check_revision(change.order, expected_revision)
    check_version(change.order, order_version)
    check_currency(change.order, currency)
    for amount in (total_amount, *(part.amount for part in parts)):
        check_amount(amount)
    if total(part.amount for part in parts) != total_amount:
        raise AmountMismatch
    if len({part.transaction for part in parts}) < len(parts):
        raise AmountMismatch("Name each transaction once, with all that goes back on it.")
    pairs = [(_find(change, part), part.amount) for part in parts]
    for transaction, amount in pairs:
        if amount > creditable(transaction) - promised(transaction, version=order_version):
            raise AmountExceedsCaptured
    return begin_credit(change, pairs, type=type, group=group, desk=desk)


def execute_credit(credit: Credit, *, by: Actor, at: datetime) -> Credit:
    """Give the money of a credit back, once, however often it is asked for; a failed one is tried
    again.

    Tickets of lines that were taken back are void first, so that nobody travels for money that was
    given back: NotRefundable if one was used. When all parts are given back the credit counts for
    the order and in the books, and the order is confirmed if nothing is owed any more.
    CreditFailed, which is recorded and leaves the order `failed`; ProviderTimeout leaves it to the
    sweep. VersionDiffers, NothingToCredit, AmountExceedsCaptured; CreditUnknown if it was dropped
    with its version.
    """
    if are_local(credit):
        with database.atomic():
            return _execute(credit, is_local=True, by=by, at=at)
    return _execute(credit, is_local=False, by=by, at=at)


def finish_credit(credit: Credit, *, is_local: bool, by: Actor, at: datetime) -> Credit:
    """Have the providers give back what was asked for, and record what they say."""
    said: dict[int, Repaid] = {}
    for part in open_parts(credit):
        try:
            said[part.pk] = repay(part)
        except ProviderTimeout:
            raise
        except ProviderFailed as failure:
            said[part.pk] = Repaid(done=False, reason=failure.detail)
    ended = record_repaid(credit, said, is_local=is_local, by=by, at=at)
    if ended.state == CreditState.FAILED:
        raise CreditFailed(ended.failure)
    return ended


def record_repaid(
    credit: Credit, said: dict[int, Repaid], *, is_local: bool, by: Actor, at: datetime
) -> Credit:
    """Store what the providers said of each part, by its id; all parts done, the credit counts and
    the order is confirmed if it owes nothing."""
    with short_transaction(is_local=is_local):
        change = open_order(Order(pk=credit.order_id), by=by, at=at)
        found = Credit.objects.lock(credit)
        if found.state == CreditState.CREDITED:
            return found
        finish_parts(change, found, said)
        if any(not word.done for word in said.values()):
            reasons = [word.reason for word in said.values() if not word.done]
            fail_credit(change, found, reasons[0])
        change.store()
        if found.state == CreditState.CREDITED:
            confirm_if_paid(change.order, by=by, at=at)
    return found


def check_version(order: Order, version: int) -> None:
    """Money is given back for the version in hand alone, and before it is confirmed."""
    if version != order.version:
        raise VersionDiffers
    if order.state != OrderState.DRAFT:
        raise NothingToCredit


def _execute(credit: Credit, *, is_local: bool, by: Actor, at: datetime) -> Credit:
    asked = _ask(credit, is_local=is_local, by=by, at=at)
    if asked.state == CreditState.CREDITED:
        return asked
    return finish_credit(asked, is_local=is_local, by=by, at=at)


def _ask(credit: Credit, *, is_local: bool, by: Actor, at: datetime) -> Credit:
    with short_transaction(is_local=is_local):
        change = open_order(Order(pk=credit.order_id), by=by, at=at)
        found = _lock(credit)
        if found.state == CreditState.CREDITED:
            return found
        check_version(change.order, found.order_version)
        for part in open_parts(found):
            check_creditable(part)
        void_cancelled_tickets(change)
        found.execute_asked_at = found.execute_asked_at or at
        found.save()
        change.order.locked_until = max(change.order.locked_until or at, at + LOCK)
        change.store()
    return found


def _lock(credit: Credit) -> Credit:
    """Under the order's lock: until then its version may have been dropped, and the credit too."""
    try:
        return Credit.objects.lock(credit)
    except Credit.DoesNotExist as gone:
        raise CreditUnknown from gone


def _find(change: OrderChange, part: PartWish) -> PaymentTransaction:
    known = change.order.transactions.filter(number=part.transaction, payment__number=part.payment)
    transaction = known.first()
    if transaction is None:
        raise TransactionUnknown
    return transaction
