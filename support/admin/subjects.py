"""Bookings, tickets and vehicles, with the cases about them and a button that opens one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from unfold.decorators import display

from bookings.admin.bookings import BookingAdmin
from bookings.admin.tickets import SoldTicketAdmin
from bookings.models import Booking
from operators.admin.changes import Change, change_button
from operators.admin.fleet.vehicles import AssetAdmin
from operators.admin.plain import row_link
from operators.admin.scoping import ScopedInline
from operators.fleet.models import Asset
from operators.tenancy.actors import Actor
from operators.tenancy.permissions import check_user_can_work_on_cases, user_can_look_into_cases
from support.actions.opening import CaseFacts, open_case
from support.admin.forms import OpenForm
from support.models import SupportCase
from tickets.models import Ticket


class CaseInline(ScopedInline):
    """Cases about the page's row, newest first."""

    model = SupportCase
    may_look = staticmethod(user_can_look_into_cases)
    fields = ["link", "state", "kind", "priority", "opened_at", "closed_at"]
    readonly_fields = ["link"]
    ordering = ["-pk"]
    per_page = 20
    tab = True

    @display(description="Case")
    def link(self, case: SupportCase) -> str:
        return row_link(case, linked=True)


def ask_about(row: Model, *, by: Actor, at: datetime, **told: Any) -> SupportCase:
    """Open a case over a booking, a ticket or a vehicle."""
    if isinstance(row, Booking):
        return open_case(row, CaseFacts(**told), by=by, at=at)
    subject = {"ticket": row} if isinstance(row, Ticket) else {"asset": row}
    return open_case(None, CaseFacts(**told, **subject), by=by, at=at)


def show_case(page: Any, request: HttpRequest, row: Model, case: Any, *, back: str) -> HttpResponse:
    """Go on with the case."""
    return redirect(reverse("admin:support_supportcase_change", args=[case.pk]))


OPEN_CASE = Change(
    act=ask_about,
    title="Open case",
    question="Write down what somebody asks. Where the same is asked in an open case already, "
    "you get to that one.",
    done="The case is open.",
    allowed=check_user_can_work_on_cases,
    form=OpenForm,
    answer=show_case,
)

admin.site.unregister(Booking)
admin.site.unregister(Ticket)
admin.site.unregister(Asset)


@admin.register(Booking)
class QuestionedBookingAdmin(BookingAdmin):
    """Journeys and rentals; `bookings` knows no cases, so they are added here."""

    inlines = [*BookingAdmin.inlines, CaseInline]
    actions_detail = [*BookingAdmin.actions_detail, "open_case"]
    open_case = change_button(OPEN_CASE, icon="support_agent")


@admin.register(Ticket)
class QuestionedTicketAdmin(SoldTicketAdmin):
    """Rights to travel, with the questions about them."""

    inlines = [*SoldTicketAdmin.inlines, CaseInline]
    actions_detail = [*SoldTicketAdmin.actions_detail, "open_case"]
    open_case = change_button(OPEN_CASE, icon="support_agent")


@admin.register(Asset)
class QuestionedAssetAdmin(AssetAdmin):
    """Vehicles, with the questions about them."""

    inlines = [*AssetAdmin.inlines, CaseInline]
    actions_detail = [*AssetAdmin.actions_detail, "open_case"]
    open_case = change_button(OPEN_CASE, icon="support_agent")
