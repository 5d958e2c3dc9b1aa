"""What people do with invoices: issue them, take one back, send one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from unfold.widgets import (
    UnfoldAdminDateWidget,
    UnfoldAdminEmailInputWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from operators.admin.changes import Change
from operators.tenancy.actors import Actor
from operators.tenancy.money_permissions import check_user_can_issue_invoices
from sales.admin.printed import NAMES
from sales.invoices.actions import (
    USUAL_DAYS,
    issue_invoices,
    issue_order_invoice,
    send_invoice,
    take_back_invoice,
)
from sales.invoices.errors import NothingToInvoice
from sales.invoices.queries import open_accounts, open_postings_of_order
from sales.invoices.states import InvoiceKind
from sales.letters.states import Language
from sales.models import Ledger, Order
from sales.money import Money, total

ONE_DAY = timedelta(days=1)
MOST_SHOWN = 50
"""Partners whose amounts are told before their invoices are issued."""


def yesterday() -> date:
    """In the tenant's zone, which pages are shown in."""
    return timezone.localdate() - ONE_DAY


class OrderInvoiceForm(forms.Form):
    """When it is to be paid."""

    due_days = forms.IntegerField(
        label="Days until it is due",
        min_value=0,
        max_value=365,
        initial=USUAL_DAYS,
        widget=UnfoldAdminIntegerFieldWidget,
    )


class InvoicesForm(OrderInvoiceForm):
    """What is invoiced, and when it is to be paid."""

    through = forms.DateField(
        label="Sales booked through",
        initial=yesterday,
        widget=UnfoldAdminDateWidget,
        help_text="The last day that is invoiced; it must be over.",
    )
    field_order = ["through", "due_days"]


class ReasonForm(forms.Form):
    """Why an invoice is taken back; the partner reads it."""

    reason = forms.CharField(max_length=200, widget=UnfoldAdminTextInputWidget)


class SendForm(forms.Form):
    """Whom it is sent to."""

    recipient = forms.EmailField(
        label="E-mail address",
        required=False,
        widget=UnfoldAdminEmailInputWidget,
        help_text="Empty: the address that the partner has for invoices.",
    )
    language = forms.TypedChoiceField(
        coerce=Language, choices=list(NAMES.items()), widget=UnfoldAdminSelectWidget
    )


def open_by_partner(ledger: Ledger, *, by: Actor, at: datetime) -> Mapping[str, str]:
    """What each partner was not invoiced for through yesterday. NothingToInvoice."""
    accounts = open_accounts(ledger, through=at.astimezone(ledger.tenant.zone).date() - ONE_DAY)
    if not accounts:
        raise NothingToInvoice
    shown = {
        f"{one.name}, {one.currency}": f"{Money(one.amount, one.currency)}, {one.postings} entries"
        for one in accounts[:MOST_SHOWN]
    }
    left = len(accounts) - MOST_SHOWN
    return {**shown, "Others": f"{left} more partners"} if left > 0 else shown


def open_of_order(order: Order, *, by: Actor, at: datetime) -> Mapping[str, str]:
    """What is not invoiced of an order. NothingToInvoice."""
    amounts = list(open_postings_of_order(order).values_list("amount", flat=True))
    if not amounts:
        raise NothingToInvoice
    return {str(order.payer): str(Money(total(amounts), order.currency))}


def was_bought_on_account(order: Order) -> bool:
    """Whether something of it can be invoiced."""
    return open_postings_of_order(order).exists()


def is_invoice(invoice: Any) -> bool:
    return bool(invoice.kind == InvoiceKind.INVOICE)


ISSUE = Change(
    act=issue_invoices,
    title="Issue invoices",
    question="Each partner is invoiced for what was sold on account and not invoiced before; what "
    "was given back of earlier invoices is credited. Invoices never change; one that is wrong is "
    "taken back. This is open through yesterday:",
    done="Issued the invoices.",
    allowed=check_user_can_issue_invoices,
    preview=open_by_partner,
    form=InvoicesForm,
    once=True,
)
ISSUE_FOR_ORDER = Change(
    act=issue_order_invoice,
    title="Issue invoice",
    question="This order is invoiced by itself, so it is left out of the next invoice of its "
    "partner.",
    done="Issued the invoice.",
    allowed=check_user_can_issue_invoices,
    offered=was_bought_on_account,
    preview=open_of_order,
    form=OrderInvoiceForm,
    once=True,
)
TAKE_BACK = Change(
    act=take_back_invoice,
    title="Take back",
    question="A credit note takes the whole invoice back. What it charged can then be invoiced "
    "again.",
    done="Issued the credit note.",
    allowed=check_user_can_issue_invoices,
    offered=is_invoice,
    form=ReasonForm,
    once=True,
)
SEND = Change(
    act=send_invoice,
    title="Send by e-mail",
    question="The PDF is sent as an attachment.",
    done="The letter is on its way.",
    allowed=check_user_can_issue_invoices,
    form=SendForm,
    once=True,
)
