"""Sales channels: who sells there, what is on sale, and the tokens that open them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from operators.admin.changes import Change, change_button
from operators.admin.forms import TenantForm
from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.admin.tokens import ChannelTokenForm, show_secret
from operators.tenancy.permissions import (
    check_user_can_manage_tokens,
    user_can_look_into_selling,
    user_can_manage_tokens,
    user_can_set_up_selling,
)
from sales.catalogue.actions import issue_channel_token
from sales.catalogue.states import ChannelMode
from sales.models import CatalogueEntry, ChannelToken, SalesChannel

SECONDS = range(30, 86_401)
MODE_COLOURS = {ChannelMode.LIVE.label: "success", ChannelMode.SANDBOX.label: "info"}

ISSUE_TOKEN = Change(
    act=issue_channel_token,
    title="Issue token",
    question="The partner's program sends this token to sell through the channel. Its secret is "
    "shown once, on the next page.",
    done="Issued a token.",
    allowed=check_user_can_manage_tokens,
    form=ChannelTokenForm,
    answer=show_secret,
    once=True,
)


class SalesChannelForm(TenantForm):
    """A channel, which turns to one product at a time only while that is true."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("offer_seconds", "hold_seconds"):
            if cleaned.get(name) is not None and cleaned[name] not in SECONDS:
                self.add_error(name, "Write 30 seconds to 86400, which is a day.")
        if cleaned.get("single_product") and self.instance.pk and self._has_overlaps():
            self.add_error(
                "single_product",
                "Two products are on sale here in one period; end one of these entries first.",
            )
        return cleaned

    def _has_overlaps(self) -> bool:
        others = CatalogueEntry.objects.filter(
            channel=self.instance, period__overlap=OuterRef("period")
        ).exclude(pk=OuterRef("pk"))
        return CatalogueEntry.objects.filter(Exists(others), channel=self.instance).exists()


class EntryInline(ScopedInline):
    """What is on sale here; entries are changed on their own page."""

    model = CatalogueEntry
    may_look = staticmethod(user_can_look_into_selling)
    fields = ["product", "period"]
    ordering = ["-period"]
    per_page = 20
    show_change_link = True
    tab = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("product", "channel")


class ChannelTokenInline(ScopedInline):
    """The tokens that open this channel."""

    model = ChannelToken
    may_look = staticmethod(user_can_manage_tokens)
    fields = ["token", "last_used_at", "revoked_at"]
    readonly_fields = ["last_used_at", "revoked_at"]
    ordering = ["-token"]
    per_page = 20
    tab = True
    verbose_name_plural = "Tokens"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("token", "channel")

    @display(description="Last used")
    def last_used_at(self, link: ChannelToken) -> Any:
        return link.token.last_used_at

    @display(description="Revoked")
    def revoked_at(self, link: ChannelToken) -> Any:
        return link.token.revoked_at


@admin.register(SalesChannel)
class SalesChannelAdmin(TenantScopedAdmin):
    """Ways to the market."""

    form = SalesChannelForm
    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    list_display = ["name", "code", "shown_mode", "seller", "partner", "single_product"]
    list_select_related = ["tenant", "seller", "partner"]
    list_filter = ["mode", "seller", "partner"]
    search_fields = ["name", "code", "partner__name"]
    ordering = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "code", "mode"]}),
        ("Parties", {"fields": ["seller", "partner"]}),
        (
            "Rules of selling",
            {"fields": ["single_product", ("offer_seconds", "hold_seconds"), "ticket_media"]},
        ),
    ]
    inlines = [EntryInline, ChannelTokenInline]
    actions_detail = ["issue_token"]
    issue_token = change_button(ISSUE_TOKEN, icon="key")

    @display(description="Mode", ordering="mode", label=MODE_COLOURS)
    def shown_mode(self, channel: SalesChannel) -> str:
        return channel.get_mode_display()
