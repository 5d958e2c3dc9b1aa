"""Payments, their transactions and credits, over all orders."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display
from unfold.enums import ActionVariant

from operators.admin.changes import change_button
from operators.admin.conditions import FiltersByListing
from operators.admin.events import EventInline
from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.tenancy.money_permissions import user_can_read_books
from sales.admin.amounts import AMOUNT, CAPTURED, CREDITED, TOTAL
from sales.admin.money_acts import CANCEL, CAPTURE, GIVE_BACK
from sales.admin.payout_filters import PayoutFilter
from sales.models import (
    Credit,
    CreditPart,
    Payment,
    PaymentOperation,
    PaymentTransaction,
)
from sales.money import Money
from sales.payments.listings import CREDITS, PAYMENTS
from sales.payments.states import CreditState, TransactionState

COLOURS = {
    TransactionState.INITIATED.label: "info",
    TransactionState.CAPTURED.label: "success",
    TransactionState.CREDITED.label: "warning",
    TransactionState.CANCELLED.label: "danger",
    TransactionState.REJECTED.label: "danger",
}
CREDIT_COLOURS = {CreditState.CREDITED.label: "success", CreditState.FAILED.label: "danger"}


class TransactionInline(ScopedInline):
    """The ways in which a payment is paid."""

    model = PaymentTransaction
    may_look = staticmethod(user_can_read_books)
    ordering = ["pk"]
    fields = ["number", "type", "state", AMOUNT, CREDITED, "captured_at", "failure"]
    readonly_fields = ["number", AMOUNT, CREDITED]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[PaymentTransaction]:
        return super().get_queryset(request).select_related("order")


@admin.register(Payment)
class PaymentAdmin(FiltersByListing, TenantScopedAdmin):
    """Money that is taken, or to be taken."""

    listing = PAYMENTS
    may_look = staticmethod(user_can_read_books)
    list_display = ["number", "order", "payer", "shown_state", "sum", "created_at"]
    list_select_related = ["order__tenant", "payer"]
    list_filter = ["payer", ("completed_at", admin.EmptyFieldListFilter), "created_at"]
    search_fields = ["number", "order__code"]
    search_help_text = "Payment number or order code"
    ordering = ["-pk"]
    fields = [
        "number", "order", "order_version", "payer", TOTAL, CAPTURED, "pos", "cash_settlement",
        "created_at", "updated_at", "completed_at", "closed_at",
    ]  # fmt: skip
    readonly_fields = ["number", TOTAL, CAPTURED]
    inlines = [TransactionInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Payment]:
        return super().get_queryset(request).prefetch_related("transactions")

    @display(description="State", label=COLOURS)
    def shown_state(self, payment: Payment) -> str:
        ways = sorted(payment.transactions.all(), key=lambda one: one.pk)
        return str(Payment.state_of(ways).label)

    @display(description="Amount", ordering="total_amount")
    def sum(self, payment: Payment) -> str:
        return str(Money(payment.total_amount, payment.currency))


class OperationInline(EventInline):
    """What happened to a transaction."""

    model = PaymentOperation
    may_look = staticmethod(user_can_read_books)


@admin.register(PaymentTransaction)
class PaymentTransactionAdmin(TenantScopedAdmin):
    """Attempts to take money, with what the provider says of them."""

    may_look = staticmethod(user_can_read_books)
    list_display = ["number", "order", "type", "shown_state", "sum", "created_at"]
    list_select_related = ["order__tenant"]
    list_filter = ["state", "type", "provider", PayoutFilter, "created_at"]
    search_fields = ["number", "order__code", "external_id", "rrn", "provider_reference"]
    search_help_text = "Transaction number, order code, or an id of the provider"
    ordering = ["-pk"]
    fields = [
        "number", "payment", "order", "type", "group", "provider", "state", AMOUNT, CREDITED,
        "is_import", "external_id", "rrn", "card_number", "provider_reference", "failure",
        "created_at", "initiated_at", "locked_until", "authenticated_at", "capture_asked_at",
        "cancel_asked_at", "captured_at", "closed_at",
    ]  # fmt: skip
    readonly_fields = ["number", AMOUNT, CREDITED]
    inlines = [OperationInline]
    actions_detail = ["capture", "cancel"]
    capture = change_button(CAPTURE, icon="payments", variant=ActionVariant.PRIMARY)
    cancel = change_button(CANCEL, icon="cancel", variant=ActionVariant.DANGER)

    @display(description="State", ordering="state", label=COLOURS)
    def shown_state(self, transaction: PaymentTransaction) -> str:
        return transaction.get_state_display()

    @display(description="Amount", ordering="amount")
    def sum(self, transaction: PaymentTransaction) -> str:
        return str(Money(transaction.amount, transaction.order.currency))


class CreditPartInline(ScopedInline):
    """What a credit gives back, transaction by transaction."""

    model = CreditPart
    may_look = staticmethod(user_can_read_books)
    ordering = ["pk"]
    fields = ["transaction", "shown_amount", "done_at", "provider_reference"]
    readonly_fields = ["shown_amount"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CreditPart]:
        return super().get_queryset(request).select_related("credit", "transaction")

    @display(description="Amount")
    def shown_amount(self, part: CreditPart) -> str:
        return str(Money(part.amount, part.credit.currency))


@admin.register(Credit)
class CreditAdmin(FiltersByListing, TenantScopedAdmin):
    """Money given back, or to be given back."""

    listing = CREDITS
    may_look = staticmethod(user_can_read_books)
    list_display = ["number", "order", "shown_state", "sum", "created_at"]
    list_select_related = ["order__tenant"]
    list_filter = ["state", "created_at"]
    search_fields = ["number", "order__code"]
    search_help_text = "Credit number or order code"
    ordering = ["-pk"]
    fields = [
        "number", "order", "order_version", "state", TOTAL, "type", "group", "pos",
        "cash_settlement", "created_at", "execute_asked_at", "executed_at", "failure",
    ]  # fmt: skip
    readonly_fields = ["number", TOTAL]
    inlines = [CreditPartInline]
    actions_detail = ["retry"]
    retry = change_button(GIVE_BACK, icon="undo", variant=ActionVariant.PRIMARY)

    @display(description="State", ordering="state", label=CREDIT_COLOURS)
    def shown_state(self, credit: Credit) -> str:
        return credit.get_state_display()

    @display(description="Amount", ordering="total_amount")
    def sum(self, credit: Credit) -> str:
        return str(Money(credit.total_amount, credit.currency))
