"""Cash settlements of points of sale."""

from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from unfold.decorators import display
from unfold.enums import ActionVariant

from operators.admin.changes import change_button
from operators.admin.events import EventInline
from operators.admin.returning import link_to_list, link_to_row
from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.money_permissions import user_can_read_books
from sales.admin.closing import DeskSaleInline, ShowsReport
from sales.admin.closing_acts import CLOSE, MOVE_CASH
from sales.admin.order_sections import stacked
from sales.journal.states import SettlementState
from sales.models import CashSettlement, Credit, Payment, SettlementEvent

MOST_SHOWN = 50
"""So many payments are named on the page; the list has all of them."""
COLOURS = {SettlementState.OPEN.label: "info", SettlementState.CLOSED.label: "success"}


class SettlementEventInline(EventInline):
    """Who opened and closed it."""

    model = SettlementEvent
    may_look = staticmethod(user_can_read_books)


@admin.register(CashSettlement)
class CashSettlementAdmin(ShowsReport, TenantScopedAdmin):
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
        "payments", "credits", "printed",
    ]  # fmt: skip
    readonly_fields = ["payments", "credits", "printed"]
    inlines = [DeskSaleInline, SettlementEventInline]
    actions_detail = ["close", "move"]
    close = change_button(CLOSE, icon="lock", variant=ActionVariant.PRIMARY)
    move = change_button(MOVE_CASH, icon="move_up")

    @display(description="Payments")
    def payments(self, settlement: CashSettlement) -> SafeString | str:
        return self._named(Payment, settlement)

    @display(description="Credits")
    def credits(self, settlement: CashSettlement) -> SafeString | str:
        return self._named(Credit, settlement)

    def _named(self, model: type[Payment | Credit], settlement: CashSettlement) -> SafeString | str:
        """The last ones, each with its amount, and where all of them are."""
        rows = model._default_manager.filter(
            cash_settlement=settlement.code, order__tenant=settlement.tenant_id
        )
        count = rows.count()
        if not count:
            return "None."
        query = urlencode({"cash_settlement": f"eq:{settlement.code}"})
        everything = f"{link_to_list(model)}?{query}"
        back = self.page_of(settlement)
        links = [
            _link(link_to_row(row, back=back), row) for row in rows.order_by("-pk")[:MOST_SHOWN]
        ]
        return stacked([*links, _link(everything, f"List of all {count}")])

    @display(description="State", ordering="state", label=COLOURS)
    def shown_state(self, settlement: CashSettlement) -> str:
        return settlement.get_state_display()


def _link(address: str, text: object) -> SafeString:
    return format_html('<a href="{}" class="text-link">{}</a>', address, text)
