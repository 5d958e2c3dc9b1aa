"""Forms, balances, versions and refusals of money: acceptance, points 9, 11, 12 and 15.

What each point asks beyond this module is where `test_acceptance.py` says.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from sales.tasks import lapse_orders
from tests.factories.ledger import check_books
from tests.protocols.sales.refusing import refused
from tests.protocols.sales.selling import CASH, capture, pay, reserve
from tests.protocols.sales.till import body_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("methods")]

HALF_AN_HOUR = 30 * 60

# Point 9: forms

MONEY = re.compile(r"-?\d+\.\d{2}", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
MONEY_NAMES = re.compile(r"(?:.*A|a)mount(?:ToCapture)?|balance|fee|taxRate")
MOMENT_NAMES = re.compile(r".*At|.*Time|.*Until|validFrom|timestamp|(?:start|end)OfValidity")
MOMENTS = {
    "summer time ends": datetime(2026, 10, 25, 0, 59, 30, 999_999, tzinfo=UTC),
    "summer time begins": datetime(2027, 3, 28, 0, 59, 30, 1, tzinfo=UTC),
    "a year ends": datetime(2026, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC),
}


@pytest.fixture
def oslo(monkeypatch) -> Iterator[None]:
    """A process and a thread whose clocks are in Oslo."""
    monkeypatch.setenv("TZ", "Europe/Oslo")
    time.tzset()
    with timezone.override("Europe/Oslo"):
        yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
@pytest.mark.usefixtures("oslo")
def test_amounts_and_moments_have_one_form(till, shop, bike, clock, moment):
    clock.move_to(moment)

    answers = list(whole_purchase(till, shop, clock))

    told = [pair for answer in answers for pair in members(answer)]
    amounts = [value for name, value in told if MONEY_NAMES.fullmatch(name)]
    moments = [value for name, value in told if MOMENT_NAMES.fullmatch(name) and value]
    assert [one for one in amounts if not MONEY.fullmatch(one)] == []
    assert [one for one in moments if not MOMENT.fullmatch(one)] == []
    assert (len(amounts) > 40, len(moments) > 20) == (True, True)
    [draft, *_, order] = (one for one in answers if "orderLines" in one)
    assert draft["createdAt"] == f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    assert till.read(f"/orders?createdAt=eq:{draft['createdAt']}")["totalItems"] == 1
    assert order["balance"] == "0.00"


def whole_purchase(till, shop, clock) -> Iterator[dict[str, Any]]:
    """Every answer of a sale with a refund and a refusal, over the hour at which clocks change."""
    package = f"{shop.tenant.codespace}:SalesPackage:{shop.product.code}"
    order = till.make("/orders", {"currency": "NOK"})
    yield order
    offers = till.make("/offers", {"salesPackageIds": [package]})
    yield offers
    reserve(till, order["id"], offers["offers"][0]["id"])
    payment = pay(till, order["id"], "4.00")
    yield payment
    clock.shift(60)
    yield capture(till, payment)
    sold = till.read(f"/orders/{order['id']}")
    yield sold
    yield till.read(f"/ticket-distribution-groups?orderId={order['id']}")
    yield till.read(f"/orders/{order['id']}/refund-options")
    line = {"orderLineId": sold["orderLines"][0]["id"], "currency": "NOK", "fee": "0.50"}
    body = {"refundOperations": [{**line, "refundAmount": "4.00"}]}
    yield body_of(till.post(f"/orders/{order['id']}/refund", body), 200)
    yield till.read("/credits")
    yield till.read("/payments")
    yield till.read(f"/orders/{order['id']}/versions")
    yield till.post("/payments", {}).json()
    yield till.read("/orders")
    yield till.read(f"/orders/{order['id']}")


def members(node: Any) -> Iterator[tuple[str, Any]]:
    """Name and value of every member that is no object or list."""
    if isinstance(node, list):
        for inner in node:
            yield from members(inner)
    if isinstance(node, dict):
        for name, value in node.items():
            if not isinstance(value, dict | list):
                yield name, value
            yield from members(value)


# Point 11: the balance, step by step


def figures(till, code: str) -> tuple[Any, ...]:
    """Version, status, total, captured, credited and balance."""
    order = till.read(f"/orders/{code}")
    paid, given = (
        sum((Decimal(one["amount"]) for one in order[name]), Decimal("0.00"))
        for name in ("paymentRefs", "creditRefs")
    )
    told = (order["version"], order["status"], order["totalAmount"])
    return (*told, str(paid), str(given), order["balance"])


def test_balance_is_right_at_every_step(till, draft, offers):
    _, second = reserve(till, draft, *offers)["orderLineIds"]
    assert figures(till, draft) == (1, "DRAFT", "1446.00", "0.00", "0.00", "1446.00")

    payment = capture(till, pay(till, draft))
    assert figures(till, draft) == (1, "CONFIRMED", "1446.00", "1446.00", "0.00", "0.00")

    body_of(till.post(f"/orders/{draft}/cancel", {"orderLineIds": [second]}), 200)
    price = {"amount": "50.00", "currency": "NOK", "taxRate": "12.00"}
    till.make(f"/orders/{draft}/fees", {"type": "REFUNDING", "price": price})
    assert figures(till, draft) == (2, "DRAFT", "1096.00", "1446.00", "0.00", "-350.00")

    credit = till.make("/credits", credit_of(draft, payment, "350.00"))
    assert figures(till, draft) == (2, "DRAFT", "1096.00", "1446.00", "0.00", "-350.00")
    body_of(till.send("PUT", f"/credits/{credit['creditId']}/execute"), 200)
    assert figures(till, draft) == (2, "CONFIRMED", "1096.00", "1446.00", "350.00", "0.00")
    assert till.read(f"/orders/{draft}")["totalTaxAmount"] == "117.43"
    check_books()


def credit_of(code: str, payment: Any, amount: str, **more: Any) -> dict[str, Any]:
    [transaction] = payment["transactionHistory"]
    part = {
        "paymentId": payment["paymentId"],
        "transactionId": transaction["transactionId"],
        "amount": amount,
    }
    return {
        "orderId": code,
        "orderVersion": 2,
        "totalCreditAmount": amount,
        "currency": "NOK",
        "transactions": [part],
        **more,
    }


# Point 12: changes to what was confirmed, and their end


@pytest.mark.parametrize("end", ["lapse", "reset"])
def test_change_that_is_given_up_leaves_what_was_confirmed(till, sold, offers, bike, clock, end):
    before = till.get(f"/orders/{sold}")
    lines = [one["id"] for one in before.json()["orderLines"]]
    package = f"{till.channel.tenant.codespace}:SalesPackage:{bike.code}"
    offer = till.make("/offers", {"salesPackageIds": [package]})["offers"][0]["id"]

    reserve(till, sold, offer)
    price = {"amount": "50.00", "currency": "NOK", "taxRate": "12.00"}
    till.make(f"/orders/{sold}/fees", {"type": "MANUAL", "price": price})
    till.make(f"/orders/{sold}/travellers/bulk", {"travellers": [{"name": "Kari"}]})
    clock.shift(60)
    body_of(till.post(f"/orders/{sold}/cancel", {"orderLineIds": lines[:1]}), 200)

    changed = till.read(f"/orders/{sold}")
    told = ("version", "status", "totalAmount", "balance", "expireAt")
    assert [changed[name] for name in told] == [
        2, "DRAFT", "850.00", "-596.00", "2026-06-01T10:31:00Z"
    ]  # fmt: skip
    if end == "lapse":
        clock.shift(HALF_AN_HOUR - 1)
        assert (lapse_orders(), till.read(f"/orders/{sold}")) == (0, changed)
        clock.shift(1)
        assert lapse_orders() == 1
    else:
        body_of(till.post(f"/orders/{sold}/reset"), 200)

    after = till.get(f"/orders/{sold}")
    assert after.content == before.content == till.get(f"/orders/{sold}?version=1").content
    assert after["ETag"] != before["ETag"]
    check_books()


def test_change_that_was_confirmed_is_the_next_version(till, sold):
    price = {"amount": "50.00", "currency": "NOK", "taxRate": "12.00"}
    till.make(f"/orders/{sold}/fees", {"type": "MANUAL", "price": price})
    told = {"amount": "50.00", **CASH}
    body = {"orderId": sold, "orderVersion": 2, "totalAmount": "50.00", "transaction": told}
    first = till.get(f"/orders/{sold}?version=1").content

    capture(till, till.make("/payments", body))

    order = till.read(f"/orders/{sold}")
    assert (order["version"], order["status"], order["expireAt"]) == (2, "CONFIRMED", None)
    assert [one["orderVersion"] for one in order["paymentRefs"]] == [1, 2]
    assert till.get(f"/orders/{sold}?version=1").content == first
    refused(till.post(f"/orders/{sold}/reset"), 409, "ILLEGAL_STATUS_CHANGE")


# Point 15: money that cannot be


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"currency": "SEK"}, 409, "CURRENCY_MISMATCH"),
        ({"totalCreditAmount": 400.0}, 400, "INVALID_BODY"),
        ({"totalCreditAmount": "400"}, 400, "INVALID_BODY"),
        ({"totalCreditAmount": "-400.00"}, 400, "INVALID_BODY"),
        ({"totalCreditAmount": "0.00"}, 400, "INVALID_BODY"),
        ({"totalCreditAmount": "399.99"}, 409, "AMOUNT_MISMATCH"),
        ({"orderVersion": 1}, 409, "ORDER_VERSION_MISMATCH"),
        ({"transactions": []}, 400, "INVALID_BODY"),
    ],
)
def test_credits_that_cannot_be_are_refused(till, sold, change, status, code):
    line = till.read(f"/orders/{sold}")["orderLines"][1]["id"]
    till.post(f"/orders/{sold}/cancel", {"orderLineIds": [line]})
    payment = till.read("/payments")["items"][0]

    refused(till.post("/credits", credit_of(sold, payment, "400.00", **change)), status, code)
    assert till.read("/credits")["totalItems"] == 0


def test_no_more_is_given_back_than_was_taken(till, sold):
    till.post(f"/orders/{sold}/cancel")
    payment = till.read("/payments")["items"][0]

    over = till.post("/credits", credit_of(sold, payment, "1446.01"))
    refused(over, 409, "AMOUNT_EXCEEDS_CAPTURED")
    credit = till.make("/credits", credit_of(sold, payment, "1446.00"))
    again = till.post("/credits", credit_of(sold, payment, "0.01"))
    refused(again, 409, "AMOUNT_EXCEEDS_CAPTURED")
    path = f"/credits/{credit['creditId']}/execute"
    first, second = (body_of(till.send("PUT", path), 200) for _ in range(2))
    assert first == second
    assert [one["amount"] for one in till.read(f"/orders/{sold}")["creditRefs"]] == ["1446.00"]
    check_books()


def test_no_more_is_taken_than_is_owed(till, basket):
    pay(till, basket, "1000.00")

    body = {"orderId": basket, "orderVersion": 1, "totalAmount": "446.01"}
    refused(till.post("/payments", body), 409, "AMOUNT_EXCEEDS_BALANCE")
    till.make("/payments", body | {"totalAmount": "446.00"})
    refused(till.post("/payments", body | {"totalAmount": "0.01"}), 409, "AMOUNT_EXCEEDS_BALANCE")
