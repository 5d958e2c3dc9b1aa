"""Cash settlements of points of sale."""

from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from unfold.decorators import display

from operators.admin.events import EventInline
from operators.admin.returning import link_to_list, link_to_row
from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.permissions import user_can_read_books
from sales.admin.order_sections import in_words, stacked
from sales.journal.states import SettlementState
from sales.models import CashSettlement, Credit, Payment, SettlementEvent
from sales.money import Money
from sales.payments.settled import SettledMoney, settled_money

MOST_SHOWN = 50
"""So many payments are named on the page; the list has all of them."""
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
        "sums", "payments", "credits",
    ]  # fmt: skip
    readonly_fields = ["sums", "payments", "credits"]
    inlines = [SettlementEventInline]

    @display(description="Money")
    def sums(self, settlement: CashSettlement) -> SafeString | str:
        """By way of paying: what came in, what went out, and what is left."""
        found = settled_money(settlement.code, tenant_id=settlement.tenant_id)
        return stacked(map(_sum_in_words, found)) if found else "None."

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


def _sum_in_words(one: SettledMoney) -> str:
    taken, given, left = (
        str(Money(each, one.currency)) for each in (one.taken, one.given, one.left)
    )
    return f"{in_words(one.type)}: {taken} in, {given} out, {left} left"


def _link(address: str, text: object) -> SafeString:
    return format_html('<a href="{}" class="text-link">{}</a>', address, text)
