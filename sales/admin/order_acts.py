"""What people do to an order with one button: write on it, give up what was never sold."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from operators.admin.changes import Change
from operators.tenancy.money_permissions import (
    check_user_can_give_up_drafts,
    check_user_can_write_notes,
)
from sales.models import Order
from sales.orders.actions import add_note, cancel_order, reset_order
from sales.orders.states import Keeper, NoteType, OrderState

LONGEST_NOTE = 2000
KEPT_AS_FAILED = (
    "Money moved for this version, so it was not given up: it waits for people. Give the money "
    "back first."
)


class NoteForm(forms.Form):
    """What to write, and what it is about."""

    type = forms.TypedChoiceField(
        label="About", coerce=NoteType, choices=NoteType.choices, widget=UnfoldAdminSelectWidget
    )
    text = forms.CharField(label="Note", max_length=LONGEST_NOTE, widget=UnfoldAdminTextareaWidget)


def is_draft(order: Order) -> bool:
    """Whether there is a version that may be given up here."""
    return order.state == OrderState.DRAFT and order.keeper == Keeper.ORDER and not order.failed


def tell_what_became(
    page: Any, request: HttpRequest, row: Order, result: Order, *, back: str
) -> HttpResponse:
    """The order goes on as it was, or waits for people if money moved for it meanwhile."""
    if result.failed:
        messages.warning(request, KEPT_AS_FAILED)
    else:
        messages.success(request, "The version was given up.")
    return redirect(back)


ADD_NOTE = Change(
    act=add_note,
    title="Add note",
    question="Everybody who may see the order reads the note, also the seller's own programs. It "
    "cannot be changed later.",
    done="The note is written.",
    allowed=check_user_can_write_notes,
    form=NoteForm,
    once=True,
)
CANCEL_DRAFT = Change(
    act=cancel_order,
    title="Cancel draft",
    question="The order was never sold. It ends here, with all that is on it; a payment that was "
    "begun is given up. This cannot be undone.",
    done="Cancelled the draft.",
    allowed=check_user_can_give_up_drafts,
    offered=lambda order: is_draft(order) and order.version == 1,
    answer=tell_what_became,
)
RESET = Change(
    act=reset_order,
    title="Reset",
    question="The changes since the last confirmed version are given up, and that version holds "
    "again.",
    done="Reset to the last confirmed version.",
    allowed=check_user_can_give_up_drafts,
    offered=lambda order: is_draft(order) and order.version > 1,
    answer=tell_what_became,
)
