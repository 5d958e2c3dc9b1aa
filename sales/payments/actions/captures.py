"""Taking the money of a transaction, or giving it up.

Money outside of the database is moved in three steps: what is wanted is stored, the provider is
asked without any lock, what it says is stored. Whoever dies in between leaves the first step
behind, and the sweep goes on from there.
"""

from __future__ import annotations

import contextlib
from datetime import datetime

from django.db import transaction as database

from operators.tenancy.actors import Actor
from sales.journal.queries import check_settlement
from sales.orders.changes import check_not_failed
from sales.payments.actions.outcomes import record_provider_outcome
from sales.payments.checks import check_payable
from sales.payments.errors import (
    AmountExceedsBalance,
    AuthenticationNeeded,
    MoneyMoving,
    NotAuthorised,
    NotOpened,
    PaymentRefused,
    TransactionClosed,
)
from sales.payments.gateways.choosing import charge_of, gateway_of
from sales.payments.gateways.interface import Gateway
from sales.payments.models import Payment, PaymentTransaction
from sales.payments.opening import MoneyChange, open_money, short_transaction
from sales.payments.queries import LOCK
from sales.payments.states import OPEN, TAKEN, OperationName, TransactionState


def capture_transaction(transaction: PaymentTransaction, *, by: Actor, at: datetime) -> Payment:
    """Take the whole money of a transaction; taken again it is taken once.

    TransactionClosed if it was given up or refused; OrderFailed; NotOpened or NotAuthorised if the
    customer has not paid; PaymentRefused or AuthenticationNeeded, which are recorded; MoneyMoving
    while it is being cancelled. What ProviderTimeout leaves open is finished by the sweep.
    """
    gateway = gateway_of(transaction)
    with _whole_if_local(gateway):
        wanted = _ask_to_capture(transaction, gateway, by=by, at=at)
        if wanted.state in TAKEN:
            return wanted.payment
        return finish_capture(wanted, gateway, by=by, at=at).payment


def finish_capture(
    transaction: PaymentTransaction, gateway: Gateway, *, by: Actor, at: datetime
) -> PaymentTransaction:
    """Have the provider capture what was asked for, and record what it says."""
    outcome = gateway.capture(charge_of(transaction))
    ended = record_provider_outcome(transaction, outcome, by=by, at=at)
    if ended.state == TransactionState.REJECTED:
        refused = AuthenticationNeeded if outcome.needs_authentication else PaymentRefused
        raise refused(ended.failure)
    if ended.state in OPEN:
        raise NotAuthorised
    if ended.state == TransactionState.CANCELLED:
        raise TransactionClosed
    return ended


def cancel_transaction(transaction: PaymentTransaction, *, by: Actor, at: datetime) -> Payment:
    """Give a transaction up, at the provider as well; again changes nothing.

    TransactionClosed if the money was taken or refused; MoneyMoving while it is being captured.
    """
    gateway = gateway_of(transaction)
    with _whole_if_local(gateway):
        wanted = _ask_to_cancel(transaction, gateway, by=by, at=at)
        if wanted.state == TransactionState.CANCELLED:
            return wanted.payment
        ended = finish_cancel(wanted, gateway, by=by, at=at)
        if ended.state != TransactionState.CANCELLED:
            raise TransactionClosed
        return ended.payment


def finish_cancel(
    transaction: PaymentTransaction, gateway: Gateway, *, by: Actor, at: datetime
) -> PaymentTransaction:
    """Have the provider give up what was asked for, and record what it says."""
    outcome = gateway.cancel(charge_of(transaction))
    return record_provider_outcome(transaction, outcome, by=by, at=at)


def _ask_to_capture(
    transaction: PaymentTransaction, gateway: Gateway, *, by: Actor, at: datetime
) -> PaymentTransaction:
    with short_transaction(is_local=gateway.is_local):
        money = open_money(transaction, by=by, at=at)
        found = money.transaction
        if found.state in TAKEN:
            return found
        if found.state not in OPEN:
            raise TransactionClosed
        if found.cancel_asked_at is not None:
            raise MoneyMoving
        if found.state == TransactionState.CREATED:
            _begin(money, gateway)
        if found.capture_asked_at is None:
            check_not_failed(money.order)
            found.capture_asked_at = at
            money.store()
    return found


def _begin(money: MoneyChange, gateway: Gateway) -> None:
    """What never was at a provider is captured only for what is owed now."""
    found, order = money.transaction, money.order
    if gateway.has_terminal and found.recurring_payment is None:
        raise NotOpened
    at, payment = money.change.at, money.payment
    check_payable(order, payment.order_version, at=at)
    check_settlement(
        payment.cash_settlement, pos=payment.pos, organisation_id=order.seller_id, at=at
    )
    check_owed(money)
    if not gateway.is_local:
        initiate(money)


def check_owed(money: MoneyChange) -> None:
    """AmountExceedsBalance if the order owes less by now than what is about to be taken."""
    others = money.order.transactions.filter(state=TransactionState.INITIATED)
    amounts = others.exclude(pk=money.transaction.pk).values_list("amount", flat=True)
    if money.transaction.amount + sum(amounts) > money.order.owed():
        raise AmountExceedsBalance("The order owes less than this by now; cancel the transaction.")


def initiate(money: MoneyChange) -> None:
    """From now on the provider may know of the transaction, so the order's price is locked."""
    at = money.change.at
    money.transaction.initiate(until=at + LOCK, at=at)
    money.note(OperationName.INITIATE)


def _ask_to_cancel(
    transaction: PaymentTransaction, gateway: Gateway, *, by: Actor, at: datetime
) -> PaymentTransaction:
    with short_transaction(is_local=gateway.is_local):
        money = open_money(transaction, by=by, at=at)
        found = money.transaction
        if found.state == TransactionState.CANCELLED:
            return found
        if found.state not in OPEN:
            raise TransactionClosed
        if found.capture_asked_at is not None:
            raise MoneyMoving
        if found.state == TransactionState.CREATED:
            # No provider has heard of it.
            found.cancel(at=at)
            money.note(OperationName.CANCEL)
            money.store()
        elif found.cancel_asked_at is None:
            found.cancel_asked_at = at
            money.store()
    return found


def _whole_if_local(gateway: Gateway) -> contextlib.AbstractContextManager[object]:
    """Where nobody outside is asked, all steps are one."""
    return database.atomic() if gateway.is_local else contextlib.nullcontext()
