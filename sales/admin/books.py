"""The books: ledgers with their periods, and the documents in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from unfold.decorators import display
from unfold.enums import ActionVariant

from operators.admin.changes import change_button
from operators.admin.conditions import FiltersByListing
from operators.admin.events import EventInline
from operators.admin.pages import page_button
from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.money_permissions import user_can_read_books
from sales.admin.amounts import credit_of, debit_of
from sales.admin.books_closing import CLOSE, show_closing
from sales.admin.books_tables import (
    document_section,
    open_section,
    period_section,
    span_of,
    sums_section,
)
from sales.admin.invoice_acts import ISSUE
from sales.admin.order_sections import Links, Section
from sales.admin.payout_import import IMPORT_PAYOUTS, show_import
from sales.admin.reports import ShowsReports
from sales.admin.statement_acts import ISSUE_STATEMENTS
from sales.books.accounts import Account
from sales.books.listings import POSTINGS
from sales.books.queries import (
    get_document,
    open_orders,
    open_parties,
    trial_balance,
)
from sales.books.states import PeriodState
from sales.models import AccountingPeriod, Ledger, PeriodEvent, Posting

PERIOD_COLOURS = {PeriodState.OPEN.label: "info", PeriodState.CLOSED.label: "success"}


def open_period_section(ledger: Ledger, period: AccountingPeriod) -> Section:
    """What each account came to so far. The first period begins with the earliest posting."""
    since = period.starts_on if ledger.closed_through else None
    of = span_of(ledger, since=since, through=None)
    return sums_section("balance", "The open period", trial_balance(ledger, since=since), of=of)


class BooksPage(TenantScopedAdmin):
    """A page that is made of tables, below the fields of its row."""

    sections_of: Callable[[Any, Links], Sequence[Section]]
    change_form_outer_after_template = "admin/books_sections.html"
    may_look = staticmethod(user_can_read_books)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context["sections"] = self.sections_of(obj, Links(self.admin_site, request))
        return super().render_change_form(request, context, add, change, form_url, obj)


@admin.register(Ledger)
class LedgerAdmin(ShowsReports, BooksPage):
    """The books of each organisation that sells: what is open now, and its periods."""

    list_display = ["organisation", "closed_through"]
    list_select_related = ["tenant", "organisation"]
    search_fields = ["organisation__name"]
    search_help_text = "Organisation"
    ordering = ["organisation__name"]
    fields = ["organisation", "closed_through"]
    actions_detail = ["issue_invoices", "issue_statements", "import_payouts", "close_period"]
    issue_invoices = change_button(ISSUE, icon="request_quote")
    issue_statements = change_button(ISSUE_STATEMENTS, icon="handshake")

    @page_button(IMPORT_PAYOUTS, icon="upload_file")
    def import_payouts(self, request: HttpRequest, ledger: Any) -> HttpResponse:
        return show_import(self, request, ledger)

    @page_button(CLOSE, icon="lock", variant=ActionVariant.PRIMARY)
    def close_period(self, request: HttpRequest, ledger: Any) -> HttpResponse:
        return show_closing(self, request, ledger)

    def sections_of(self, row: Ledger, links: Links) -> Sequence[Section]:
        periods = list(row.periods.order_by("-number"))
        customers, partners = Account.CUSTOMER_RECEIVABLE, Account.CHANNEL_RECEIVABLE
        operators = (Account.OPERATOR_PAYABLE, "party")
        owed, payable = open_parties(row)
        return [
            open_period_section(row, periods[0]),
            open_section("orders", "Open orders", open_orders(row), of=(customers, "order")),
            open_section("partners", "Partners", owed, of=(partners, "party")),
            open_section("operators", "Operators", payable, of=operators),
            period_section(periods, links),
        ]


class PeriodEventInline(EventInline):
    """Who closed it."""

    model = PeriodEvent
    may_look = staticmethod(user_can_read_books)


@admin.register(AccountingPeriod)
class AccountingPeriodAdmin(BooksPage):
    """Spans of days that are closed together, with what each account came to."""

    list_display = ["ledger", "number", "shown_state", "starts_on", "ends_on", "closed_at"]
    list_select_related = ["tenant", "ledger__organisation"]
    list_filter = ["state", "ledger", "ends_on"]
    ordering = ["-starts_on", "-pk"]
    fields = [
        "ledger", "number", "state", "starts_on", "ends_on", "closed_at", "closed_by",
    ]  # fmt: skip
    inlines = [PeriodEventInline]

    def sections_of(self, row: AccountingPeriod, links: Links) -> Sequence[Section]:
        if row.state == PeriodState.OPEN:
            return [open_period_section(row.ledger, row)]
        of = span_of(row.ledger, since=row.starts_on, through=row.ends_on)
        kept = row.totals.order_by("pk")
        return [sums_section("totals", "What each account came to", kept, of=of)]

    @display(description="State", ordering="state", label=PERIOD_COLOURS)
    def shown_state(self, period: AccountingPeriod) -> str:
        return period.get_state_display()


@admin.register(Posting)
class PostingAdmin(FiltersByListing, BooksPage):
    """Lines of documents that balance; the page of a line shows its whole document."""

    listing = POSTINGS
    list_display = [
        "booked_on", "account", "party", "operator", "debit", "credit", "about", "kind", "is_late",
    ]  # fmt: skip
    list_select_related = ["tenant", "party", "operator", "order"]
    list_filter = [
        "account", "kind", "ledger", "party", "operator", "booked_on",
        ("late_for", admin.EmptyFieldListFilter),
    ]  # fmt: skip
    search_fields = ["order__code", "=reference", "=document"]
    search_help_text = "Order code, reference or number of the document"
    ordering = ["-pk"]
    fields = [
        "document", "kind", "order", "order_version", "reference", "ledger", "account", "party",
        "operator", "vat_rate", "debit", "credit", "booked_on", "late_for", "posted_at", "reverses",
    ]  # fmt: skip
    readonly_fields = ["debit", "credit"]

    def sections_of(self, row: Posting, links: Links) -> Sequence[Section]:
        lines = get_document(Posting.objects.filter(ledger=row.ledger_id), row.document)
        return [document_section(lines, links)]

    @display(description="Debit", ordering="amount")
    def debit(self, posting: Posting) -> str:
        return debit_of(posting)

    @display(description="Credit", ordering="-amount")
    def credit(self, posting: Posting) -> str:
        return credit_of(posting)

    @display(description="About", ordering="order__code")
    def about(self, posting: Posting) -> str:
        return posting.order.code if posting.order else posting.reference

    @display(description="Late", boolean=True, ordering="late_for")
    def is_late(self, posting: Posting) -> bool:
        return posting.late_for is not None
