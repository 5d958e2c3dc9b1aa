"""Issuing clients that buy access tokens; their secrets are shown on one page once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.debug import sensitive_variables
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.enums import ActionVariant
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminTextareaWidget,
    UnfoldBooleanWidget,
)

from operators.admin.changes import Change, change_button
from operators.admin.events import EventInline
from operators.admin.forms import TenantForm
from operators.admin.history import ShowsChanges
from operators.admin.scoping import StrangersNotFound, TenantScopedAdmin
from operators.admin.tokens import TokenNameForm
from operators.tenancy.client_actions import (
    AppTerms,
    IssuedClient,
    issue_client,
    renew_client,
    revoke_client,
)
from operators.tenancy.clients import ApiClient, ClientEvent, ClientPermission, TokenKey
from operators.tenancy.permissions import check_user_can_manage_clients, user_can_manage_clients
from operators.tenancy.redirects import check_redirect_uri

SECRET_PAGE = "admin/client_secret.html"  # noqa: S105 - the name of a template


def is_open(client: ApiClient) -> bool:
    return client.revoked_at is None


def has_secret(client: ApiClient) -> bool:
    return is_open(client) and not client.is_public


class RedirectsField(forms.CharField):
    """Redirect URIs, one on each line."""

    def __init__(self, *, required: bool) -> None:
        super().__init__(
            label="Redirect URIs",
            required=required,
            widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
            help_text="Where travellers go back to after they let the app in, letter by letter, "
            "one on each line. Empty: the client is no app.",
        )

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return list(dict.fromkeys((super().to_python(value) or "").split()))

    def validate(self, value: Any) -> None:
        super().validate(value)
        for address in value:
            check_redirect_uri(address)


class NewClientForm(TokenNameForm):
    """What to call a client, and what it may do."""

    permissions = forms.TypedMultipleChoiceField(
        coerce=ClientPermission,
        choices=ClientPermission.choices,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text="In the channels that you link it to, as far as its organisation has the right.",
    )


class NewAppForm(TokenNameForm):
    """What to call an app, and where travellers go back to after they let it in."""

    redirect_uris = RedirectsField(required=True)
    is_public = forms.BooleanField(
        label="Public app",
        required=False,
        widget=UnfoldBooleanWidget,
        help_text="Its program is in everybody's hands, such as an app on a phone without a "
        "server behind it; it gets no secret.",
    )
    needs_proof = forms.BooleanField(
        label="Needs proof (PKCE)",
        required=False,
        initial=True,
        widget=UnfoldBooleanWidget,
        help_text="Travellers let the app in only if it sends a code_challenge. Off only for "
        "libraries that cannot.",
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("is_public") and not told.get("needs_proof"):
            self.add_error("needs_proof", "A public app has no secret, so it needs the proof.")
        return told


class ApiClientForm(TenantForm):
    """What can be changed of a client once it is issued."""

    filled_in = (*TenantForm.filled_in, "is_public")

    redirect_uris = RedirectsField(required=False)

    permissions = forms.MultipleChoiceField(
        required=False,
        choices=ClientPermission.choices,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text="What is taken away here is gone at once, also from access tokens.",
    )
    requests_per_minute = forms.IntegerField(
        min_value=1,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text="Over all processes; more are answered with 429.",
    )


@sensitive_variables("issued")
def show_client_secret(
    page: Any, request: HttpRequest, row: models.Model, issued: IssuedClient, *, back: str
) -> TemplateResponse:
    """The one page that shows the secret. As all of the admin it is sent with `no-store`."""
    context = {
        **page.admin_site.each_context(request),
        "opts": page.model._meta,
        "title": "Client issued",
        "issued": issued,
        "audiences": issued.client.audiences or settings.OAUTH_AUDIENCE,
        "back": back,
    }
    return TemplateResponse(request, SECRET_PAGE, context)


def issue_app(
    row: Any,
    *,
    name: str,
    redirect_uris: list[str],
    is_public: bool,
    needs_proof: bool,
    **moment: Any,
) -> IssuedClient:
    """A client of the organisation that travellers let into their accounts, and no more."""
    app = AppTerms(redirect_uris, is_public=is_public, needs_proof=needs_proof)
    return issue_client(row, name=name, permissions=[], app=app, **moment)


ISSUE_APP = Change(
    act=issue_app,
    title="Issue client for an app",
    question="Travellers can let an app of this organisation into their accounts, under the name "
    "that you give it here. Its secret is shown once, on the next page; a public app has none.",
    done="Issued a client for an app.",
    allowed=check_user_can_manage_clients,
    form=NewAppForm,
    answer=show_client_secret,
    once=True,
)
ISSUE_CLIENT = Change(
    act=issue_client,
    title="Issue client",
    question="A program of this organisation buys access tokens with the client's secret, which is "
    "shown once, on the next page. Afterwards link the client to its channels.",
    done="Issued a client.",
    allowed=check_user_can_manage_clients,
    form=NewClientForm,
    answer=show_client_secret,
    once=True,
)
RENEW_CLIENT = Change(
    act=renew_client,
    title="New secret",
    question="The secret of now and every access token that was bought with it end at once. The "
    "new secret is shown once, on the next page.",
    done="Gave the client a new secret.",
    allowed=check_user_can_manage_clients,
    offered=has_secret,
    answer=show_client_secret,
    once=True,
)
REVOKE_CLIENT = Change(
    act=revoke_client,
    title="Revoke client",
    question="The client buys no more access tokens, and those that it has are refused from now "
    "on. This cannot be undone.",
    done="The client is revoked.",
    allowed=check_user_can_manage_clients,
    offered=is_open,
)


class ClientEventInline(EventInline):
    """What happened to the client."""

    model = ClientEvent
    may_look = staticmethod(user_can_manage_clients)


@admin.register(ApiClient)
class ApiClientAdmin(TenantScopedAdmin):
    """Programs that buy access tokens: they are issued on the page of an organisation."""

    form = ApiClientForm
    may_look = staticmethod(user_can_manage_clients)
    may_change = staticmethod(user_can_manage_clients)
    list_display = ["name", "client_id", "organisation", "state", "last_used_at", "created_at"]
    list_select_related = ["tenant", "organisation"]
    list_filter = ["organisation", ("revoked_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "client_id", "organisation__name"]
    ordering = ["-created_at"]
    readonly_fields = [
        "client_id", "organisation", "is_public", "created_at", "tokens_since", "last_used_at",
        "revoked_at",
    ]  # fmt: skip
    fieldsets = [
        (None, {"fields": ["name", "client_id", "organisation", "requests_per_minute"]}),
        ("What it may do", {"fields": ["permissions", "audiences"]}),
        ("As an app", {"fields": ["redirect_uris", "is_public", "needs_proof"]}),
        ("Its life", {"fields": ["created_at", "tokens_since", "last_used_at", "revoked_at"]}),
    ]
    inlines = [ClientEventInline]
    actions_detail = ["renew", "revoke"]
    renew = change_button(RENEW_CLIENT, icon="autorenew")
    revoke = change_button(REVOKE_CLIENT, icon="block", variant=ActionVariant.DANGER)

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    @display(description="State", label={"Open": "success", "Revoked": "danger"})
    def state(self, client: ApiClient) -> str:
        return "Open" if is_open(client) else "Revoked"


@admin.register(TokenKey)
class TokenKeyAdmin(StrangersNotFound, ShowsChanges, ModelAdmin):
    """The keys that sign access tokens, for superusers; a command changes them."""

    list_display = ["kid", "algorithm", "created_at", "retired_at", "revoked_at"]
    list_per_page = 25
    show_full_result_count = False
    ordering = ["-created_at"]
    fields = ["kid", "algorithm", "public_jwk", "created_at", "retired_at", "revoked_at"]

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return request.user.is_active and request.user.is_superuser

    has_module_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    has_change_permission = has_add_permission
    has_delete_permission = has_add_permission
