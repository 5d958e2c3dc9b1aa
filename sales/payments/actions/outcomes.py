"""The one door for what a provider says, whoever brings the news: poll, return page or callback."""

from __future__ import annotations

from datetime import datetime

from operators.tenancy.actors import Actor
from sales.orders.states import OrderState
from sales.payments.errors import OutcomeContradicts
from sales.payments.gateways.choosing import charge_of, gateway_of
from sales.payments.gateways.interface import Outcome, Standing
from sales.payments.models import PaymentTransaction
from sales.payments.opening import (
    MoneyChange,
    confirm_if_paid,
    open_money,
    reopen_for_late_money,
    short_transaction,
)
from sales.payments.states import OPEN, TAKEN, OperationName, TransactionState
from sales.payments.taking import take


def record_provider_outcome(
    transaction: PaymentTransaction, outcome: Outcome, *, by: Actor, at: datetime
) -> PaymentTransaction:
    """Write down what the provider says, once: whoever comes later finds it done.

    Captured money counts for the order and in the books, and confirms the order if nothing is owed
    any more, all in one. Returns the transaction as it is then. OutcomeContradicts if money came
    for a transaction that ended without.
    """
    with short_transaction(is_local=gateway_of(transaction).is_local):
        money = open_money(transaction, by=by, at=at)
        if money.transaction.state in OPEN:
            _end(money, outcome)
        elif money.transaction.state not in TAKEN and outcome.standing is Standing.CAPTURED:
            raise OutcomeContradicts
    return money.transaction


def look_up_transaction(
    transaction: PaymentTransaction, *, by: Actor, at: datetime
) -> PaymentTransaction:
    """Ask the provider how things stand with a transaction whose page was opened, and record it.
    One that has ended, or was not begun, is returned as it is."""
    if transaction.state != TransactionState.INITIATED:
        return transaction
    outcome = gateway_of(transaction).look_up(charge_of(transaction))
    if outcome.standing is Standing.OPEN:
        return transaction
    return record_provider_outcome(transaction, outcome, by=by, at=at)


def _end(money: MoneyChange, outcome: Outcome) -> None:
    change, transaction = money.change, money.transaction
    learn(transaction, outcome)
    match outcome.standing:
        case Standing.OPEN:
            transaction.capture_asked_at = None
        case Standing.AUTHORISED:
            _authorise(money)
        case Standing.CAPTURED:
            _take(money)
        case Standing.CANCELLED:
            transaction.cancel(at=change.at)
            money.note(OperationName.CANCEL)
        case Standing.DECLINED:
            transaction.reject(outcome.reason[:200], at=change.at)
            money.note(OperationName.REJECT)
    money.store()
    if outcome.standing is Standing.CAPTURED:
        confirm_if_paid(money.order, by=change.by, at=change.at)


def learn(transaction: PaymentTransaction, outcome: Outcome) -> None:
    """Keep what the provider tells for the first time."""
    for name in ("provider_reference", "card_number", "rrn"):
        if told := getattr(outcome, name):
            setattr(transaction, name, told)


def _authorise(money: MoneyChange) -> None:
    if money.transaction.authenticated_at is None:
        money.transaction.authenticated_at = money.change.at
        money.note(OperationName.AUTHENTICATE)


def _take(money: MoneyChange) -> None:
    if money.order.state == OrderState.CANCELLED:
        raise OutcomeContradicts
    reopen_for_late_money(money.change)
    take(money)
