"""Steps of a sale as a shop's program takes them."""

from __future__ import annotations

from typing import Any

from tests.protocols.sales.till import Till, body_of

CASH = {"currency": "NOK", "paymentType": "CASH", "paymentTypeGroup": "CASH"}


def reserve(till: Till, code: str, *offers: str) -> Any:
    configurations = [
        {"offerId": offer, "count": 1, "externalReference": name}
        for offer, name in zip(offers, "ABCDEF", strict=False)
    ]
    body = {"orderId": code, "offerConfigurations": configurations}
    return body_of(till.post("/reserve-offers", body), 200)


def pay(till: Till, code: str, amount: str = "1446.00", **transaction: Any) -> Any:
    """A payment of one transaction."""
    told = {"amount": amount, **CASH, **transaction}
    body = {"orderId": code, "orderVersion": 1, "totalAmount": amount, "transaction": told}
    return till.make("/payments", body)


def transaction_path(payment: Any) -> str:
    [transaction] = payment["transactionHistory"]
    return f"/payments/{payment['paymentId']}/transactions/{transaction['transactionId']}"


def capture(till: Till, payment: Any) -> Any:
    return body_of(till.send("PUT", f"{transaction_path(payment)}/capture"), 200)
