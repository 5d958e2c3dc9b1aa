"""The doors to new payments and transactions."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError
from django.db import transaction as database

from operators.tenancy.actors import Actor
from sales.journal.queries import check_settlement
from sales.money import total
from sales.orders.changes import open_order
from sales.orders.locking import check_revision
from sales.orders.models import Order
from sales.payments.checks import check_amount, check_payable, check_room
from sales.payments.errors import AmountMismatch, ImportDiffers, NotPayable
from sales.payments.journaling import record_taking
from sales.payments.models import Payment, PaymentTransaction
from sales.payments.opening import MoneyChange, confirm_if_paid
from sales.payments.postings import OWED_BY_PARTNER
from sales.payments.states import DEAD
from sales.payments.taking import begin_transaction, told_before, told_elsewhere
from sales.payments.terms import Desk, TransactionWish


@database.atomic
def create_payment(
    order: Order,
    *,
    order_version: int,
    total_amount: Decimal,
    wish: TransactionWish | None = None,
    desk: Desk = Desk(),  # noqa: B008  # a frozen value
    expected_revision: int | None = None,
    by: Actor,
    at: datetime,
) -> Payment:
    """Begin to take an amount for an order, in the order's currency; with a first transaction, that
    is of the whole amount.

    An import counts at once, and confirms the order if nothing is owed any more; told again it is
    the payment that it made before. OrderChanged, VersionDiffers, NotPayable, OrderFailed,
    OrderExpired; AmountUnfit, AmountMismatch, AmountExceedsBalance, WrongCurrency; MethodOff,
    ImportDiffers; SettlementUnknown, SettlementElsewhere and SettlementOver of a cash settlement
    that takes no money of the seller at this point of sale. Cash that names none belongs to the one
    that is open there.
    """
    change = open_order(order, by=by, at=at)
    check_revision(change.order, expected_revision)
    if wish and (told := told_before(change, order_version, wish)):
        return told
    check_payable(change.order, order_version, at=at)
    check_amount(total_amount)
    if wish and wish.amount != total_amount:
        raise AmountMismatch("The first transaction is of the whole payment.")
    check_room(change.order, total_amount)
    check_settlement(
        desk.cash_settlement, pos=desk.pos, organisation_id=change.order.seller_id, at=at
    )
    payment = Payment(
        order=change.order,
        order_version=order_version,
        total_amount=total_amount,
        currency=change.order.currency,
        pos=desk.pos,
        cash_settlement=desk.cash_settlement,
        created_at=at,
        updated_at=at,
    )
    payment.save()
    if wish:
        _store(begin_transaction(change, payment, wish))
    return payment


@database.atomic
def add_transaction(
    payment: Payment, wish: TransactionWish, *, by: Actor, at: datetime
) -> PaymentTransaction:
    """Try another way of paying what a payment still lacks.

    The same refusals as `create_payment`; AmountMismatch if all of them together would be more
    than the payment.
    """
    change = open_order(Order(pk=payment.order_id), by=by, at=at)
    payment = Payment.objects.lock(payment)
    if told := told_before(change, payment.order_version, wish):
        return told.transactions.get(external_id=wish.external_id, type=wish.type)
    check_payable(change.order, payment.order_version, at=at)
    if payment.closed_at is not None:
        raise NotPayable("The payment was given up with the version that it was for.")
    alive = payment.transactions.exclude(state__in=DEAD).values_list("amount", flat=True)
    if total(alive) + wish.amount > payment.total_amount:
        raise AmountMismatch("The transactions would be more than the payment.")
    check_room(change.order, payment.total_amount - payment.captured_amount, besides=payment)
    return _store(begin_transaction(change, payment, wish))


def _store(money: MoneyChange) -> PaymentTransaction:
    if money.transaction.group in OWED_BY_PARTNER:
        money.payment.payer_id = money.order.payer_id
    if money.transaction.captured_at is None:
        money.store_transaction()
    else:
        with _imported_once(money.transaction):
            money.store()
        record_taking(money.change, money.payment, money.transaction)
        confirm_if_paid(money.order, by=money.change.by, at=money.change.at)
    return money.transaction


@contextlib.contextmanager
def _imported_once(transaction: PaymentTransaction) -> Iterator[None]:
    """ImportDiffers if another order has told of the same import at the same moment."""
    try:
        with database.atomic():
            yield
    except IntegrityError as refusal:
        if transaction.is_import and told_elsewhere(transaction):
            raise ImportDiffers from refusal
        raise
