"""The steps of moving and counting the cash of a drawer. They lock nothing; the actions that take
them hold the settlement."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from operators.tenancy.actors import Actor
from sales.closing.errors import CashUnfit, CountIncomplete
from sales.closing.facts import Amounts, facts_before, left_by
from sales.closing.postings import post_deposit, post_difference
from sales.closing.sums import cash_in
from sales.journal.models import CashSettlement
from sales.journal.movements import Movement
from sales.journal.states import CASH, MovementKind
from sales.money import CENT, MOST, ZERO, has_two_decimals

CURRENCY = re.compile(r"[A-Z]{3}")


def check_cash(amounts: Amounts) -> None:
    """CashUnfit unless they can lie in a drawer."""
    for currency, amount in amounts.items():
        known = CURRENCY.fullmatch(currency) and has_two_decimals(currency)
        if not known or not amount.is_finite() or not ZERO <= amount <= MOST:
            raise CashUnfit
        if amount != amount.quantize(CENT):
            raise CashUnfit


def fill_drawer(
    settlement: CashSettlement, told: Amounts | None, *, by: Actor, at: datetime
) -> None:
    """Begin with what the last closing left, or with the float that was told: what was put in or
    taken out between the two is posted as a deposit."""
    left = left_by(facts_before(settlement))
    floats = left if told is None else {**dict.fromkeys(left, ZERO), **told}
    for currency, amount in sorted(floats.items()):
        if amount:
            move_cash(settlement, MovementKind.FLOAT, amount, currency, by=by, at=at)
        if brought := amount - left.get(currency, ZERO):
            post_deposit(settlement, brought, currency, at=at)


def note_differences(
    settlement: CashSettlement, counted: Mapping[str, Decimal], *, by: Actor, at: datetime
) -> None:
    """Make the drawer what was counted. CountIncomplete if a currency was left out."""
    expected = cash_in(settlement)
    missing = [name for name, amount in expected.items() if amount and name not in counted]
    if missing:
        names = ", ".join(sorted(missing))
        raise CountIncomplete(f"Count {names} as well, also where there is nothing.")
    for currency, amount in sorted(counted.items()):
        if difference := amount - expected.get(currency, ZERO):
            move_cash(settlement, MovementKind.DIFFERENCE, difference, currency, by=by, at=at)
            post_difference(settlement, difference, currency, at=at)


def move_cash(
    settlement: CashSettlement,
    kind: MovementKind,
    amount: Decimal,
    currency: str,
    *,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> Movement:
    """Write down cash that no payment or credit is behind."""
    return Movement.objects.create(
        tenant_id=settlement.tenant_id,
        point_id=settlement.point_id,
        settlement=settlement,
        told_to=settlement,
        kind=kind,
        type=CASH,
        amount=amount,
        currency=currency,
        reason=reason,
        actor=str(by),
        happened_at=at,
    )
