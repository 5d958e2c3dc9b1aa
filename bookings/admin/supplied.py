"""Bookings that are resold: what is wanted of their suppliers, and what those say."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from unfold.decorators import display
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from bookings.actions.supplied.healing import heal_supplied
from bookings.actions.supplied.reconciling import Difference, compare_books
from bookings.actions.supplied.settling import settle_charges
from bookings.models import SuppliedBooking, SuppliedLeg
from operators.admin.changes import Change, change_button
from operators.admin.plain import row_link
from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.admin.suppliers import SupplierAdmin
from operators.models import Supplier
from operators.tenancy.actors import Actor
from operators.tenancy.permissions import (
    check_user_can_change_bookings,
    check_user_can_look_into_selling,
    user_can_look_into_bookings,
)

LONGEST_LOOK = 366
MOST_TOLD = 10
"""Differences that are told; the rest is counted."""

ASK_SUPPLIER = Change(
    act=heal_supplied,
    title="Ask the supplier now",
    question="The supplier is asked for what is wanted of it, or how the booking stands, and what "
    "it says is taken in.",
    done="Asked the supplier.",
    allowed=check_user_can_change_bookings,
)


def settle(row: SuppliedBooking, *, by: Actor, at: datetime) -> SuppliedBooking:
    return settle_charges(row.booking, by=by, at=at)


SETTLE_CHARGES = Change(
    act=settle,
    title="Take over its charges",
    question="The supplier's journal is read. If it charges another sum for this booking than the "
    "order has, the order gets its next version, and the partner is charged or credited the "
    "difference.",
    done="Took over what the supplier charges.",
    allowed=check_user_can_change_bookings,
    offered=lambda row: row.booking.order_id is not None,
)


class SuppliedLegInline(ScopedInline):
    """Its legs as the supplier told them last."""

    model = SuppliedLeg
    may_look = staticmethod(user_can_look_into_bookings)
    fields = ["leg", "remote_reference", "act", "read_at", "fresh_until"]
    ordering = ["pk"]
    tab = True
    verbose_name_plural = "Legs"


@admin.register(SuppliedBooking)
class SuppliedBookingAdmin(TenantScopedAdmin):
    """What was bought of suppliers, the latest first."""

    may_look = staticmethod(user_can_look_into_bookings)
    list_display = ["remote_name", "supplier", "shown_booking", "remote_state", "wanted", "fault"]
    list_select_related = ["tenant", "supplier", "booking"]
    list_filter = ["supplier", "wanted", "remote_state"]
    search_fields = ["=booking__reference", "=remote_reference", "=asset_id"]
    search_help_text = "Our booking id or theirs, or a vehicle id"
    ordering = ["-pk"]
    fieldsets = [
        (None, {"fields": [("shown_booking", "supplier"), ("remote_reference", "remote_state")]}),
        (
            "What is wanted",
            {
                "fields": [
                    ("wanted", "asked_at", "asked_by"),
                    ("next_try_at", "attempts"),
                    "fault",
                    "asset_id",
                ]
            },
        ),
    ]
    readonly_fields = ["shown_booking"]
    inlines = [SuppliedLegInline]
    actions_detail = ["ask_supplier", "settle_charges"]
    ask_supplier = change_button(ASK_SUPPLIER, icon="sync")
    settle_charges = change_button(SETTLE_CHARGES, icon="receipt_long")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        related = ("tenant", "supplier", "booking__order")
        return super().get_queryset(request).select_related(*related)

    @display(description="Bought", ordering="remote_reference")
    def remote_name(self, row: SuppliedBooking) -> str:
        return row.remote_reference or row.asset_id

    @display(description="Booking", ordering="booking")
    def shown_booking(self, row: SuppliedBooking) -> str:
        return row_link(row.booking, linked=True)


class SpanForm(forms.Form):
    """How far back."""

    days = forms.IntegerField(
        min_value=1,
        max_value=LONGEST_LOOK,
        initial=7,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text="So many days until now.",
    )


def compare(supplier: Supplier, *, days: int, by: Actor, at: datetime) -> list[Difference]:
    return compare_books(supplier, since=at - timedelta(days=days), until=at)


def tell_differences(
    page: Any, request: HttpRequest, row: Supplier, found: list[Difference], *, back: str
) -> HttpResponse:
    """Booking by booking, or that there is none."""
    for each in found[:MOST_TOLD]:
        text = f"{each.remote_reference}: we have {each.ours}, the supplier charges {each.theirs}."
        messages.warning(request, text)
    if not found:
        messages.success(request, "The supplier charges what we have, booking by booking.")
    elif len(found) > MOST_TOLD:
        messages.warning(request, f"{len(found) - MOST_TOLD} more bookings differ.")
    return redirect(back)


COMPARE_BOOKS = Change(
    act=compare,
    title="Compare the books",
    question="The supplier's journal is read and held against our orders. Nothing is changed.",
    done="Compared the books.",
    allowed=check_user_can_look_into_selling,
    form=SpanForm,
    answer=tell_differences,
)

admin.site.unregister(Supplier)


@admin.register(Supplier)
class SupplierWithBooksAdmin(SupplierAdmin):
    """Suppliers; `operators` knows no bookings, so the books are added here."""

    actions_detail = ["try_connection", "compare_books"]
    compare_books = change_button(COMPARE_BOOKS, icon="balance")
