"""Receipts, the numbers of documents, and the letters that these and tickets are sent with."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from unfold.decorators import display

from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.money_permissions import (
    user_can_read_books,
    user_can_read_orders,
)
from sales.admin.amounts import TOTAL
from sales.admin.printed import language_asked, links_to_pdf, pdf_response, row_to_print
from sales.models import Letter, NumberSeries, Receipt
from sales.money import Money
from sales.receipts.printing import receipt_file_name, receipt_pdf


@admin.register(NumberSeries)
class NumberSeriesAdmin(TenantScopedAdmin):
    """How far the numbers of documents have come."""

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
        return links_to_pdf("admin:sales_receipt_print", receipt.pk)

    def print_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The receipt as PDF. It is a copy: the customer got the original."""
        receipt = row_to_print(self, request, object_id)
        language = language_asked(request)
        printed = receipt_pdf(receipt, language, is_copy=True)
        return pdf_response(printed, receipt_file_name(receipt, language))


@admin.register(Letter)
class LetterAdmin(TenantScopedAdmin):
    """E-mail to customers and partners, sent or to be sent."""

    may_look = staticmethod(user_can_read_orders)
    list_display = ["written_at", "kind", "order", "recipient", "sent_at", "due_at", "attempts"]
    list_select_related = ["tenant", "order"]
    list_filter = ["kind", ("sent_at", admin.EmptyFieldListFilter), "written_at"]
    search_fields = ["order__code", "=recipient"]
    search_help_text = "Order code or e-mail address"
    ordering = ["-pk"]
    fields = [
        "reference", "kind", "is_copy", "order", "order_version", "invoice", "account",
        "recipient", "language", "subject", "text", "attachment_name", "written_at", "due_at",
        "attempts", "failure", "sent_at",
    ]  # fmt: skip
