"""Payments over the wire (§8, §14)."""

from __future__ import annotations

import pytest

from tests.protocols.sales.refusing import refused
from tests.protocols.sales.selling import CASH, capture, pay, transaction_path
from tests.protocols.sales.till import body_of, norwegian_shop, open_till

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("methods")]

FIRST = {"amount": "1446.00", **CASH}
PAYPAL = {"paymentType": "PAYPAL", "paymentTypeGroup": "PAYPAL"}

# The examples of §14


def test_order_is_paid_as_the_example_shows(till, basket, clock):
    response = till.post(
        "/payments",
        {
            "orderId": basket,
            "orderVersion": 1,
            "totalAmount": "1446.00",
            "transaction": {"amount": "1446.00", "isImport": False, **CASH},
        },
    )
    payment = body_of(response, 201)
    [transaction] = payment["transactionHistory"]
    assert response["Location"] == f"/sales/v1/payments/{payment['paymentId']}"
    assert {name: payment[name] for name in ("orderId", "orderVersion", "totalAmount")} == {
        "orderId": basket,
        "orderVersion": 1,
        "totalAmount": "1446.00",
    }
    assert (payment["status"], payment["completedAt"]) == ("CREATED", None)
    assert transaction["summary"]["remainingAmountToCapture"] == "1446.00"

    clock.shift(52)
    captured = capture(till, payment)

    assert captured["status"] == "CAPTURED"
    [transaction] = captured["transactionHistory"]
    assert [one["operation"] for one in transaction["operations"]] == ["CREATE", "CAPTURE"]
    assert transaction["summary"]["remainingAmountToCapture"] == "0.00"
    order = till.read(f"/orders/{basket}")
    moment = "2026-06-01T10:00:52Z"
    told = ("version", "status", "balance", "paymentRefs", "lastConfirmedAt", "expireAt")
    assert {name: order[name] for name in told} == {
        "version": 1,
        "status": "CONFIRMED",
        "balance": "0.00",
        "paymentRefs": [
            {
                "orderVersion": 1,
                "paymentId": payment["paymentId"],
                "amount": "1446.00",
                "currency": "NOK",
                "completedAt": moment,
            }
        ],
        "lastConfirmedAt": moment,
        "expireAt": None,
    }


def test_orders_are_searched_as_the_example_shows(till, sold):
    query = (
        f"/orders?totalAmount=gte:1000.00&organisationId=eq:{till.channel.seller.number}"
        "&createdAt=gte:2026-06-01T00:00:00Z&createdAt=lt:2026-07-01T00:00:00Z&page=1&perPage=4"
    )

    found = till.read(query)

    assert found == {"items": [till.read(f"/orders/{sold}")], "totalItems": 1, "totalPages": 1}


def test_transaction_of_another_amount_is_refused_as_the_example_shows(till, basket):
    body = {
        "orderId": basket,
        "orderVersion": 1,
        "totalAmount": "1400.00",
        "transaction": {"amount": "1446.00", **CASH},
    }
    refused(till.post("/payments", body), 409, "AMOUNT_MISMATCH")


# Payments


def test_capturing_again_changes_nothing(till, basket):
    payment = pay(till, basket)

    assert capture(till, payment) == capture(till, payment)
    order = till.read(f"/orders/{basket}")
    assert len(order["paymentRefs"]) == 1


def test_cancelled_transaction_cannot_be_captured(till, basket):
    payment = pay(till, basket)
    path = transaction_path(payment)
    cancelled = body_of(till.send("PUT", f"{path}/cancel"), 200)
    again = body_of(till.send("PUT", f"{path}/cancel"), 200)

    assert (cancelled["status"], again) == ("CANCELLED", cancelled)
    refused(till.send("PUT", f"{path}/capture"), 409, "ILLEGAL_STATUS_CHANGE")


def test_money_taken_elsewhere_confirms_the_order(till, basket):
    payment = pay(
        till,
        basket,
        paymentType="VISA",
        paymentTypeGroup="PAYMENTCARD",
        isImport=True,
        externalTransactionId="t-1",
        cardNumber="4242",
    )

    [transaction] = payment["transactionHistory"]
    assert (payment["status"], transaction["cardNumber"]) == ("CAPTURED", "4242")
    operations = [one["operation"] for one in transaction["operations"]]
    assert operations == ["CREATE", "IMPORT", "CAPTURE"]
    assert till.read(f"/orders/{basket}")["status"] == "CONFIRMED"


def test_second_transaction_is_added_and_read(till, basket):
    body = {"orderId": basket, "orderVersion": 1, "totalAmount": "1446.00"}
    payment = till.make("/payments", body)
    path = f"/payments/{payment['paymentId']}/transactions"

    response = till.post(path, {"amount": "1000.00", **CASH})

    made = body_of(response, 201)
    assert till.read(response["Location"]) == made
    refused(till.post(path, {"amount": "446.01", **CASH}), 409, "AMOUNT_MISMATCH")


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"orderVersion": 2}, 409, "ORDER_VERSION_MISMATCH"),
        ({"totalAmount": "1446.01"}, 409, "AMOUNT_EXCEEDS_BALANCE"),
        ({"totalAmount": "0.00"}, 400, "INVALID_BODY"),
        ({"totalAmount": 1446.0}, 400, "INVALID_BODY"),
        ({"totalAmount": "-1.00"}, 400, "INVALID_BODY"),
        ({"currency": "SEK"}, 409, "CURRENCY_MISMATCH"),
        ({"orderId": "ZZZZZZZZ"}, 404, "NOT_FOUND"),
        ({"orderId": "zz"}, 400, "INVALID_BODY"),
        ({"status": "CAPTURED"}, 400, "INVALID_BODY"),
        (
            {"transaction": {"amount": "1.00", "currency": "NOK", "paymentType": "VISA"}},
            400,
            "INVALID_BODY",
        ),
        ({"transaction": {**FIRST, "currency": "SEK"}}, 409, "CURRENCY_MISMATCH"),
        ({"transaction": {**FIRST, **PAYPAL}}, 409, "PAYMENT_METHOD_DEACTIVATED"),
        ({"transaction": {**FIRST, "cardNumber": "4242424242424242"}}, 400, "INVALID_BODY"),
    ],
)
def test_payments_that_cannot_be_are_refused(till, basket, change, status, code):
    body = {"orderId": basket, "orderVersion": 1, "totalAmount": "1446.00", **change}

    response = till.post("/payments", body)

    refused(response, status, code)
    assert "4242424242424242" not in response.content.decode()


def test_payments_need_their_permission(shop, basket):
    reader = open_till(
        norwegian_shop().channel, permissions=["sales:read", "sales:write"], actions=("SELL",)
    )

    refused(reader.post("/payments", {}), 403, "FORBIDDEN")


def test_page_for_a_way_of_paying_without_one_is_refused(till, basket):
    path = transaction_path(pay(till, basket))

    refused(
        till.post(f"{path}/terminal", {"redirectUrl": "https://shop.example/"}), 409, "NO_TERMINAL"
    )
    refused(till.post(f"{path}/terminal", {"redirectUrl": "ftp://x"}), 400, "INVALID_BODY")
