"""Whether the card provider and the books tell the same."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Sum

from demo.rehearsal.playing import Played
from sales.models import CreditPart, PaymentTransaction
from sales.money import ZERO
from sales.payments.states import TAKEN, Provider


def differences(played: Played) -> Iterator[str]:
    """What the provider took and gave back, against what is written down here."""
    cards = PaymentTransaction.objects.filter(order__tenant=played.tenant, provider=Provider.CARD)
    taken = cards.filter(state__in=TAKEN).aggregate(sum=Sum("amount"))["sum"] or ZERO
    parts = CreditPart.objects.filter(transaction__in=cards, done_at__isnull=False)
    given = parts.aggregate(sum=Sum("amount"))["sum"] or ZERO
    if taken != Decimal(played.charged) / 100:
        yield f"The provider took {played.charged / 100}, the books say {taken}."
    if given != Decimal(played.repaid) / 100:
        yield f"The provider gave {played.repaid / 100} back, the books say {given}."
    if played.unmatched:
        yield f"Of the provider's payouts {played.unmatched} lines are for nothing of ours."
    if cards.filter(state="INITIATED").exists():
        yield "A card payment was never ended."
