"""Order lines and fees over all orders, as finance looks at them: what reports lead to."""

from __future__ import annotations

from django.contrib import admin
from unfold.decorators import display

from operators.admin.conditions import FiltersByListing
from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.money_permissions import user_can_read_books
from sales.admin.amounts import AMOUNT, TAX_AMOUNT
from sales.exports.listings import FEES, LINES
from sales.models import Fee, OrderLine
from sales.money import Money

LISTED_DAYS = ["sold_on", "returned_on"]


@display(description="Without VAT")
def net_amount(row: OrderLine | Fee) -> str:
    return str(Money(row.amount - row.tax_amount, row.order.currency))


class SoldRows(FiltersByListing, TenantScopedAdmin):
    """Rows of orders with the days that the books have them on. Nobody changes them here."""

    may_look = staticmethod(user_can_read_books)
    search_fields = ["order__code", "=reference"]
    search_help_text = "Order code, or reference of the row"
    ordering = ["-pk"]
    readonly_fields = [net_amount, TAX_AMOUNT, AMOUNT]


@admin.register(OrderLine)
class OrderLineAdmin(SoldRows):
    """What was sold of which product."""

    listing = LINES
    list_display = [
        "order", "description", "product_code", "operator_code", *LISTED_DAYS, "vat_rate",
        net_amount, TAX_AMOUNT, AMOUNT,
    ]  # fmt: skip
    list_select_related = ["order__tenant"]
    list_filter = ["state", "sold_on", "returned_on"]
    fields = [
        "order", "reference", "state", "description", "passenger_category", "count",
        "product_code", "operator_code", "earner", *LISTED_DAYS, "vat_rate", "vat_code",
        net_amount, TAX_AMOUNT, AMOUNT,
    ]  # fmt: skip


@admin.register(Fee)
class FeeAdmin(SoldRows):
    """What was charged beside the lines, or taken off."""

    listing = FEES
    list_display = [
        "order", "type", "reason", *LISTED_DAYS, "vat_rate", net_amount, TAX_AMOUNT, AMOUNT,
    ]  # fmt: skip
    list_select_related = ["order__tenant"]
    list_filter = ["type", "sold_on", "returned_on"]
    fields = [
        "order", "reference", "type", "reason", *LISTED_DAYS, "vat_rate", "vat_code",
        net_amount, TAX_AMOUNT, AMOUNT,
    ]  # fmt: skip
