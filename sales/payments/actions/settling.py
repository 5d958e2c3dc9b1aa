"""Finishing what was left open between us and the providers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import structlog
from django.db.models import Q, QuerySet

from operators.tenancy.actors import Actor
from sales.payments.actions.captures import cancel_transaction, finish_cancel, finish_capture
from sales.payments.actions.credits import finish_credit
from sales.payments.crediting import are_local
from sales.payments.errors import PaymentError
from sales.payments.gateways.choosing import gateway_of
from sales.payments.models import Credit, PaymentTransaction
from sales.payments.states import OPEN, CreditState, TransactionState

PATIENCE = timedelta(minutes=1)
"""Whoever stored an intent is still at work for so long; then others go on."""

log = structlog.get_logger(__name__)


def settle_money(*, by: Actor, at: datetime, limit: int) -> int:
    """Finish intents that are older than a minute, and close payment pages whose time is over.

    The provider is asked first, and each one is done in transactions of its own, so two runs at
    once do no harm. What fails is tried again by a later run. Returns how many were looked at.
    """
    looked_at = _each(_left_open(at)[:limit], _settle, by=by, at=at)
    return looked_at + _each(_unexecuted(at)[:limit], _give, by=by, at=at)


def _left_open(at: datetime) -> QuerySet[PaymentTransaction]:
    """In any order, so that some that fail again and again do not keep the others waiting."""
    asked = Q(capture_asked_at__lte=at - PATIENCE) | Q(cancel_asked_at__lte=at - PATIENCE)
    over = Q(state=TransactionState.INITIATED, locked_until__lte=at)
    found = PaymentTransaction.objects.filter(asked | over, state__in=OPEN).order_by("?")
    return found.select_related("order", "payment", "recurring_payment")


def _unexecuted(at: datetime) -> QuerySet[Credit]:
    asked = Credit.objects.filter(execute_asked_at__lte=at - PATIENCE)
    asked = asked.exclude(state=CreditState.CREDITED)
    return asked.order_by("?")


def _settle(transaction: PaymentTransaction, *, by: Actor, at: datetime) -> None:
    gateway = gateway_of(transaction)
    if transaction.capture_asked_at is not None:
        finish_capture(transaction, gateway, by=by, at=at)
    elif transaction.cancel_asked_at is not None:
        finish_cancel(transaction, gateway, by=by, at=at)
    else:
        cancel_transaction(transaction, by=by, at=at)


def _give(credit: Credit, *, by: Actor, at: datetime) -> None:
    finish_credit(credit, is_local=are_local(credit), by=by, at=at)


def _each(
    rows: Iterable[PaymentTransaction] | Iterable[Credit],
    settle: Callable[..., None],
    *,
    by: Actor,
    at: datetime,
) -> int:
    looked_at = 0
    for row in rows:
        looked_at += 1
        try:
            settle(row, by=by, at=at)
        except PaymentError as refusal:
            log.warning("money_left_open", number=row.number, reason=refusal.detail)
        except Exception:  # whatever it is, it must not stop the sweep
            log.exception("money_left_open", number=row.number)
    return looked_at
