"""Tickets that devices refuse though their signature is good."""

from __future__ import annotations

from django.contrib import admin
from unfold.decorators import display

from operators.admin.scoping import TenantScopedAdmin
from operators.admin.zones import to_the_second
from operators.tenancy.permissions import user_can_look_into_tickets
from tickets.admin.searching import HELP, FoundByTicket
from tickets.models import BlockListEntry


@admin.register(BlockListEntry)
class BlockListEntryAdmin(FoundByTicket, TenantScopedAdmin):
    """The block list as devices fetch it; entries leave it when nothing of their ticket is good
    any more."""

    may_look = staticmethod(user_can_look_into_tickets)
    list_display = ["number", "ticket", "reason", "handset", "added", "dropped"]
    list_select_related = ["tenant", "ticket", "handset"]
    list_filter = ["reason", "added_at"]
    search_fields = ["handset__device_key"]
    search_help_text = f"{HELP}, or key of a phone"
    ordering = ["-pk"]
    fields = ["number", "ticket", "reason", "phone", ("added", "dropped")]
    readonly_fields = ["number", "phone", "added", "dropped"]

    @display(description="Number", ordering="sequence")
    def number(self, entry: BlockListEntry) -> str:
        return str(entry.sequence or "when devices ask next")

    @display(description="Refused")
    def phone(self, entry: BlockListEntry) -> str:
        if entry.handset is None:
            return "on every phone"
        return f"on one phone: {entry.handset} (key {entry.handset.device_key})"

    @display(description="Added", ordering="added_at")
    def added(self, entry: BlockListEntry) -> str:
        return to_the_second(entry.added_at)

    @display(description="Dropped", ordering="until")
    def dropped(self, entry: BlockListEntry) -> str:
        return to_the_second(entry.until)
