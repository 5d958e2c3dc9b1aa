"""The names by which payments and credits are filtered, and ours (§4.6)."""

from __future__ import annotations

from sales.payments.listings import CREDITS, PAYMENTS

PAYMENT_LIST = PAYMENTS.renamed(
    {
        "paymentId": "number",
        "paymentTransactionId": "transactions.number",
        "orderId": "order",
        "orderVersion": "order_version",
        "organisationId": "organisation",
        "customerNumber": "customer",
        "currency": "currency",
        "totalAmount": "total_amount",
        "status": "transactions.state",
        "paymentType": "transactions.type",
        "paymentTypeGroup": "transactions.group",
        "cardNumber": "transactions.card_number",
        "externalTransactionId": "transactions.external_id",
        "rrn": "transactions.rrn",
        "settlementId": "cash_settlement",
        "createdAt": "created_at",
        "updatedAt": "updated_at",
    }
)
CREDIT_LIST = CREDITS.renamed(
    {
        "creditId": "number",
        "transactionId": "parts.transaction",
        "orderId": "order",
        "orderVersion": "order_version",
        "organisationId": "organisation",
        "customerNumber": "customer",
        "totalCreditAmount": "total_amount",
        "status": "state",
        "reimbursementMethod": "type",
        "reimbursementTypeGroup": "group",
        "rrn": "parts.rrn",
        "settlementId": "cash_settlement",
        "createdAt": "created_at",
    }
)
