"""One purchase as it happens, for the description; tests send it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

DRAFT = {"externalReference": "cart-88213", "currency": "NOK"}
RESERVE = {
    "orderId": "K7QX2M9D",
    "offerConfigurations": [
        {"offerId": "wLc2gO9sQ1mB7xkzT3vYdA", "count": 1, "externalReference": "A"}
    ],
}
PAYMENT = {
    "orderId": "K7QX2M9D",
    "orderVersion": 1,
    "totalAmount": "1446.00",
    "transaction": {
        "amount": "1446.00",
        "currency": "NOK",
        "paymentType": "VISA",
        "paymentTypeGroup": "PAYMENTCARD",
        "isImport": False,
    },
}
TERMINAL = {"redirectUrl": "https://shop.example/return?o=K7QX2M9D", "terminalLanguage": "en_GB"}
TRIP = {
    "fromStopPlaceId": "stop-1",
    "toStopPlaceId": "stop-9",
    "departureTime": "2026-03-02T09:00:00Z",
    "travellers": [{"age": 34}],
}
CREDIT = {
    "orderId": "K7QX2M9D",
    "orderVersion": 2,
    "totalCreditAmount": "350.00",
    "currency": "NOK",
    "transactions": [{"paymentId": 7001, "transactionId": 9001, "amount": "350.00"}],
}
REFUND = {
    "refundOperations": [
        {
            "orderLineId": "b1f7c5f0-0000-4000-8000-000000000002",
            "refundAmount": "400.00",
            "fee": "50.00",
            "currency": "NOK",
        }
    ]
}
REFUSAL = {
    "timestamp": "2026-03-02T10:15:30Z",
    "status": 409,
    "error": "Conflict",
    "title": "Order not balanced",
    "message": "The order still owes 1446.00 NOK.",
    "path": "/sales/v1/orders/K7QX2M9D/confirm",
    "correlationId": "0a8b5ad1-5f0e-4c36-9f0d-5a3d6c1f2b77",
    "errorCode": "ORDER_NOT_BALANCED",
    "errors": [],
}


def asked(value: dict[str, Any]) -> OpenApiExample:
    return OpenApiExample("Request", value, request_only=True)


EXAMPLES: dict[tuple[str, str], list[OpenApiExample]] = {
    ("POST", "offers"): [asked(TRIP)],
    ("POST", "orders"): [asked(DRAFT)],
    ("POST", "reserve-offers"): [asked(RESERVE)],
    ("POST", "payments"): [asked(PAYMENT)],
    ("POST", "payments/{paymentId}/transactions/{transactionId}/terminal"): [asked(TERMINAL)],
    ("POST", "credits"): [asked(CREDIT)],
    ("POST", "orders/{orderId}/refund"): [asked(REFUND)],
    ("POST", "orders/{orderId}/confirm"): [
        OpenApiExample("Not paid", REFUSAL, response_only=True, status_codes=["409"])
    ],
}
