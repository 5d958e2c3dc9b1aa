"""Issuing API tokens, whose secrets are shown on one page once and never again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.debug import sensitive_variables
from unfold.decorators import display
from unfold.enums import ActionVariant
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from operators.admin.changes import Change, change_button
from operators.admin.events import EventInline
from operators.admin.forms import TenantForm
from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.actions import IssuedToken, issue_token, revoke_token
from operators.tenancy.models import ApiToken, TokenEvent, TokenRole
from operators.tenancy.permissions import check_user_can_manage_tokens, user_can_manage_tokens

SECRET_PAGE = "admin/token_secret.html"  # noqa: S105 - the name of a template
FACES = {
    TokenRole.TOMP: "TOMP",
    TokenRole.MAAS_TSP: "MaaS TSP",
    TokenRole.TRIPGO: "TripGo",
    TokenRole.INSPECTION: "Inspection",
}
CHANNEL_FACES = [TokenRole.TOMP, TokenRole.MAAS_TSP, TokenRole.TRIPGO]
"""The faces that are served and sell through one channel."""


class TokenNameForm(forms.Form):
    """What to call a token."""

    name = forms.CharField(
        max_length=100,
        widget=UnfoldAdminTextInputWidget,
        help_text="For you: which program of the partner will use it.",
    )


class ChannelTokenForm(TokenNameForm):
    """A token that sells: its name and the face that it opens."""

    role = forms.TypedChoiceField(
        label="Opens",
        coerce=TokenRole,
        choices=[(role.value, FACES[role]) for role in CHANNEL_FACES],
        widget=UnfoldAdminSelectWidget,
    )


class ApiTokenForm(TenantForm):
    """What can be changed of a token once it is issued."""

    requests_per_minute = forms.IntegerField(
        min_value=1,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text="Over all processes; more are answered with 429.",
    )


@sensitive_variables("issued")
def show_secret(
    page: Any, request: HttpRequest, row: models.Model, issued: IssuedToken, *, back: str
) -> TemplateResponse:
    """The one page that shows the secret. As all of the admin it is sent with `no-store`."""
    context = {
        **page.admin_site.each_context(request),
        "opts": page.model._meta,
        "title": "Token issued",
        "issued": issued,
        "back": back,
    }
    return TemplateResponse(request, SECRET_PAGE, context)


def issue_inspection_token(row: Any, *, name: str, **moment: Any) -> IssuedToken:
    """A token for the devices of inspectors, owned by the organisation."""
    return issue_token(row, name=name, roles=[TokenRole.INSPECTION], **moment)


ISSUE_INSPECTION_TOKEN = Change(
    act=issue_inspection_token,
    title="Issue inspection token",
    question="Inspection devices that send this token may check this tenant's tickets. "
    "Its secret is shown once, on the next page.",
    done="Issued an inspection token.",
    allowed=check_user_can_manage_tokens,
    form=TokenNameForm,
    answer=show_secret,
    once=True,
)
REVOKE_TOKEN = Change(
    act=revoke_token,
    title="Revoke token",
    question="Every request with this token is refused from now on. This cannot be undone.",
    done="The token is revoked.",
    allowed=check_user_can_manage_tokens,
    offered=lambda token: token.revoked_at is None,
)


class TokenEventInline(EventInline):
    """What happened to the token."""

    model = TokenEvent
    may_look = staticmethod(user_can_manage_tokens)


@admin.register(ApiToken)
class ApiTokenAdmin(TenantScopedAdmin):
    """Tokens of partners: they are issued on the page of a channel or an organisation."""

    form = ApiTokenForm
    may_look = staticmethod(user_can_manage_tokens)
    may_change = staticmethod(user_can_manage_tokens)
    list_display = ["name", "hint", "faces", "organisation", "state", "last_used_at", "created_at"]
    list_select_related = ["tenant", "organisation"]
    list_filter = ["organisation", ("revoked_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "hint", "organisation__name"]
    ordering = ["-created_at"]
    readonly_fields = ["hint", "faces", "organisation", "created_at", "last_used_at", "revoked_at"]
    fieldsets = [
        (None, {"fields": ["name", "requests_per_minute", "allows_bookings"]}),
        ("What it opens", {"fields": ["organisation", "faces", "hint"]}),
        ("Its life", {"fields": ["created_at", "last_used_at", "revoked_at"]}),
    ]
    inlines = [TokenEventInline]
    actions_detail = ["revoke"]
    revoke = change_button(REVOKE_TOKEN, icon="block", variant=ActionVariant.DANGER)

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    @display(description="Opens")
    def faces(self, token: ApiToken) -> str:
        return ", ".join(FACES[TokenRole(role)] for role in token.roles)

    @display(description="State", label={"Open": "success", "Revoked": "danger"})
    def state(self, token: ApiToken) -> str:
        return "Open" if token.revoked_at is None else "Revoked"
