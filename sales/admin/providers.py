"""Providers with whom travellers have accounts, and the links of travellers to them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.utils import timezone
from unfold.decorators import display
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminPasswordWidget

from operators.admin.changes import Change, change_button
from operators.admin.events import EventInline
from operators.admin.forms import TenantForm
from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.permissions import (
    check_user_can_change_bookings,
    user_can_look_into_bookings,
    user_can_look_into_selling,
    user_can_set_up_selling,
)
from sales.accounts.providers.actions.links import end_provider_link
from sales.accounts.providers.models import TAKEN_CODES
from sales.accounts.providers.secrets import set_client_secret
from sales.accounts.providers.states import ProviderKind
from sales.models import AccountProvider, ProviderLink, ProviderLinkEvent

LONGEST_SECRET = 500
ADDRESSED = ("client_id", "authorize_url", "token_url")
NEEDED = "Fill this in: a provider that speaks OAuth 2.0 is reached by it."
STATE_COLOURS = {"Open": "success", "Rejected": "danger", "Ended": "info"}
END_LINK = Change(
    act=end_provider_link,
    title="End link",
    question="The traveller has to sign in with the provider again before something is booked that "
    "needs this link. What was kept of the sign-in is revoked at the provider.",
    done="The link has ended.",
    allowed=check_user_can_change_bookings,
    offered=lambda link: link.is_open(timezone.now()),
)


class AccountProviderForm(TenantForm):
    """A provider with the secret of our client there, which is set and never shown."""

    client_secret = forms.CharField(
        required=False,
        max_length=LONGEST_SECRET,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "off"}),
        help_text="Of our client there. Stored sealed and never shown here; apps that sign "
        "travellers in by themselves are told it. Left empty it stays as it is.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._check_code(cleaned)
        self._check_addresses(cleaned)
        tenant = self.instance.tenant if self.instance.tenant_id else None
        if cleaned.get("allows_private") and tenant and not tenant.allows_private_callbacks:
            self.add_error("allows_private", "The tenant does not allow private addresses.")
        if cleaned.get("is_required") and not cleaned.get("operator"):
            self.add_error("operator", "Choose the operator whose products need it.")
        set_client_secret(self.instance, cleaned.get("client_secret") or "")
        return cleaned

    def _check_code(self, cleaned: dict[str, Any]) -> None:
        code = cleaned.get("code")
        if code in TAKEN_CODES:
            self.add_error("code", f"Choose another code: {code} is a word of the addresses.")
            return
        others = AccountProvider.objects.filter(tenant=self.instance.tenant_id, code=code)
        if code and others.exclude(pk=self.instance.pk).exists():
            self.add_error("code", "Another provider has this code.")

    def _check_addresses(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("kind") != ProviderKind.OAUTH2:
            return
        for name in ADDRESSED:
            if name in self.fields and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, NEEDED)


@admin.register(AccountProvider)
class AccountProviderAdmin(TenantScopedAdmin):
    """With whom travellers can link their accounts."""

    form = AccountProviderForm
    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    list_display = ["name", "code", "kind", "operator", "is_required", "is_active"]
    list_select_related = ["tenant", "operator"]
    list_filter = ["operator", "kind", "is_active"]
    search_fields = ["name", "code"]
    ordering = ["name"]
    fieldsets = [
        (None, {"fields": [("name", "code"), "kind", "operator", ("is_active", "is_required")]}),
        (
            "How it is reached",
            {
                "fields": [
                    ("client_id", "client_secret"),
                    "basic_auth",
                    "authorize_url",
                    "token_url",
                    "revoke_url",
                    "account_url",
                    ("redirect_uri", "scope"),
                    "allows_private",
                ]
            },
        ),
        ("What travellers see", {"fields": [("website", "phone"), ("color", "icon_url")]}),
    ]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


class ProviderLinkEventInline(EventInline):
    """What happened to the link."""

    model = ProviderLinkEvent
    may_look = staticmethod(user_can_look_into_bookings)


@admin.register(ProviderLink)
class ProviderLinkAdmin(TenantScopedAdmin):
    """Links of travellers to providers; what opens an account there is shown to nobody."""

    may_look = staticmethod(user_can_look_into_bookings)
    list_display = ["provider", "traveller", "subject", "made_at", "ended_at", "state"]
    list_select_related = ["tenant", "provider", "account"]
    list_filter = [
        "provider",
        ("rejected_at", admin.EmptyFieldListFilter),
        ("ended_at", admin.EmptyFieldListFilter),
    ]
    search_fields = ["account__email", "=account__reference", "=subject"]
    ordering = ["-pk"]
    fields = [
        ("provider", "account", "subject"),
        ("made_at", "expires_at", "ends_at"),
        ("rejected_at", "ended_at"),
    ]
    inlines = [ProviderLinkEventInline]
    actions_detail = ["end_link"]
    end_link = change_button(END_LINK, icon="link_off", variant=ActionVariant.DANGER)

    @display(description="Traveller")
    def traveller(self, link: ProviderLink) -> str:
        return str(link.account) if link.account else "Without an account"

    @display(description="State", label=STATE_COLOURS)
    def state(self, link: ProviderLink) -> str:
        if not link.is_open(timezone.now()):
            return "Ended"
        return "Open" if link.rejected_at is None else "Rejected"
