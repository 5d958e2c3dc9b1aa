"""The keys that sign barcodes: made, activated and revoked here."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action, display
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget

from operators.admin.changes import Change, ask_and_act, change_button
from operators.admin.events import EventInline
from operators.admin.forms import OwnTenantForm
from operators.admin.returning import link_to_list, page_to_return_to
from operators.admin.scoping import TenantScopedAdmin
from operators.admin.staff import staff_of
from operators.admin.zones import shown_in_tenant_zone
from operators.tenancy.models import Tenant
from operators.tenancy.permissions import (
    check_user_can_manage_keys,
    user_can_manage_keys,
)
from operators.tenancy.roles import tenants_where
from tickets.actions.keys import activate_key, last_provider, make_key, revoke_key
from tickets.actions.leaks import replace_leaked_key
from tickets.codecs.keys import Algorithm
from tickets.models import IssuerKey, KeyEvent
from tickets.models.key import ALGORITHMS
from tickets.registry import list_keys, registered_keys
from tickets.states import KeyPurpose, KeyState

XML = "application/xml"
KEY_COLOURS = {
    KeyState.NEXT.label: "info",
    KeyState.ACTIVE.label: "success",
    KeyState.REVOKED.label: "danger",
}


class NewKeyForm(OwnTenantForm):
    """Whose key it is, what it signs and how."""

    purpose = forms.TypedChoiceField(
        coerce=KeyPurpose,
        choices=KeyPurpose.choices,
        widget=UnfoldAdminSelectWidget,
        help_text="T1 and UIC are the formats of barcodes, as ticket types name them.",
    )
    uic_provider = forms.IntegerField(
        label="Company code",
        required=False,
        min_value=1,
        max_value=32_000,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text="UIC only: your RICS code. Empty for that of your last key.",
    )
    algorithm = forms.TypedChoiceField(
        coerce=Algorithm, choices=ALGORITHMS, widget=UnfoldAdminSelectWidget
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        purpose, tenant = cleaned.get("purpose"), cleaned.get("tenant")
        if purpose and purpose != KeyPurpose.T1 and cleaned.get("algorithm") != Algorithm.ES256:
            self.add_error("algorithm", "Only compact tokens (T1) are signed with Ed25519.")
        if purpose != KeyPurpose.UIC:
            cleaned["uic_provider"] = None
        elif tenant and not (cleaned.get("uic_provider") or last_provider(tenant)):
            self.add_error("uic_provider", "The first key for UIC barcodes needs it.")
        return cleaned


def make_key_of(row: Tenant, *, tenant: Tenant, **choices: Any) -> IssuerKey:
    """A key for the tenant that was chosen on the form."""
    return make_key(tenant, **choices)


MAKE_KEY = Change(
    act=make_key_of,
    title="Make key",
    question="The new key is published to inspectors at once and signs nothing until you activate "
    "it, seven days later at the earliest if another key signs now, so that every device knows it.",
    done="Made a new key.",
    allowed=check_user_can_manage_keys,
)
ACTIVATE_KEY = Change(
    act=activate_key,
    title="Activate key",
    question="Barcodes are signed with this key from now on. The key before it is retired: what it "
    "signed stays valid.",
    done="The key is active.",
    allowed=check_user_can_manage_keys,
    offered=lambda key: key.state == KeyState.NEXT,
)
REVOKE_KEY = Change(
    act=revoke_key,
    title="Revoke key",
    question="Use this for a key that leaked. Every barcode that it signed is refused as soon as "
    "inspectors have fetched the keys again. This cannot be undone.",
    done="The key is revoked.",
    allowed=check_user_can_manage_keys,
    offered=lambda key: key.state != KeyState.REVOKED,
)


REPLACE_LEAKED_KEY = Change(
    act=replace_leaked_key,
    title="Replace leaked key",
    question="The key is revoked, the next one signs from now on, and tickets on paper and in "
    "wallets get a new barcode; their holders must fetch it, since the old one is refused as soon "
    "as inspectors have fetched the keys again. Tickets on screens change by themselves. This "
    "cannot be undone; try it first with manage.py replace_leaked_key --rehearse.",
    done="The key is replaced. Now have every device fetch its keys.",
    allowed=check_user_can_manage_keys,
    offered=lambda key: key.state != KeyState.NEXT,
)


class KeyEventInline(EventInline):
    """What happened to the key."""

    model = KeyEvent
    may_look = staticmethod(user_can_manage_keys)


@admin.register(IssuerKey)
class IssuerKeyAdmin(TenantScopedAdmin):
    """Signing keys. One per purpose is active; the next one is published ahead of its time."""

    may_look = staticmethod(user_can_manage_keys)
    list_display = [
        "kid",
        "shown_state",
        "purpose",
        "uic_number",
        "published_at",
        "activated_at",
        "retired_at",
    ]
    list_select_related = ["tenant"]
    list_filter = ["state", "purpose", "algorithm"]
    search_fields = ["kid"]
    ordering = ["-published_at"]
    fieldsets = [
        (None, {"fields": [("kid", "state"), ("purpose", "algorithm"), "uic_number"]}),
        (
            "Its life",
            {
                "fields": [
                    ("published_at", "not_before"),
                    ("activated_at", "retired_at"),
                    ("removed_at", "revoked_at"),
                ]
            },
        ),
        ("Public half", {"fields": ["public_jwk"]}),
    ]
    readonly_fields = [
        "kid",
        "uic_number",
        "public_jwk",
        "published_at",
        "activated_at",
        "retired_at",
        "removed_at",
        "revoked_at",
    ]
    inlines = [KeyEventInline]
    actions_list = ["make", "list_for_registry"]
    actions_detail = ["activate", "revoke", "replace_leaked"]
    activate = change_button(ACTIVATE_KEY, icon="check_circle", variant=ActionVariant.PRIMARY)
    revoke = change_button(REVOKE_KEY, icon="block", variant=ActionVariant.DANGER)
    replace_leaked = change_button(REPLACE_LEAKED_KEY, icon="key_off", variant=ActionVariant.DANGER)

    def has_make_permission(self, request: HttpRequest) -> bool:
        """Whether the person manages keys of any tenant."""
        return self.has_view_permission(request)

    @action(description="Make key", url_path="make-key", icon="add", permissions=["make"])
    @shown_in_tenant_zone
    def make(self, request: HttpRequest) -> HttpResponse:
        tenants = tenants_where(staff_of(request), user_can_manage_keys)
        change = replace(MAKE_KEY, form=partial(NewKeyForm, tenants=tenants))
        back = page_to_return_to(request) or link_to_list(IssuerKey)
        return ask_and_act(self, request, change, tenants[0], back=back)

    @action(
        description="UIC key list",
        url_path="uic-key-list",
        icon="download",
        permissions=["make"],
    )
    def list_for_registry(self, request: HttpRequest) -> HttpResponse:
        """The public keys for UIC barcodes, as partners and the registry of UIC take them."""
        tenants = tenants_where(staff_of(request), user_can_manage_keys)
        told = {"Content-Disposition": 'attachment; filename="uic-keys.xml"'}
        return HttpResponse(list_keys(registered_keys(tenants)), content_type=XML, headers=told)

    @display(description="UIC number")
    def uic_number(self, key: IssuerKey) -> str:
        """Company code and number, by which UIC readers know it."""
        return f"{key.uic_provider}/{key.uic_key_id}" if key.purpose == KeyPurpose.UIC else "-"

    @display(description="State", ordering="state", label=KEY_COLOURS)
    def shown_state(self, key: IssuerKey) -> str:
        return key.get_state_display()
