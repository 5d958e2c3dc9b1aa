"""Finishing what was left open between us and the providers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from django.db.models import Q, QuerySet

from operators.tenancy.actors import Actor
from sales.payments.actions.captures import cancel_transaction, finish_cancel, finish_capture
from sales.payments.actions.credits import finish_credit
from sales.payments.crediting import are_local, open_parts
from sales.payments.errors import PaymentError, ProviderTimeout
from sales.payments.gateways.choosing import gateway_of
from sales.payments.models import Credit, PaymentTransaction
from sales.payments.states import OPEN, CreditState, TransactionState

PATIENCE = timedelta(minutes=1)
"""Whoever stored an intent is still at work for so long; then others go on."""

Row = TypeVar("Row", PaymentTransaction, Credit)

log = structlog.get_logger(__name__)


def settle_money(*, by: Actor, at: datetime, limit: int) -> int:
    """Finish intents that are older than a minute, and close payment pages whose time is over.

    The provider is asked first, and each one is done in transactions of its own, so two runs at
    once do no harm. What fails is tried again by a later run; a provider that does not answer is
    asked no more in this one. Returns how many were looked at.
    """
    sweep = Sweep(by, at)
    looked_at = sweep.each(_left_open(at)[:limit], _of_transaction, sweep.settle)
    return looked_at + sweep.each(_unexecuted(at)[:limit], _of_credit, sweep.give)


@dataclass(slots=True)
class Sweep:
    """One run, and the providers that did not answer in it."""

    by: Actor
    at: datetime
    away: set[str] = field(default_factory=set)

    def settle(self, transaction: PaymentTransaction) -> None:
        """Go on where a transaction was left."""
        gateway, by, at = gateway_of(transaction), self.by, self.at
        if transaction.capture_asked_at is not None:
            finish_capture(transaction, gateway, by=by, at=at)
        elif transaction.cancel_asked_at is not None:
            finish_cancel(transaction, gateway, by=by, at=at)
        else:
            cancel_transaction(transaction, by=by, at=at)

    def give(self, credit: Credit) -> None:
        """Go on with a credit."""
        finish_credit(credit, is_local=are_local(credit), by=self.by, at=self.at)

    def each(
        self,
        rows: Iterable[Row],
        providers_of: Callable[[Row], set[str]],
        act: Callable[[Row], None],
    ) -> int:
        """Do it with each row whose providers answer; returns with how many."""
        looked_at = 0
        for row in rows:
            providers = providers_of(row)
            if providers & self.away:
                continue
            looked_at += 1
            try:
                act(row)
            except PaymentError as refusal:
                log.warning("money_left_open", number=row.number, reason=refusal.detail)
                if isinstance(refusal, ProviderTimeout):
                    self.away |= providers
            except Exception:  # whatever it is, it must not stop the sweep
                log.exception("money_left_open", number=row.number)
        return looked_at


def _of_transaction(transaction: PaymentTransaction) -> set[str]:
    return {transaction.provider}


def _of_credit(credit: Credit) -> set[str]:
    return {part.transaction.provider for part in open_parts(credit)}


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
