"""What is due for statements and invoices, and the transfers that paid it."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import display
from unfold.enums import ActionVariant

from operators.admin.changes import change_button
from operators.admin.conditions import FiltersByListing
from operators.admin.events import EventInline
from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.money_permissions import user_can_read_books
from sales.admin.amounts import amount_field
from sales.admin.due_acts import RECORD_TRANSFER, TAKE_BACK_TRANSFER
from sales.admin.statements import link_to_document
from sales.dues.listings import DUES
from sales.dues.states import DueState
from sales.models import BankTransfer, Due, DueEvent
from sales.money import Money

STATE_COLOURS = {
    DueState.OPEN.label: "info",
    DueState.PART_PAID.label: "warning",
    DueState.PAID.label: "success",
}
AMOUNTS = [
    amount_field("amount", "Due"),
    amount_field("paid_amount", "Paid"),
    amount_field("left", "Open"),
]


class DueEventInline(EventInline):
    """Who recorded what."""

    model = DueEvent
    may_look = staticmethod(user_can_read_books)


@admin.register(Due)
class DueAdmin(FiltersByListing, TenantScopedAdmin):
    """What statements and invoices ask to be paid; an amount above zero is the seller's to pay."""

    listing = DUES
    may_look = staticmethod(user_can_read_books)
    list_display = ["__str__", "party", "asked", "open", "due_on", "shown_state"]
    list_select_related = ["tenant", "party", "statement", "invoice"]
    list_filter = ["state", "account", "ledger", "party", "currency", "due_on"]
    search_fields = [
        "=statement__number", "=invoice__number", "party__name", "=transfers__reference",
    ]  # fmt: skip
    search_help_text = "Number of a statement or an invoice, party or bank reference"
    ordering = ["-pk"]
    fields = [
        "statement", "invoice", "party", "ledger", "account", "state", "due_on", *AMOUNTS, "paid",
    ]  # fmt: skip
    readonly_fields = [*AMOUNTS, "paid"]
    inlines = [DueEventInline]
    actions_detail = ["record_transfer"]
    record_transfer = change_button(
        RECORD_TRANSFER, icon="account_balance", variant=ActionVariant.PRIMARY
    )

    @display(description="Due", ordering="amount")
    def asked(self, due: Due) -> str:
        return str(Money(due.amount, due.currency))

    @display(description="Open")
    def open(self, due: Due) -> str:
        return str(Money(due.left, due.currency))

    @display(description="State", ordering="state", label=STATE_COLOURS)
    def shown_state(self, due: Due) -> str:
        return due.get_state_display()

    @display(description="What paid it")
    def paid(self, due: Due) -> str:
        address = reverse("admin:sales_banktransfer_changelist")
        count = due.transfers.count()
        return format_html(
            '<a href="{}?due__id__exact={}">{} transfers</a>', address, due.pk, count
        )


@admin.register(BankTransfer)
class TransferAdmin(TenantScopedAdmin):
    """What the bank paid, as it was recorded; never changed."""

    may_look = staticmethod(user_can_read_books)
    list_display = ["reference", "due", "party", "paid_on", "sum", "recorded_at", "reverses"]
    list_select_related = [
        "due__tenant",
        "due__party",
        "due__statement",
        "due__invoice",
        "reverses",
    ]
    list_filter = ["due__ledger", "due__party", "due__account", "paid_on"]
    search_fields = ["=reference", "due__party__name"]
    search_help_text = "Bank reference or party"
    ordering = ["-pk"]
    fields = [
        "reference", "due", "sum", "paid_on", "booked", "reverses", "reason", "recorded_at",
        "recorded_by",
    ]  # fmt: skip
    readonly_fields = ["sum", "booked"]
    actions_detail = ["take_back"]
    take_back = change_button(TAKE_BACK_TRANSFER, icon="undo", variant=ActionVariant.DANGER)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        # The page of a due leads here.
        return lookup == "due__id__exact" or super().lookup_allowed(lookup, value, request)

    @display(description="Party", ordering="due__party__name")
    def party(self, transfer: BankTransfer) -> str:
        return str(transfer.due.party)

    @display(description="Amount", ordering="amount")
    def sum(self, transfer: BankTransfer) -> str:
        return str(Money(transfer.amount, transfer.due.currency))

    @display(description="In the books")
    def booked(self, transfer: BankTransfer) -> str:
        return link_to_document(transfer.document)
