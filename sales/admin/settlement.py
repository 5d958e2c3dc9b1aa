"""Extra costs that partners claimed."""

from __future__ import annotations

from django.contrib import admin
from unfold.decorators import display

from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.money_permissions import user_can_read_books
from sales.admin.amounts import AMOUNT
from sales.models import ExtraCost
from sales.money import Money


@admin.register(ExtraCost)
class ExtraCostAdmin(TenantScopedAdmin):
    """What was claimed beside the sale; a positive amount is charged to the partner."""

    may_look = staticmethod(user_can_read_books)
    list_display = ["number", "order", "kind", "description", "sum", "claimed_at"]
    list_select_related = ["order__tenant"]
    list_filter = ["kind", "claimed_at"]
    search_fields = ["number", "order__code", "order__external_reference", "description"]
    search_help_text = "Number, order code or the partner's reference"
    ordering = ["-pk"]
    fields = [
        "number", "order", "kind", "description", AMOUNT, "vat_rate", ("quantity", "unit"),
        "key", "document", "claimed_by", "claimed_at",
    ]  # fmt: skip
    readonly_fields = ["number", AMOUNT]

    @display(description="Amount", ordering="amount")
    def sum(self, claim: ExtraCost) -> str:
        return str(Money(claim.amount, claim.order.currency))
