"""What people do with statements: issue them, take one back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminDateWidget

from operators.admin.changes import Change
from operators.tenancy.actors import Actor
from operators.tenancy.money_permissions import check_user_can_settle
from sales.admin.invoice_acts import MOST_SHOWN, ReasonForm
from sales.models import Ledger, Statement
from sales.money import Money
from sales.statements.actions import issue_statements, take_back_statement
from sales.statements.errors import NothingToSettle, PeriodNotClosed
from sales.statements.queries import open_amounts


class StatementsForm(forms.Form):
    """Through which day it is settled."""

    through = forms.DateField(
        label="Sales booked through",
        required=False,
        widget=UnfoldAdminDateWidget,
        help_text="A day that is closed; empty: the last one.",
    )


def open_by_party(ledger: Ledger, *, by: Actor, at: datetime) -> Mapping[str, str]:
    """What is not settled of closed days, by party. PeriodNotClosed; NothingToSettle."""
    if ledger.closed_through is None:
        raise PeriodNotClosed
    found = open_amounts(ledger, through=ledger.closed_through)
    if not found:
        raise NothingToSettle
    shown = {
        f"{one.name}, {one.currency}": f"{Money(one.amount, one.currency)} without VAT, "
        f"{one.postings} sales and returns"
        for one in found[:MOST_SHOWN]
    }
    left = len(found) - MOST_SHOWN
    return {**shown, "Others": f"{left} more"} if left > 0 else shown


def stands(statement: Any) -> bool:
    """Whether it can still be taken back."""
    corrected = Statement.objects.filter(corrects=statement.pk).exists()
    return statement.corrects_id is None and not corrected


ISSUE_STATEMENTS = Change(
    act=issue_statements,
    title="Issue statements",
    question="Each operator is settled with for what was sold of its services, and each partner "
    "that a commission was agreed with for what its channel sold, as far as it is booked on closed "
    "days and not settled before. Statements never change; one that is wrong is taken back. This "
    "is open:",
    done="Issued the statements.",
    allowed=check_user_can_settle,
    preview=open_by_party,
    form=StatementsForm,
    once=True,
)
TAKE_BACK_STATEMENT = Change(
    act=take_back_statement,
    title="Take back",
    question="Another statement takes this one back whole. What it settled can then be settled "
    "again.",
    done="Took the statement back.",
    allowed=check_user_can_settle,
    offered=stands,
    form=ReasonForm,
    once=True,
)
