"""Requests that are made to break something: each is refused in words, and nothing is stored."""

from __future__ import annotations

import json

import pytest

from sales.models import Credit, Order, OrderEvent, Payment
from tests.protocols.sales.refusing import refused
from tests.protocols.sales.selling import CASH
from tests.protocols.sales.till import Till

pytestmark = pytest.mark.django_db


def fee(amount: object, kind: str = "MANUAL", **price: object) -> dict[str, object]:
    return {
        "type": kind,
        "price": {"amount": amount, "currency": "NOK", "taxRate": "12.00", **price},
    }


@pytest.mark.parametrize(
    "path",
    [
        "/change-options?orderId=%00",
        "/change-options?orderId=" + "A" * 9000,
        "/receipts/type?orderId=%00&orderVersion=1",
    ],
)
def test_order_that_cannot_be_is_not_there(till, path):
    refused(till.get(path), 404, "NOT_FOUND")


def test_version_that_cannot_be_is_refused(till, draft):
    for told in ("0", "-1", "x", "%00", "1" * 5000, "%D9%A1"):
        refused(till.get(f"/orders/{draft}?version={told}"), 400, "INVALID_QUERY")


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1E309", "NaN", "Infinity", "9" * 41])
def test_number_that_no_database_keeps_is_refused(till, sold, number):
    line = till.read(f"/orders/{sold}")["orderLines"][0]["id"]
    body = f'{{"orderLines": [{{"id": "{line}", "metadata": {{"a": {number}}}}}]}}'

    refused(till.send("PUT", f"/orders/{sold}/order-lines", body), 400, "INVALID_BODY")


BAD_AMOUNTS = ["1", "1.0", "1.005", "+1.00", " 1.00", "1,00", "1e3", "NaN", "", "1" * 14 + ".00"]
BAD_TYPES = [1, 1.0, True, None, [], {}]


def test_amounts_that_are_none_are_refused(till, basket, methods):
    events = OrderEvent.objects.count()
    for amount in [*BAD_AMOUNTS, *BAD_TYPES, "-1.00", "0.00", "-0.00", "1000000000.00"]:
        refused(till.post(f"/orders/{basket}/fees", fee(amount)), 400, "INVALID_BODY")
        payment = {"orderId": basket, "orderVersion": 1, "totalAmount": amount}
        refused(till.post("/payments", payment), 400, "INVALID_BODY")
        wish = {**payment, "totalAmount": "1.00", "transaction": {**CASH, "amount": amount}}
        refused(till.post("/payments", wish), 400, "INVALID_BODY")
    assert OrderEvent.objects.count() == events
    assert not Payment.objects.exists()


def test_credits_that_do_not_add_up_are_refused(till, sold):
    [payment] = till.read("/payments")["items"]
    transaction = payment["transactionHistory"][0]["transactionId"]
    till.post(f"/orders/{sold}/cancel", {})

    def ask(total: str, *amounts: str) -> tuple[int, str]:
        parts = [
            {"paymentId": payment["paymentId"], "transactionId": transaction, "amount": amount}
            for amount in amounts
        ]
        body = {"orderId": sold, "orderVersion": 2, "currency": "NOK", "totalCreditAmount": total}
        response = till.post("/credits", {**body, "transactions": parts})
        return response.status_code, response.json().get("errorCode")

    assert ask("1446.01", "1446.01") == (409, "AMOUNT_EXCEEDS_CAPTURED")
    assert ask("1445.00", "1446.00") == (409, "AMOUNT_MISMATCH")
    assert ask("1600.00", "800.00", "800.00") == (409, "AMOUNT_MISMATCH")
    assert ask("0.00", "1.00", "-1.00") == (400, "INVALID_BODY")
    assert not Credit.objects.exists()
    assert ask("1000.00", "1000.00") == (201, None)
    assert ask("446.01", "446.01") == (409, "AMOUNT_EXCEEDS_CAPTURED")


def test_line_is_refunded_once_in_a_request(till, sold):
    line = till.read(f"/orders/{sold}")["orderLines"][1]["id"]
    one = {"orderLineId": line, "currency": "NOK"}
    body = {"refundOperations": [one, {**one, "refundAmount": "1.00"}]}

    refused(till.post(f"/orders/{sold}/refund", body), 409, "NOT_REFUNDABLE")


def test_stored_card_is_no_import(till, basket):
    wish = {"amount": "1.00", "currency": "NOK", "recurringPaymentId": 1, "isImport": True}
    wish["externalTransactionId"] = "E-1"
    body = {"orderId": basket, "orderVersion": 1, "totalAmount": "1.00", "transaction": wish}

    refused(till.post("/payments", body), 400, "INVALID_BODY")


def test_order_is_never_dearer_than_the_books_can_hold(till, draft):
    most = fee("999999999.99")
    assert till.post(f"/orders/{draft}/fees", most).status_code == 201

    for amount in ("999999999.99", "0.01"):
        refused(till.post(f"/orders/{draft}/fees", fee(amount)), 409, "ORDER_TOO_DEAR")
    assert till.read(f"/orders/{draft}")["totalAmount"] == "999999999.99"


def test_copies_of_an_offer_that_are_dearer_than_the_books_can_hold(till, shop, draft):
    shop.fare.amount = "9999999.00"
    shop.fare.save()
    package = f"{shop.tenant.codespace}:SalesPackage:{shop.product.code}"
    wish = {"salesPackageIds": [package], "travellers": [{}] * 50}
    offer = till.make("/offers", wish)["offers"][0]["id"]
    choice = {"offerId": offer, "count": 3}

    response = till.post("/reserve-offers", {"orderId": draft, "offerConfigurations": [choice]})
    refused(response, 409, "ORDER_TOO_DEAR")
    assert till.read(f"/orders/{draft}")["orderLines"] == []


def test_currencies_without_two_decimals_are_refused(till):
    for currency in ("JPY", "BHD", "XYZ", "DEM", "XAU", "nok", "NO", "NOKK", "", None, 5):
        refused(till.post("/orders", {"currency": currency}), 400, "INVALID_BODY")
    assert not Order.objects.exists()


ODD_HEADERS = [
    ("If-Match", "\x00"),
    ("If-Match", '"1.99999999999999999999"'),
    ("If-Match", "," * 5000),
    ("Entur-POS", "\xff"),
    ("Entur-Settlement-Id", "x" * 65),
    ("Idempotency-Key", "\xff"),
    ("Idempotency-Key", ""),
    ("Entur-Distribution-Channel", "ENT:DistributionChannel:" + "a" * 5000),
    ("Authorization", "Bearer \xff\x00"),
    ("Accept-Language", "\xff;q=x"),
    ("correlationId", "\x00"),
    ("Content-Type", "application/json; charset=utf-16"),
    ("Content-Type", "multipart/form-data; boundary=x"),
    ("Content-Length", "-1"),
]
ODD_BODIES = ["", "null", "[]", "3", "{", '{"a": 1}', '"x"', "\x00", "[" * 5000, '{"a": "\\ud800"}']
WRITES = ["orders", "payments", "credits", "reserve-offers", "update-order", "compensations"]


def quiet(till: Till, path: str, body: str, **headers: str) -> int:
    response = till.browser.generic(
        "POST",
        f"/sales/v1/{path}",
        body.encode(),
        headers.pop("Content-Type", "application/json"),
        headers=till.headers | headers,
    )
    return response.status_code


@pytest.mark.parametrize("path", WRITES)
def test_odd_headers_and_bodies_are_no_fault_of_ours(till, path):
    odd = [quiet(till, path, json.dumps({"a": 1}), **{name: text}) for name, text in ODD_HEADERS]
    odd += [quiet(till, path, body) for body in ODD_BODIES]

    assert {status // 100 for status in odd} == {4}
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        '{"currency": "NOK", "currency": "SEK"}',
        '{"currency": "NOK", "currency": "NOK"}',
        '{"currency": "NOK", "contactInfo": {"email": "a", "\\u0065mail": "b"}}',
    ],
)
def test_name_that_a_body_has_twice_is_refused(till, body):
    told = refused(till.post("/orders", body), 400, "INVALID_BODY")

    assert told["message"] == "The body is no valid JSON: an object has the same name twice."
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("path", "errors"),
    [
        ("/orders/{code}?vers=1", [("vers", "UNKNOWN_PARAMETER")]),
        ("/orders/{code}?version=1&version=2", [("version", "REPEATED_PARAMETER")]),
        (
            "/orders/{code}?version=1&version=1&x",
            [("version", "REPEATED_PARAMETER"), ("x", "UNKNOWN_PARAMETER")],
        ),
        ("/payment-methods?page=1", [("page", "UNKNOWN_PARAMETER")]),
        ("/change-options?orderId={code}&orderId={code}", [("orderId", "REPEATED_PARAMETER")]),
        ("/orders?page=1&page=2", [("page", "REPEATED_PARAMETER")]),
        ("/customers/7?status=eq:A", [("status", "UNKNOWN_PARAMETER")]),
    ],
)
def test_query_that_is_not_asked_for_is_refused(till, draft, path, errors):
    told = refused(till.get(path.format(code=draft)), 400, "INVALID_QUERY")

    assert [(one["field"], one["errorCode"]) for one in told["errors"]] == errors


def test_write_takes_no_query(till):
    refused(till.post("/orders?currency=NOK", {"currency": "NOK"}), 400, "INVALID_QUERY")

    assert not Order.objects.exists()
