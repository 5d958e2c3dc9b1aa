"""Payments, their transactions, and credits in the words of this face (§8.1, §9.1)."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from protocols.sales.wire import money, utc, utc_or_none
from sales.money import ZERO
from sales.payments.models import (
    Credit,
    CreditPart,
    Payment,
    PaymentMethod,
    PaymentOperation,
    PaymentTransaction,
)

ORDER_PARTIES = ("order__seller", "order__channel", "order__customer")


def payments_to_show(payments: QuerySet[Payment]) -> QuerySet[Payment]:
    """With all that is told of them, in three queries however many they are."""
    return payments.select_related(*ORDER_PARTIES).prefetch_related(
        Prefetch("transactions", transactions_to_show(PaymentTransaction.objects.all()))
    )


def transactions_to_show(
    transactions: QuerySet[PaymentTransaction],
) -> QuerySet[PaymentTransaction]:
    """Oldest first, with what happened to them."""
    operations = Prefetch("operations", PaymentOperation.objects.order_by("pk"))
    related = transactions.select_related("recurring_payment").prefetch_related(operations)
    return related.order_by("pk")


def credits_to_show(found: QuerySet[Credit]) -> QuerySet[Credit]:
    """With their parts, in two queries however many they are."""
    parts = CreditPart.objects.select_related("transaction__payment").order_by("pk")
    return found.select_related(*ORDER_PARTIES).prefetch_related(Prefetch("parts", parts))


def payment_to_wire(payment: Payment) -> dict[str, Any]:
    """A payment that was read by `payments_to_show`."""
    transactions = list(payment.transactions.all())
    return {
        "paymentId": payment.number,
        "orderId": payment.order.code,
        "orderVersion": payment.order_version,
        "totalAmount": money(payment.total_amount),
        "currency": payment.currency,
        "status": Payment.state_of(transactions).value,
        **_parties(payment),
        "createdAt": utc(payment.created_at),
        "updatedAt": utc(payment.updated_at),
        "completedAt": utc_or_none(payment.completed_at),
        "transactionHistory": [
            transaction_to_wire(one, currency=payment.currency) for one in transactions
        ],
    }


def transaction_to_wire(transaction: PaymentTransaction, *, currency: str) -> dict[str, Any]:
    """A transaction that was read by `transactions_to_show`."""
    recurring = transaction.recurring_payment
    return {
        "transactionId": transaction.number,
        "amount": money(transaction.amount),
        "currency": currency,
        "status": transaction.state,
        "paymentType": transaction.type,
        "paymentTypeGroup": transaction.group,
        "isImport": transaction.is_import,
        "recurringPaymentId": recurring.number if recurring else None,
        "externalTransactionId": transaction.external_id or None,
        "rrn": transaction.rrn or None,
        "cardNumber": transaction.card_number or None,
        "operations": [
            operation_to_wire(one, currency=currency) for one in transaction.operations.all()
        ],
        "summary": {
            "capturedAmount": money(transaction.amount if transaction.captured_at else ZERO),
            "creditedAmount": money(transaction.credited_amount),
            "remainingAmountToCapture": money(transaction.uncaptured),
        },
    }


def operation_to_wire(operation: PaymentOperation, *, currency: str) -> dict[str, Any]:
    """What happened to a transaction, and when."""
    return {
        "operation": operation.name,
        "amount": money(operation.amount),
        "currency": currency,
        "createdAt": utc(operation.happened_at),
    }


def credit_to_wire(credit: Credit) -> dict[str, Any]:
    """A credit that was read by `credits_to_show`."""
    parts = list(credit.parts.all())
    first = parts[0].transaction if parts else None
    return {
        "creditId": credit.number,
        "orderId": credit.order.code,
        "orderVersion": credit.order_version,
        "totalCreditAmount": money(credit.total_amount),
        "currency": credit.currency,
        "status": credit.state,
        "reimbursementMethod": credit.type or (first.type if first else None),
        "reimbursementTypeGroup": credit.group or (first.group if first else None),
        **_parties(credit),
        "createdAt": utc(credit.created_at),
        "completedAt": utc_or_none(credit.executed_at),
        "transactions": [
            {
                "paymentId": part.transaction.payment.number,
                "transactionId": part.transaction.number,
                "amount": money(part.amount),
            }
            for part in parts
        ],
    }


def method_to_wire(method: PaymentMethod) -> dict[str, Any]:
    """A way of paying that a channel takes."""
    return {
        "paymentMethodId": method.number,
        "paymentType": method.type,
        "paymentTypeGroup": method.group,
        "active": method.active,
        "distributionChannelId": method.channel.netex_id,
    }


def _parties(money_row: Payment | Credit) -> dict[str, Any]:
    order = money_row.order
    customer = order.customer
    return {
        "organisationId": order.seller.number,
        "customerNumber": str(customer.number) if customer else None,
        "settlementId": money_row.cash_settlement or None,
        "pos": money_row.pos,
        "distributionChannelId": order.channel.netex_id,
    }
