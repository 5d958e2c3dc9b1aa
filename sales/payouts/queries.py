"""What waits for the other side: lines of payouts, and payments and refunds of ours."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from sales.books.models import Ledger
from sales.payments.models import CreditPart, PaymentTransaction
from sales.payments.states import TAKEN
from sales.payouts.matching import ELSEWHERE
from sales.payouts.models import PayoutLine
from sales.payouts.states import PayoutLineKind


def waiting_lines(ledger: Ledger) -> QuerySet[PayoutLine]:
    """Lines that nothing of ours was found for; the provider's own fees need nothing."""
    told = PayoutLine.objects.filter(payout__ledger=ledger, match=None)
    return told.exclude(kind=PayoutLineKind.FEE)


def waiting_transactions(ledger: Ledger, *, before: datetime) -> QuerySet[PaymentTransaction]:
    """Captured before that moment and in no payout yet."""
    mine = PaymentTransaction.objects.filter(seller=ledger.organisation_id, captured_at__lt=before)
    return in_no_payout(mine)


def in_no_payout(transactions: QuerySet[PaymentTransaction]) -> QuerySet[PaymentTransaction]:
    """Those of them that a provider took the money of and has not paid out; sandbox sales are paid
    out by nobody."""
    taken = transactions.filter(state__in=TAKEN, payout_match=None)
    return taken.exclude(group__in=ELSEWHERE).filter(order__specimen=False)


def waiting_refunds(ledger: Ledger, *, before: datetime) -> QuerySet[CreditPart]:
    """Given back before that moment and in no payout yet."""
    given = CreditPart.objects.filter(
        transaction__seller=ledger.organisation_id, done_at__lt=before, payout_match=None
    )
    return given.exclude(transaction__group__in=ELSEWHERE).filter(
        transaction__order__specimen=False
    )
