"""Bookings that wait for a yes or a no, and the buttons that give it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminTextareaWidget as TextArea

from bookings.actions.answering import approve_booking, deny_booking
from bookings.models import Booking
from bookings.states import BookingKind, BookingState
from operators.admin.changes import Change, change_button
from operators.tenancy.permissions import check_user_can_change_bookings

LONGEST_REASON = 200
WAITING = "now"


class ReasonForm(forms.Form):
    """Why not."""

    reason = forms.CharField(
        max_length=LONGEST_REASON,
        widget=TextArea,
        help_text="The partner may show it to the traveller.",
    )


def waits_for_answer(booking: Booking) -> bool:
    """Whether staff can say yes or no to it."""
    asked = booking.state == BookingState.CONDITIONAL_CONFIRMED
    return asked and booking.kind == BookingKind.JOURNEY


APPROVE_BOOKING = Change(
    act=approve_booking,
    title="Say yes",
    question="The booking is sold on account of its partner and its tickets are issued, as if it "
    "were committed now. This cannot be undone, only cancelled by the rule of its product.",
    done="The booking is confirmed and sold.",
    allowed=check_user_can_change_bookings,
    offered=waits_for_answer,
)
DENY_BOOKING = Change(
    act=deny_booking,
    title="Say no",
    question="The booking is rejected, nothing is sold, and its partner is told why. This cannot "
    "be undone.",
    done="The booking is rejected.",
    allowed=check_user_can_change_bookings,
    offered=waits_for_answer,
    form=ReasonForm,
)


class AnswerButtons:
    """The two buttons, for the page of a booking."""

    approve = change_button(APPROVE_BOOKING, icon="check_circle", variant=ActionVariant.PRIMARY)
    deny = change_button(DENY_BOOKING, icon="block", variant=ActionVariant.DANGER)


class WaitsForAnswer(SimpleListFilter):
    """The bookings that staff can still say yes or no to."""

    title = "what it waits for"
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(WAITING, "An answer of ours")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != WAITING:
            return queryset
        asked = Booking.objects.waiting_for_answer(timezone.now())
        return queryset.filter(pk__in=asked.values("pk")).order_by("answer_until")
