"""What money a cash settlement holds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Sum, Value
from django.db.models.functions import Coalesce, NullIf

from sales.money import ZERO
from sales.payments.models import CreditPart, PaymentTransaction
from sales.payments.states import TAKEN, CreditState


@dataclass(frozen=True, slots=True)
class SettledMoney:
    """What came in and went out by one way of paying, in one currency."""

    type: str
    currency: str
    taken: Decimal
    given: Decimal

    @property
    def left(self) -> Decimal:
        return self.taken - self.given


def settled_money(code: str, *, tenant_id: int) -> list[SettledMoney]:
    """Of the cash settlement of this code: captured payments and executed credits; two queries."""
    taken = PaymentTransaction.objects.filter(
        payment__cash_settlement=code, order__tenant=tenant_id, state__in=TAKEN
    ).values_list("type", "payment__currency", Sum("amount"))
    given = CreditPart.objects.filter(
        credit__cash_settlement=code,
        credit__order__tenant=tenant_id,
        credit__state=CreditState.CREDITED,
    )
    way = Coalesce(NullIf(F("credit__type"), Value("")), F("transaction__type"))
    went = given.annotate(way=way).values_list("way", "credit__currency", Sum("amount"))
    sums: defaultdict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    for place, rows in enumerate((taken, went)):
        for kind, currency, amount in rows.order_by():
            sums[kind, currency][place] += amount
    return [SettledMoney(*key, *found) for key, found in sorted(sums.items())]
