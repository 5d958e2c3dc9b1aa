"""Rentals, about which partners can be asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from bookings.admin.rentals import RentalAdmin
from bookings.models import Rental
from operators.admin.changes import Change, change_button
from operators.tenancy.actors import Actor
from operators.tenancy.permissions import check_user_can_change_bookings
from protocols.deliveries.asking import Question, ask_partner

LONGEST_ID = 100

admin.site.unregister(Rental)


class QuestionForm(forms.Form):
    """What the partner is asked."""

    question = forms.TypedChoiceField(
        choices=Question.choices, coerce=Question, widget=UnfoldAdminSelectWidget
    )
    type_id = forms.CharField(
        label="Vehicle type",
        required=False,
        max_length=LONGEST_ID,
        widget=UnfoldAdminTextInputWidget,
        help_text="Id of the type of the other vehicle, if that is another one.",
    )


def ask(rental: Rental, *, question: Question, type_id: str, by: Actor, at: datetime) -> bool:
    return ask_partner(rental.leg, question, type_id=type_id, by=by, at=at)


def tell_answer(
    page: Any, request: HttpRequest, row: models.Model, agrees: bool, *, back: str
) -> HttpResponse:
    """What the partner said, as a message."""
    if agrees:
        messages.success(request, "The partner agrees.")
    else:
        messages.warning(request, "The partner does not agree.")
    return redirect(back)


ASK_PARTNER = Change(
    act=ask,
    title="Ask partner",
    question="The partner, who pays for the rental, is asked now, and answers yes or no at once. "
    "Nothing is changed by it.",
    done="Asked the partner.",
    allowed=check_user_can_change_bookings,
    offered=lambda rental: rental.started_at is None and rental.closed_at is None,
    form=QuestionForm,
    answer=tell_answer,
)


@admin.register(Rental)
class AskedRentalAdmin(RentalAdmin):
    """Rentals; the apps below call nobody, so asking is added here."""

    actions_detail = [*RentalAdmin.actions_detail, "ask_partner"]
    ask_partner = change_button(ASK_PARTNER, icon="contact_support")
