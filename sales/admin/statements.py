"""Commission terms, and the statements that follow them."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import display
from unfold.enums import ActionVariant

from operators.admin.changes import change_button
from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.money_permissions import (
    user_can_read_books,
    user_can_settle,
)
from sales.admin.amounts import amount_field
from sales.admin.closing import Printed
from sales.admin.due_links import link_to_due
from sales.admin.periods import PeriodColumns, PeriodForm
from sales.admin.statement_acts import TAKE_BACK_STATEMENT
from sales.letters.states import Language
from sales.models import CommissionTerm, Statement, StatementEntry
from sales.money import Money
from sales.statements.printing import statement_file_name, statement_pdf

AMOUNTS = [
    amount_field("gross_amount", "Sales with VAT"),
    amount_field("tax_amount", "VAT in them"),
    amount_field("commission_amount", "Commission"),
    amount_field("fee_amount", "Fees"),
    amount_field("commission_tax_amount", "VAT on commission and fees"),
    amount_field("rounding_amount", "Rounding, the seller's"),
    amount_field("net_amount", "For the party"),
]


@admin.register(CommissionTerm)
class CommissionTermAdmin(PeriodColumns, TenantScopedAdmin):
    """What the seller keeps of operators' sales, and leaves to partners."""

    form = PeriodForm
    may_look = staticmethod(user_can_read_books)
    may_change = staticmethod(user_can_settle)
    list_display = [
        "party", "channel", "seller", "percent", "base", "fee", "vat_rate", "first_day", "end_day",
    ]  # fmt: skip
    list_select_related = ["tenant", "party", "channel", "seller"]
    list_filter = ["seller", "party", "channel"]
    search_fields = ["party__name", "channel__name"]
    search_help_text = "Party or channel"
    ordering = ["party__name", "channel__name", "-period"]
    fields = [
        "seller", "party", "channel", "currency", ("percent", "base"), ("ticket_fee", "vat_rate"),
        ("first_day", "end_day"),
    ]  # fmt: skip

    @display(description="Per ticket", ordering="ticket_fee")
    def fee(self, term: CommissionTerm) -> str:
        return str(Money(term.ticket_fee, term.currency))


def print_statement(
    request: HttpRequest, statement: Statement, language: Language
) -> tuple[bytes, str]:
    """The statement as it was sent."""
    return statement_pdf(statement, language), statement_file_name(statement, language)


@admin.register(Statement)
class StatementAdmin(Printed, TenantScopedAdmin):
    """What was settled with each party; never changed."""

    may_look = staticmethod(user_can_read_books)
    print_row = staticmethod(print_statement)
    list_display = [
        "number", "party", "kind", "channel", "starts_on", "ends_on", "sold", "net", "issued_on",
        "corrects",
    ]  # fmt: skip
    list_select_related = ["tenant", "party", "channel", "corrects"]
    list_filter = ["kind", "ledger", "party", "channel", "currency", "ends_on"]
    search_fields = ["=number", "party__name", "entries__posting__order__code"]
    search_help_text = "Number, party or order code"
    ordering = ["-pk"]
    fields = [
        "number", "series", "ledger", "kind", "party", "channel", "corrects", "starts_on",
        "ends_on", "issued_on", "tickets", *AMOUNTS, link_to_due, "booked", "issued_at",
        "issued_by", "settled", "printed",
    ]  # fmt: skip
    readonly_fields = [*AMOUNTS, link_to_due, "booked", "settled", "printed"]
    actions_detail = ["take_back"]
    take_back = change_button(TAKE_BACK_STATEMENT, icon="undo", variant=ActionVariant.DANGER)

    @display(description="Sales with VAT", ordering="gross_amount")
    def sold(self, statement: Statement) -> str:
        return str(Money(statement.gross_amount, statement.currency))

    @display(description="For the party", ordering="net_amount")
    def net(self, statement: Statement) -> str:
        return str(Money(statement.net_amount, statement.currency))

    @display(description="In the books", empty_value="Nothing was posted.")
    def booked(self, statement: Statement) -> str | None:
        return link_to_document(statement.document) if statement.document else None

    @display(description="What it settles")
    def settled(self, statement: Statement) -> str:
        address = reverse("admin:sales_statemententry_changelist")
        count = statement.entries.count()
        told = '<a href="{}?statement__id__exact={}">{} sales and returns</a>'
        return format_html(told, address, statement.pk, count)


@admin.register(StatementEntry)
class StatementEntryAdmin(TenantScopedAdmin):
    """Which postings each statement settles."""

    may_look = staticmethod(user_can_read_books)
    list_display = ["statement", "booked_on", "order", "tickets", "sold", "commission", "turn"]
    list_select_related = ["statement__tenant", "posting__order"]
    list_filter = ["kind", "posting__booked_on"]
    search_fields = ["=statement__number", "posting__order__code"]
    search_help_text = "Number of a statement, or order code"
    ordering = ["-pk"]
    fields = ["statement", "posting", "kind", "turn", "tickets", "sold", "vat", "commission", "fee"]
    readonly_fields = ["sold", "vat", "commission", "fee"]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        # The page of a statement leads here.
        return lookup == "statement__id__exact" or super().lookup_allowed(lookup, value, request)

    @display(description="Booked", ordering="posting__booked_on")
    def booked_on(self, entry: StatementEntry) -> str:
        return str(entry.posting.booked_on)

    @display(description="Order", ordering="posting__order__code")
    def order(self, entry: StatementEntry) -> str:
        return str(entry.posting.order)

    @display(description="With VAT", ordering="gross_amount")
    def sold(self, entry: StatementEntry) -> str:
        return str(Money(entry.gross_amount, entry.statement.currency))

    @display(description="In this VAT")
    def vat(self, entry: StatementEntry) -> str:
        return str(Money(entry.tax_amount, entry.statement.currency))

    @display(description="Commission", ordering="commission_amount")
    def commission(self, entry: StatementEntry) -> str:
        return str(Money(entry.commission_amount, entry.statement.currency))

    @display(description="Fees")
    def fee(self, entry: StatementEntry) -> str:
        return str(Money(entry.fee_amount, entry.statement.currency))


def link_to_document(document: object) -> str:
    """The lines of a document among the postings."""
    address = reverse("admin:sales_posting_changelist")
    return format_html('<a href="{}?document=eq:{}">{}</a>', address, document, document)
