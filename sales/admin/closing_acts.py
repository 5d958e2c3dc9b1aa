"""What people do to a point of sale in a day: open its settlement, move cash, close it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from operators.admin.changes import Change
from operators.tenancy.actors import Actor
from operators.tenancy.money_permissions import check_user_can_keep_cash
from sales.admin.closing_forms import CloseForm, DepositForm, OpenForm
from sales.closing.actions import close_settlement, move_deposit, open_settlement
from sales.closing.sums import cash_in
from sales.journal.models import CashSettlement
from sales.journal.states import SettlementState
from sales.money import Money


def is_open(settlement: CashSettlement) -> bool:
    return settlement.state == SettlementState.OPEN


def has_none_open(point: Any) -> bool:
    return not point.cash_settlements.filter(state=SettlementState.OPEN).exists()


def cash_expected(settlement: CashSettlement, *, by: Actor, at: datetime) -> Mapping[str, str]:
    """What should lie in the drawer now."""
    found = sorted(cash_in(settlement).items())
    return {f"Expected in {name}": str(Money(amount, name)) for name, amount in found}


OPEN = Change(
    act=open_settlement,
    title="Open cash settlement",
    question="From now on cash can be taken and given here, for 24 hours at most. What the float "
    "differs from what the last closing left is posted as moved to or from another place.",
    done="Opened the cash settlement.",
    allowed=check_user_can_keep_cash,
    offered=has_none_open,
    form=OpenForm,
    once=True,
)
MOVE_CASH = Change(
    act=move_deposit,
    title="Move cash",
    question="Cash is put into the drawer or taken out of it, and stays in the company. It cannot "
    "be changed later; move it back instead.",
    done="The cash is moved.",
    allowed=check_user_can_keep_cash,
    offered=is_open,
    preview=cash_expected,
    form=DepositForm,
    once=True,
)
CLOSE = Change(
    act=close_settlement,
    title="Close with Z report",
    question="The day ends here: the Z report is made and never changes. What you counted more or "
    "less than expected is posted as a difference. Payments that come later belong to the next "
    "settlement. This cannot be undone.",
    done="Closed the cash settlement; its Z report is made.",
    allowed=check_user_can_keep_cash,
    offered=is_open,
    preview=cash_expected,
    form=CloseForm,
)
