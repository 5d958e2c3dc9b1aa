"""Sending the customer to the payment page."""

from __future__ import annotations

import secrets
from datetime import datetime

from operators.tenancy.actors import Actor
from sales.payments.actions.captures import check_owed, finish_cancel, initiate
from sales.payments.actions.outcomes import learn
from sales.payments.checks import check_payable
from sales.payments.errors import MoneyMoving, NoTerminal, TransactionClosed
from sales.payments.gateways.choosing import charge_of, gateway_of
from sales.payments.gateways.interface import Gateway
from sales.payments.models import PaymentTransaction
from sales.payments.opening import open_money, short_transaction
from sales.payments.states import OPEN, TransactionState

SECRET_BYTES = 32


def open_terminal(
    transaction: PaymentTransaction, *, return_address: str, by: Actor, at: datetime
) -> PaymentTransaction:
    """Open the payment page of a transaction, for 15 minutes; its address holds `secret`.

    The customer is sent to `return_address` afterwards. The price of the order is locked until the
    transaction ends. Asked again, while it is open, it is the page that is there. NoTerminal,
    TransactionClosed, MoneyMoving; VersionDiffers, NotPayable, OrderFailed,
    OrderExpired or AmountExceedsBalance if the order does not wait for this money.
    """
    gateway = gateway_of(transaction)
    if not gateway.has_terminal or transaction.recurring_payment_id is not None:
        raise NoTerminal
    opened = _open(transaction, return_address, by=by, at=at)
    if opened.provider_reference:
        return opened
    return _prepare(opened, gateway, by=by, at=at)


def is_open_page(transaction: PaymentTransaction, *, at: datetime) -> bool:
    """Whether the customer may still pay there."""
    until = transaction.locked_until
    return transaction.state == TransactionState.INITIATED and until is not None and at < until


def _open(
    transaction: PaymentTransaction, return_address: str, *, by: Actor, at: datetime
) -> PaymentTransaction:
    with short_transaction(is_local=False):
        money = open_money(transaction, by=by, at=at)
        found = money.transaction
        if found.state not in OPEN:
            raise TransactionClosed
        if found.cancel_asked_at is not None:
            raise MoneyMoving
        if found.state == TransactionState.CREATED:
            check_payable(money.order, money.payment.order_version, at=at)
            check_owed(money)
            found.secret = secrets.token_urlsafe(SECRET_BYTES)
            found.return_address = return_address
            initiate(money)
            money.store()
    return found


def _prepare(
    transaction: PaymentTransaction, gateway: Gateway, *, by: Actor, at: datetime
) -> PaymentTransaction:
    """Tell the provider. A transaction that was given up meanwhile is given up there as well."""
    outcome = gateway.open_terminal(charge_of(transaction))
    with short_transaction(is_local=False):
        money = open_money(transaction, by=by, at=at)
        found = money.transaction
        if not found.provider_reference:
            learn(found, outcome)
            money.store_transaction()
    if found.state not in OPEN:
        finish_cancel(found, gateway, by=by, at=at)
        raise TransactionClosed
    return found
