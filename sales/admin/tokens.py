"""API tokens, with the channel that each one sells through."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.decorators import display

from operators.admin.tokens import ApiTokenAdmin
from operators.models import ApiToken

admin.site.unregister(ApiToken)


@admin.register(ApiToken)
class ChannelApiTokenAdmin(ApiTokenAdmin):
    """Tokens of partners; `operators` knows no channels, so they are added here."""

    list_display = [
        "name", "hint", "faces", "channel", "organisation", "state", "last_used_at", "created_at",
    ]  # fmt: skip
    list_select_related = [*ApiTokenAdmin.list_select_related, "channel_token__channel"]
    list_filter = [*ApiTokenAdmin.list_filter, "channel_token__channel"]
    readonly_fields = [*ApiTokenAdmin.readonly_fields, "channel"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fieldsets = super().get_fieldsets(request, obj)
        return [
            (title, {**options, "fields": [*options["fields"], "channel"]})
            if title == "What it opens"
            else (title, options)
            for title, options in fieldsets
        ]

    @display(description="Channel", ordering="channel_token__channel__name", empty_value="")
    def channel(self, token: Any) -> str:
        return str(token.channel_token.channel) if hasattr(token, "channel_token") else ""
