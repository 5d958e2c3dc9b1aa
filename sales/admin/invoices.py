"""Invoices and credit notes, and what they charge."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from unfold.decorators import display
from unfold.enums import ActionVariant

from operators.admin.changes import change_button
from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.money_permissions import user_can_read_books
from sales.admin.amounts import TOTAL, TOTAL_TAX
from sales.admin.due_links import link_to_due
from sales.admin.invoice_acts import SEND, TAKE_BACK
from sales.admin.printed import language_asked, links_to_pdf, pdf_response, row_to_print
from sales.invoices.printing import invoice_file_name, invoice_pdf
from sales.models import Invoice, InvoiceEntry
from sales.money import Money


@admin.register(Invoice)
class InvoiceAdmin(TenantScopedAdmin):
    """What partners are charged for sales on account; never changed."""

    may_look = staticmethod(user_can_read_books)
    list_display = [
        "number", "kind", "payer", "sum", "starts_on", "ends_on", "issued_on", "due_on", "corrects",
    ]  # fmt: skip
    list_select_related = ["tenant", "payer", "corrects"]
    list_filter = ["kind", "ledger", "payer", "currency", "issued_on", "due_on"]
    search_fields = ["=number", "payer__name", "entries__posting__order__code"]
    search_help_text = "Number, partner or order code"
    ordering = ["-pk"]
    fields = [
        "number", "kind", "series", "ledger", "payer", "corrects", "order", "starts_on", "ends_on",
        "issued_on", "due_on", TOTAL, TOTAL_TAX, link_to_due, "issued_at", "issued_by", "charged",
        "printed",
    ]  # fmt: skip
    readonly_fields = [TOTAL, TOTAL_TAX, link_to_due, "charged", "printed"]
    actions_detail = ["send", "take_back"]
    send = change_button(SEND, icon="send", variant=ActionVariant.PRIMARY)
    take_back = change_button(TAKE_BACK, icon="undo", variant=ActionVariant.DANGER)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.print_view)
        printed = path("<path:object_id>/print/", view, name="sales_invoice_print")
        return [printed, *super().get_urls()]

    @display(description="Amount", ordering="total_amount")
    def sum(self, invoice: Invoice) -> str:
        return str(Money(invoice.total_amount, invoice.currency))

    @display(description="What it charges")
    def charged(self, invoice: Invoice) -> str:
        address = reverse("admin:sales_invoiceentry_changelist")
        count = invoice.entries.count()
        told = '<a href="{}?invoice__id__exact={}">{} entries</a>'
        return format_html(told, address, invoice.pk, count)

    @display(description="To print")
    def printed(self, invoice: Invoice) -> str:
        return links_to_pdf("admin:sales_invoice_print", invoice.pk)

    def print_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The invoice as PDF."""
        invoice = row_to_print(self, request, object_id)
        language = language_asked(request)
        return pdf_response(invoice_pdf(invoice, language), invoice_file_name(invoice, language))


@admin.register(InvoiceEntry)
class InvoiceEntryAdmin(TenantScopedAdmin):
    """Which postings each invoice charges."""

    may_look = staticmethod(user_can_read_books)
    list_display = ["invoice", "booked_on", "order", "description", "sum", "turn"]
    list_select_related = ["invoice__tenant", "posting__order"]
    list_filter = ["invoice__kind", "posting__booked_on"]
    search_fields = ["=invoice__number", "posting__order__code"]
    search_help_text = "Number of an invoice, or order code"
    ordering = ["-pk"]
    fields = ["invoice", "posting", "turn", "description", "sum", "vat"]
    readonly_fields = ["sum", "vat"]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        # The page of an invoice leads here.
        return lookup == "invoice__id__exact" or super().lookup_allowed(lookup, value, request)

    @display(description="Booked", ordering="posting__booked_on")
    def booked_on(self, entry: InvoiceEntry) -> str:
        return str(entry.posting.booked_on)

    @display(description="Order", ordering="posting__order__code")
    def order(self, entry: InvoiceEntry) -> str:
        return str(entry.posting.order)

    @display(description="Amount", ordering="amount")
    def sum(self, entry: InvoiceEntry) -> str:
        return str(Money(entry.amount, entry.invoice.currency))

    @display(description="In this VAT")
    def vat(self, entry: InvoiceEntry) -> str:
        return str(Money(entry.tax_amount, entry.invoice.currency))
