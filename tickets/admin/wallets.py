"""Accounts with wallets, and the passes that they are kept up in."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action
from unfold.widgets import (
    UnfoldAdminFileFieldWidget,
    UnfoldAdminPasswordWidget,
    UnfoldAdminTextInputWidget,
)

from operators.admin.changes import Change, ask_and_act, change_button
from operators.admin.forms import OwnTenantForm
from operators.admin.returning import link_to_list, page_to_return_to
from operators.admin.scoping import TenantScopedAdmin
from operators.admin.staff import staff_of
from operators.admin.zones import shown_in_tenant_zone
from operators.tenancy.models import Tenant
from operators.tenancy.permissions import (
    check_user_can_manage_keys,
    user_can_look_into_tickets,
    user_can_manage_keys,
)
from operators.tenancy.roles import tenants_where
from tickets.actions.wallets import set_apple_account, set_google_account, stop_account
from tickets.models import WalletAccount, WalletPass

LARGEST_FILE = 50_000


class KeyFileField(forms.FileField):
    """A small file, as its octets."""

    def __init__(self, *, accept: str, **options: Any) -> None:
        super().__init__(widget=UnfoldAdminFileFieldWidget({"accept": accept}), **options)

    def clean(self, data: Any, initial: Any = None) -> bytes:
        file = super().clean(data, initial)
        if file.size > LARGEST_FILE:
            raise forms.ValidationError("This file is too large to be one.")
        octets: bytes = file.read()
        return octets


class AppleForm(OwnTenantForm):
    """What Apple's developer pages and the key chain hand out."""

    identity = KeyFileField(
        label="Pass identity",
        accept=".p12,.pfx",
        help_text="The certificate of the pass type with its key, as PKCS #12.",
    )
    password = forms.CharField(
        label="Its password",
        required=False,
        max_length=200,
        strip=False,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "off"}),
    )
    intermediate = KeyFileField(
        label="Intermediate certificate",
        accept=".cer,.pem",
        help_text="Worldwide Developer Relations, which issued the other one.",
    )


class GoogleForm(OwnTenantForm):
    """What the wallet console and the cloud console hand out."""

    issuer = forms.CharField(
        max_length=25,
        widget=UnfoldAdminTextInputWidget,
        help_text="The issuer's number, as the wallet console shows it.",
    )
    key_file = KeyFileField(
        label="Key of the service account", accept=".json", help_text="JSON, as it was downloaded."
    )


def set_apple_account_of(row: Tenant, *, tenant: Tenant, **files: Any) -> WalletAccount:
    """The account of the tenant that was chosen on the form."""
    return set_apple_account(tenant, **files)


def set_google_account_of(row: Tenant, *, tenant: Tenant, **files: Any) -> WalletAccount:
    """The same, for Google."""
    return set_google_account(tenant, **files)


SET_APPLE = Change(
    act=set_apple_account_of,
    title="Set up Apple",
    question="Passes of the Apple wallet are signed with these from now on; an account that was "
    "set up before makes no more. The key is stored sealed and never shown.",
    done="Set up the account.",
    allowed=check_user_can_manage_keys,
    form=AppleForm,
)
SET_GOOGLE = Change(
    act=set_google_account_of,
    title="Set up Google",
    question="Passes of the Google wallet are signed with these from now on; an account that was "
    "set up before makes no more. The key is stored sealed and never shown.",
    done="Set up the account.",
    allowed=check_user_can_manage_keys,
    form=GoogleForm,
)
STOP_ACCOUNT = Change(
    act=stop_account,
    title="Stop",
    question="No more passes are made with this account. Those that were made stay as they are; "
    "moving barcodes in them are kept up until their tickets end.",
    done="The account makes no more passes.",
    allowed=check_user_can_manage_keys,
    offered=lambda account: account.is_active,
)


@admin.register(WalletAccount)
class WalletAccountAdmin(TenantScopedAdmin):
    """Who the tenant is to the wallets of phones. A new account takes the place of the last."""

    may_look = staticmethod(user_can_manage_keys)
    list_display = ["kind", "identifier", "holder", "is_active", "certified_until", "set_at"]
    list_select_related = ["tenant"]
    list_filter = ["kind", "is_active"]
    ordering = ["-set_at"]
    fields = [("kind", "is_active"), ("identifier", "holder"), ("certified_until", "set_at")]
    actions_list = ["set_apple", "set_google"]
    actions_detail = ["stop"]
    stop = change_button(STOP_ACCOUNT, icon="block")

    def has_set_up_permission(self, request: HttpRequest) -> bool:
        """Whether the person manages keys of any tenant."""
        return self.has_view_permission(request)

    @action(description="Set up Apple", url_path="apple", icon="add", permissions=["set_up"])
    @shown_in_tenant_zone
    def set_apple(self, request: HttpRequest) -> HttpResponse:
        return self._set_up(request, SET_APPLE)

    @action(description="Set up Google", url_path="google", icon="add", permissions=["set_up"])
    @shown_in_tenant_zone
    def set_google(self, request: HttpRequest) -> HttpResponse:
        return self._set_up(request, SET_GOOGLE)

    def _set_up(self, request: HttpRequest, change: Change) -> HttpResponse:
        tenants = tenants_where(staff_of(request), user_can_manage_keys)
        asked = replace(change, form=partial(change.form, tenants=tenants))
        back = page_to_return_to(request) or link_to_list(WalletAccount)
        return ask_and_act(self, request, asked, tenants[0], back=back)


@admin.register(WalletPass)
class WalletPassAdmin(TenantScopedAdmin):
    """Tickets whose moving barcodes the Google wallet is kept supplied with."""

    may_look = staticmethod(user_can_look_into_tickets)
    list_display = ["ticket", "offered_at", "values_until", "send_at"]
    list_select_related = ["tenant", "ticket"]
    search_fields = ["ticket__id"]
    search_help_text = "Ticket id"
    ordering = ["-offered_at"]
    fields = ["ticket", "account", "offered_at", "values_until", "send_at"]
