"""Clients that buy access tokens, with the channels that they are linked to."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from operators.admin.clients import ApiClientAdmin
from operators.admin.scoping import ScopedInline
from operators.models import ApiClient
from operators.tenancy.permissions import user_can_manage_clients
from sales.models import ClientChannel

admin.site.unregister(ApiClient)


class ClientChannelInline(ScopedInline):
    """The channels that the client may name; the rights in them are on the channel's page."""

    model = ClientChannel
    may_look = staticmethod(user_can_manage_clients)
    may_change = staticmethod(user_can_manage_clients)
    fields = ["channel"]
    ordering = ["channel__name"]
    per_page = 20
    tab = True
    verbose_name_plural = "Channels"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("channel", "client")


@admin.register(ApiClient)
class ChannelApiClientAdmin(ApiClientAdmin):
    """Clients; `operators` knows no channels, so they are added here."""

    inlines = [ClientChannelInline, *ApiClientAdmin.inlines]
