"""What people do with dues: record that the bank paid one, take a record back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django import forms
from django.utils import timezone
from unfold.widgets import (
    UnfoldAdminDateWidget,
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminTextInputWidget,
)

from operators.admin.changes import Change
from operators.tenancy.actors import Actor
from operators.tenancy.money_permissions import check_user_can_settle
from sales.admin.invoice_acts import ReasonForm
from sales.dues.actions import record_transfer, take_back_transfer
from sales.dues.models import LONGEST_REFERENCE, UNSETTLED
from sales.dues.states import DueState
from sales.models import BankTransfer, Due
from sales.money import Money


class TransferForm(forms.Form):
    """What the bank tells of it."""

    reference = forms.CharField(
        label="Bank reference",
        max_length=LONGEST_REFERENCE,
        widget=UnfoldAdminTextInputWidget,
        help_text="Where one transfer pays several documents, record it for each of them, with its "
        "part.",
    )
    paid_on = forms.DateField(
        label="Paid on", initial=timezone.localdate, widget=UnfoldAdminDateWidget
    )
    amount = forms.DecimalField(
        min_value=Decimal("0.01"),
        max_digits=14,
        decimal_places=2,
        required=False,
        widget=UnfoldAdminDecimalFieldWidget,
        help_text="Empty: all that is open.",
    )


def who_pays_whom(due: Due, *, by: Actor, at: datetime) -> Mapping[str, str]:
    """What is open, which way it goes, and the account that a statement named."""
    whose = "To be paid to" if due.sign > 0 else "To be received from"
    told = {f"{whose} {due.party}": str(Money(abs(due.left), due.currency))}
    account = due.statement.facts["party"]["bank_account"] if due.statement else ""
    return {**told, "Bank account": account} if account and due.sign > 0 else told


def is_open(due: Due) -> bool:
    return due.state in UNSETTLED


def stands(transfer: BankTransfer) -> bool:
    """Whether it can still be taken back."""
    is_reversed = BankTransfer.objects.filter(reverses=transfer.pk).exists()
    return not (transfer.reverses_id or is_reversed or transfer.due.state == DueState.DROPPED)


RECORD_TRANSFER = Change(
    act=record_transfer,
    title="Record transfer",
    question="The bank has paid this, or a part of it. It is posted against the bank on the first "
    "open day, from today on. This is open:",
    done="Recorded the transfer.",
    allowed=check_user_can_settle,
    offered=is_open,
    preview=who_pays_whom,
    form=TransferForm,
    once=True,
)
TAKE_BACK_TRANSFER = Change(
    act=take_back_transfer,
    title="Take back",
    question="The transfer was recorded by mistake. It is taken back in the books, and what it "
    "paid is open again.",
    done="Took the transfer back.",
    allowed=check_user_can_settle,
    offered=stands,
    form=ReasonForm,
    once=True,
)
