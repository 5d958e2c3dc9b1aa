"""Cash settlements of points of sale."""

from __future__ import annotations

from django.contrib import admin
from unfold.decorators import display

from operators.admin.events import EventInline
from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.permissions import user_can_read_books
from sales.journal.states import SettlementState
from sales.models import CashSettlement, SettlementEvent

COLOURS = {SettlementState.OPEN.label: "info", SettlementState.CLOSED.label: "success"}


class SettlementEventInline(EventInline):
    """Who opened and closed it."""

    model = SettlementEvent
    may_look = staticmethod(user_can_read_books)


@admin.register(CashSettlement)
class CashSettlementAdmin(TenantScopedAdmin):
    """What each point of sale settled, day by day."""

    may_look = staticmethod(user_can_read_books)
    list_display = ["code", "point", "number", "shown_state", "opened_at", "closed_at"]
    list_select_related = ["tenant", "point"]
    list_filter = ["state", "organisation", "point", "opened_at"]
    search_fields = ["code", "point__name", "point__code"]
    search_help_text = "Code or point of sale"
    ordering = ["-pk"]
    fields = [
        "code", "point", "organisation", "number", "state", "opened_at", "ends_at", "closed_at",
    ]  # fmt: skip
    inlines = [SettlementEventInline]

    @display(description="State", ordering="state", label=COLOURS)
    def shown_state(self, settlement: CashSettlement) -> str:
        return settlement.get_state_display()
