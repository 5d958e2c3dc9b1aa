"""Receipts, and the letters that they and tickets are sent with."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from unfold.decorators import display

from operators.admin.scoping import TenantScopedAdmin
from operators.admin.zones import shown_in_tenant_zone
from operators.tenancy.permissions import user_can_read_books, user_can_read_orders
from sales.admin.amounts import TOTAL
from sales.letters.states import Language
from sales.models import Letter, Receipt, ReceiptSeries
from sales.money import Money
from sales.receipts.wording import words_of


@admin.register(ReceiptSeries)
class ReceiptSeriesAdmin(TenantScopedAdmin):
    """How far the numbers of receipts have come."""

    may_look = staticmethod(user_can_read_books)
    list_display = ["organisation", "pos", "year", "kind", "specimen", "last_number"]
    list_select_related = ["tenant", "organisation"]
    list_filter = ["organisation", "year", "kind", "specimen"]
    search_fields = ["pos"]
    search_help_text = "Point of sale"
    ordering = ["-year", "pk"]
    fields = ["organisation", "pos", "year", "kind", "specimen", "last_number"]


@admin.register(Receipt)
class ReceiptAdmin(TenantScopedAdmin):
    """What customers were told that they paid; never changed."""

    may_look = staticmethod(user_can_read_orders)
    list_display = ["number", "series", "order", "order_version", "sum", "issued_at"]
    list_select_related = ["series", "order__tenant"]
    list_filter = ["series__kind", "issued_at"]
    search_fields = ["=number", "order__code"]
    search_help_text = "Receipt number or order code"
    ordering = ["-pk"]
    fields = [
        "number", "series", "order", "order_version", TOTAL, "issued_at", "issued_by", "printed",
    ]  # fmt: skip
    readonly_fields = [TOTAL, "printed"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.print_view)
        printed = path("<path:object_id>/print/", view, name="sales_receipt_print")
        return [printed, *super().get_urls()]

    @display(description="Amount", ordering="total_amount")
    def sum(self, receipt: Receipt) -> str:
        return str(Money(receipt.total_amount, receipt.currency))

    @display(description="To print")
    def printed(self, receipt: Receipt) -> str:
        address = reverse("admin:sales_receipt_print", args=[receipt.pk])
        return format_html('<a href="{}">Open the receipt</a>', address)

    @shown_in_tenant_zone
    def print_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The receipt as a page to be printed. It is a copy: the customer got the original."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        receipt = self.get_object(request, object_id)
        if receipt is None:
            raise Http404
        if not self.has_view_permission(request, receipt):
            raise PermissionDenied
        words = words_of(receipt, Language.ENGLISH, receipt.order.tenant)
        return render(request, "admin/receipt.html", words)


@admin.register(Letter)
class LetterAdmin(TenantScopedAdmin):
    """E-mail to customers, sent or to be sent."""

    may_look = staticmethod(user_can_read_orders)
    list_display = ["written_at", "kind", "order", "recipient", "sent_at", "due_at", "attempts"]
    list_select_related = ["order__tenant"]
    list_filter = ["kind", ("sent_at", admin.EmptyFieldListFilter), "written_at"]
    search_fields = ["order__code", "=recipient"]
    search_help_text = "Order code or e-mail address"
    ordering = ["-pk"]
    fields = [
        "reference", "kind", "is_copy", "order", "order_version", "recipient", "language",
        "subject", "text", "written_at", "due_at", "attempts", "failure", "sent_at",
    ]  # fmt: skip
