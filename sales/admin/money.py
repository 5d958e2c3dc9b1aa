"""Payments, credits and the books, over all orders."""

from __future__ import annotations

from django.contrib import admin
from unfold.decorators import display

from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.permissions import user_can_read_books
from sales.admin.amounts import AMOUNT, CREDITED, credit_of, debit_of
from sales.models import Credit, Payment, Posting
from sales.money import Money
from sales.payments.states import CreditState, PaymentState

PAYMENT_COLOURS = {
    PaymentState.CAPTURED.label: "success",
    PaymentState.CREDITED.label: "warning",
}
CREDIT_COLOURS = {CreditState.CREDITED.label: "success"}


@admin.register(Payment)
class PaymentAdmin(TenantScopedAdmin):
    """Money taken."""

    may_look = staticmethod(user_can_read_books)
    list_display = ["number", "order", "payer", "type", "shown_state", "sum", "created_at"]
    list_select_related = ["order__tenant", "payer"]
    list_filter = ["state", "type", "payer", "created_at"]
    search_fields = ["number", "order__code"]
    search_help_text = "Payment number or order code"
    ordering = ["-pk"]
    fields = [
        "number", "order", "order_version", "payer", "type", "group", "state",
        AMOUNT, CREDITED, "created_at", "captured_at",
    ]  # fmt: skip
    readonly_fields = ["number", AMOUNT, CREDITED]

    @display(description="State", ordering="state", label=PAYMENT_COLOURS)
    def shown_state(self, payment: Payment) -> str:
        return payment.get_state_display()

    @display(description="Amount", ordering="amount")
    def sum(self, payment: Payment) -> str:
        return str(Money(payment.amount, payment.currency))


@admin.register(Credit)
class CreditAdmin(TenantScopedAdmin):
    """Money given back."""

    may_look = staticmethod(user_can_read_books)
    list_display = ["number", "order", "payment", "shown_state", "sum", "created_at"]
    list_select_related = ["order__tenant", "payment"]
    list_filter = ["state", "created_at"]
    search_fields = ["number", "order__code", "payment__number"]
    search_help_text = "Credit number, payment number or order code"
    ordering = ["-pk"]
    fields = [
        "number", "order", "order_version", "payment", "state",
        AMOUNT, "created_at", "executed_at",
    ]  # fmt: skip
    readonly_fields = ["number", AMOUNT]

    @display(description="State", ordering="state", label=CREDIT_COLOURS)
    def shown_state(self, credit: Credit) -> str:
        return credit.get_state_display()

    @display(description="Amount", ordering="amount")
    def sum(self, credit: Credit) -> str:
        return str(Money(credit.amount, credit.currency))


@admin.register(Posting)
class PostingAdmin(TenantScopedAdmin):
    """The books: lines of documents that balance."""

    may_look = staticmethod(user_can_read_books)
    list_display = ["posted_at", "account", "party", "operator", "debit", "credit", "order", "kind"]
    list_select_related = ["tenant", "party", "operator", "order"]
    list_filter = ["account", "kind", "party", "operator", "posted_at"]
    search_fields = ["order__code"]
    search_help_text = "Order code"
    ordering = ["-pk"]
    fields = [
        "document", "kind", "order", "order_version", "account", "party", "operator",
        "vat_rate", "debit", "credit", "posted_at",
    ]  # fmt: skip
    readonly_fields = ["debit", "credit"]

    @display(description="Debit", ordering="amount")
    def debit(self, posting: Posting) -> str:
        return debit_of(posting)

    @display(description="Credit", ordering="-amount")
    def credit(self, posting: Posting) -> str:
        return credit_of(posting)
