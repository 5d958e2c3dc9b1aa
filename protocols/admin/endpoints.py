"""Where partners are called."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget

from operators.admin.changes import change_button
from operators.admin.forms import TenantForm
from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.permissions import (
    user_can_look_into_callbacks,
    user_can_set_up_callbacks,
)
from protocols.admin.endpoint_acts import CALL_AGAIN, RENEW_SECRET, SEND_TEST, SET_TOKEN
from protocols.deliveries.endpoints import check_private
from protocols.deliveries.errors import DeliveryError
from protocols.deliveries.renderers import formats
from protocols.models import CallbackEndpoint

STATE_COLOURS = {"In use": "success", "Not reached": "warning", "Gone": "danger", "Off": "info"}


class EndpointForm(TenantForm):
    """What can be changed of an endpoint."""

    version = forms.ChoiceField(widget=UnfoldAdminSelectWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The one that it has stays, also where its wire format was deleted.
        known = [version for face, version in formats() if face == self.instance.face]
        chosen = dict.fromkeys([*known, self.instance.version])
        self.fields["version"].choices = [(one, one) for one in chosen]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        try:
            check_private(self.instance.channel, allows=told.get("allows_private", False))
        except DeliveryError as refusal:
            raise forms.ValidationError(refusal.detail) from refusal
        return told


@admin.register(CallbackEndpoint)
class CallbackEndpointAdmin(TenantScopedAdmin):
    """Where partners are called; endpoints are added on the page of a channel."""

    form = EndpointForm
    may_look = staticmethod(user_can_look_into_callbacks)
    may_change = staticmethod(user_can_set_up_callbacks)
    list_display = ["name", "channel", "face", "version", "base_url", "shown_state"]
    list_select_related = ["tenant", "channel"]
    list_filter = ["channel", "is_active", ("gone_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "base_url", "channel__name"]
    ordering = ["name", "pk"]
    fieldsets = [
        (None, {"fields": ["name", ("channel", "face"), "version", "base_url", "is_active"]}),
        ("What is told", {"fields": ["tells_all", "tells_progress"]}),
        ("Safety", {"fields": ["allows_private", ("sends_token", "token_header")]}),
        ("How it goes", {"fields": ["shown_state", ("gone_at", "failures", "rests_until")]}),
    ]
    readonly_fields = [
        "channel",
        "face",
        "sends_token",
        "shown_state",
        "gone_at",
        "failures",
        "rests_until",
    ]
    actions_detail = ["send_test", "call_again", "set_token", "renew_secret"]
    send_test = change_button(SEND_TEST, icon="network_ping")
    call_again = change_button(CALL_AGAIN, icon="redo")
    set_token = change_button(SET_TOKEN, icon="key")
    renew_secret = change_button(RENEW_SECRET, icon="passkey")

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    @display(description="State", label=STATE_COLOURS)
    def shown_state(self, endpoint: CallbackEndpoint) -> str:
        if endpoint.gone_at is not None:
            return "Gone"
        if not endpoint.is_active:
            return "Off"
        rests = endpoint.rests_until is not None and endpoint.rests_until > timezone.now()
        return "Not reached" if rests else "In use"

    @display(description="Sends a token", boolean=True)
    def sends_token(self, endpoint: CallbackEndpoint) -> bool:
        return bool(endpoint.sealed_access_token)
