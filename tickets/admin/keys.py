"""The keys that sign barcodes: made, activated and revoked here."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action, display
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminSelectWidget

from operators.admin.changes import Change, ask_and_act, change_button
from operators.admin.events import EventInline
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
from tickets.actions.keys import activate_key, make_key, revoke_key
from tickets.codecs.keys import Algorithm
from tickets.models import IssuerKey, KeyEvent
from tickets.models.key import ALGORITHMS
from tickets.states import KeyState

KEY_COLOURS = {
    KeyState.NEXT.label: "info",
    KeyState.ACTIVE.label: "success",
    KeyState.REVOKED.label: "danger",
}


class NewKeyForm(forms.Form):
    """Whose key it is, and how it signs."""

    tenant = forms.ModelChoiceField(Tenant.objects.none(), widget=UnfoldAdminSelectWidget)
    algorithm = forms.TypedChoiceField(
        coerce=Algorithm, choices=ALGORITHMS, widget=UnfoldAdminSelectWidget
    )

    def __init__(self, *args: Any, tenants: list[Tenant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Tenant]", self.fields["tenant"])
        field.queryset = Tenant.objects.filter(pk__in=[tenant.pk for tenant in tenants])
        if len(tenants) == 1:
            field.initial, field.disabled = tenants[0], True
            field.widget = forms.HiddenInput()


def make_key_of(row: Tenant, *, tenant: Tenant, **choices: Any) -> IssuerKey:
    """A key for the tenant that was chosen on the form."""
    return make_key(tenant, **choices)


MAKE_KEY = Change(
    act=make_key_of,
    title="Make key",
    question="The new key is published to inspectors at once and signs nothing until you activate "
    "it. Give their devices a day to fetch it.",
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


class KeyEventInline(EventInline):
    """What happened to the key."""

    model = KeyEvent
    may_look = staticmethod(user_can_manage_keys)


@admin.register(IssuerKey)
class IssuerKeyAdmin(TenantScopedAdmin):
    """Signing keys. One is active; the next one is published ahead of its time."""

    may_look = staticmethod(user_can_manage_keys)
    list_display = ["kid", "shown_state", "algorithm", "not_before", "retired_at", "revoked_at"]
    list_select_related = ["tenant"]
    list_filter = ["state", "algorithm"]
    search_fields = ["kid"]
    ordering = ["-not_before"]
    fields = ["kid", "state", "algorithm", "public_jwk", "not_before", "retired_at", "revoked_at"]
    readonly_fields = ["kid", "public_jwk", "retired_at", "revoked_at"]
    inlines = [KeyEventInline]
    actions_list = ["make"]
    actions_detail = ["activate", "revoke"]
    activate = change_button(ACTIVATE_KEY, icon="check_circle", variant=ActionVariant.PRIMARY)
    revoke = change_button(REVOKE_KEY, icon="block", variant=ActionVariant.DANGER)

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

    @display(description="State", ordering="state", label=KEY_COLOURS)
    def shown_state(self, key: IssuerKey) -> str:
        return key.get_state_display()
