"""How customers may pay: methods of channels, stored cards."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from operators.admin.forms import TenantForm
from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.tenancy.money_permissions import user_can_read_books
from operators.tenancy.permissions import (
    user_can_look_into_selling,
    user_can_set_up_selling,
)
from sales.models import PaymentMethod, RecurringPayment
from sales.payments.states import PaymentGroup, PaymentType, RecurringState

RECURRING_COLOURS = {
    RecurringState.ACTIVE.label: "success",
    RecurringState.EXPIRED.label: "warning",
    RecurringState.CANCELLED.label: "danger",
}
ONLY_GROUP = {
    PaymentType.CASH: PaymentGroup.CASH,
    PaymentType.ON_ACCOUNT: PaymentGroup.INVOICE,
}
"""Types that are settled in one way alone."""


class MethodForm(TenantForm):
    """A way of paying whose group fits its type."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("type") and cleaned.get("group"):
            self._check_group(PaymentType(cleaned["type"]), PaymentGroup(cleaned["group"]))
        return cleaned

    def _check_group(self, kind: PaymentType, group: PaymentGroup) -> None:
        fitting = ONLY_GROUP.get(kind)
        if fitting is not None and group != fitting:
            self.add_error("group", f"{kind.label} goes with {fitting.label}.")
        elif fitting is None and group == PaymentGroup.CASH:
            self.add_error("group", f"{kind.label} is no cash; choose another group.")


class PaymentMethodInline(ScopedInline):
    """What the channel of the page takes."""

    model = PaymentMethod
    form = MethodForm
    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    fields = ["type", "group", "provider", "active"]
    ordering = ["type", "group"]
    per_page = 20
    tab = True
    verbose_name_plural = "Ways of paying"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("channel")


@admin.register(PaymentMethod)
class PaymentMethodAdmin(TenantScopedAdmin):
    """What a channel takes; switched off, it takes nothing new."""

    form = MethodForm
    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    list_display = ["type", "group", "channel", "provider", "active"]
    list_select_related = ["tenant", "channel"]
    list_filter = ["channel", "active", "provider"]
    ordering = ["channel", "type"]
    fields = ["channel", ("type", "group"), "provider", "active"]


@admin.register(RecurringPayment)
class RecurringPaymentAdmin(TenantScopedAdmin):
    """Cards that customers have stored with the provider."""

    may_look = staticmethod(user_can_read_books)
    list_display = ["number", "customer", "type", "card_number", "shown_state", "created_at"]
    list_select_related = ["tenant", "customer"]
    list_filter = ["state", "channel", "type"]
    search_fields = ["number", "customer__external_id"]
    search_help_text = "Number or customer id"
    ordering = ["-pk"]
    fields = [
        "number", "channel", "customer", "state", "type", "group", "provider", "card_number",
        "expires_date", "description", "created_at", "activated_at", "closed_at",
    ]  # fmt: skip
    readonly_fields = ["number"]

    @display(description="State", ordering="state", label=RECURRING_COLOURS)
    def shown_state(self, card: RecurringPayment) -> str:
        return card.get_state_display()
