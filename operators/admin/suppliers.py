"""Operators elsewhere, of whom we buy to resell."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from unfold.decorators import display
from unfold.widgets import UnfoldAdminPasswordWidget

from operators.admin.changes import Change, change_button
from operators.admin.forms import TenantForm
from operators.admin.scoping import TenantScopedAdmin
from operators.supply.actions import try_supplier
from operators.supply.finding import callback_address_of
from operators.supply.models import Supplier
from operators.supply.secrets import set_secrets
from operators.supply.terms import SupplierFacts
from operators.tenancy.permissions import (
    check_user_can_set_up_selling,
    user_can_look_into_selling,
    user_can_set_up_selling,
)

LONGEST_SECRET = 2000
SIGNED = "whsec_"
MOST_TOLD = 8
"""Operations that are told of a supplier; the rest is counted."""


def secret(label: str, help_text: str) -> forms.CharField:
    """A field whose text is sent, and never shown."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_SECRET,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "off"}),
        help_text=f"{help_text} Stored sealed and never shown; empty: as it was.",
    )


class SupplierForm(TenantForm):
    """A supplier with its secrets, which are set and never shown."""

    token = secret("Our token", "What we prove ourselves with there.")
    signing_secret = secret("Signing secret", "Of its callbacks, begins with whsec_.")
    callback_token = secret("Its token", "That its callbacks bring, if they are not signed.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("token") and not self.instance.sealed_token and "token" in self.fields:
            self.add_error("token", "Write the token that the supplier gave us.")
        signed = cleaned.get("signing_secret")
        if signed and not signed.startswith(SIGNED):
            self.add_error("signing_secret", f"It begins with {SIGNED}")
        tenant = self.instance.tenant if self.instance.tenant_id else None
        if cleaned.get("allows_private") and tenant and not tenant.allows_private_callbacks:
            self.add_error("allows_private", "The tenant does not allow private addresses.")
        set_secrets(
            self.instance,
            token=cleaned.get("token") or "",
            signing_secret=signed or "",
            callback_token=cleaned.get("callback_token") or "",
        )
        return cleaned


def tell_facts(
    page: Any, request: HttpRequest, row: Supplier, facts: SupplierFacts, *, back: str
) -> HttpResponse:
    """What the supplier said of itself."""
    versions = ", ".join(facts.versions) or "none"
    told = list(facts.operations[:MOST_TOLD])
    more = len(facts.operations) - len(told)
    words = [*told, f"and {more} more"] if more else told
    messages.success(request, f"It answers. Versions: {versions}. It serves {', '.join(words)}.")
    return redirect(back)


TRY_SUPPLIER = Change(
    act=try_supplier,
    title="Try the connection",
    question="The supplier is asked what it serves. Nothing is bought, and nothing changes, there "
    "or here.",
    done="Asked what it serves.",
    allowed=check_user_can_set_up_selling,
    answer=tell_facts,
)


@admin.register(Supplier)
class SupplierAdmin(TenantScopedAdmin):
    """Whose journeys and vehicles can be resold."""

    form = SupplierForm
    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    list_display = ["name", "operator", "version", "base_url", "is_active"]
    list_select_related = ["tenant", "operator"]
    list_filter = ["operator", "is_active"]
    search_fields = ["name", "base_url"]
    ordering = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "operator", "is_active"]}),
        (
            "How it is reached",
            {"fields": ["base_url", ("kind", "version"), "maas_id", "allows_private"]},
        ),
        ("What we prove ourselves with", {"fields": ["token_header", "token"]}),
        (
            "Its callbacks",
            {"fields": ["callback_address", ("signing_secret", "callback_token")]},
        ),
    ]
    readonly_fields = ["callback_address"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    actions_detail = ["try_connection"]
    try_connection = change_button(TRY_SUPPLIER, icon="network_ping")

    @display(description="Where it tells us of changes")
    def callback_address(self, supplier: Supplier) -> str:
        return callback_address_of(supplier)
