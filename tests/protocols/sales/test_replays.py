"""A write that is repeated with its Idempotency-Key has one effect, also where the process that
served it first was killed or the money failed to move (§12).

KILL_AT_EVERY=1 kills at every statement; the suite leaves some out.
"""

from __future__ import annotations

import json
import os
from functools import partial
from itertools import count
from typing import Any

import pytest
import time_machine
from django.test import Client

from operators.tenancy.actors import Actor
from protocols.models import IdempotentRequest
from sales.models import Credit, Fee, Order
from sales.payments.actions.settling import PATIENCE, settle_money
from sales.payments.errors import ProviderFailed, ProviderTimeout
from sales.payments.gateways.choosing import GATEWAYS
from sales.payments.models import PaymentTransaction
from sales.payments.states import Provider
from tests.apart import start
from tests.factories.ledger import check_books
from tests.factories.moments import NOW
from tests.factories.payments import PaymentMethodFactory
from tests.factories.provider import PaperProvider, failing
from tests.protocols.sales.refusing import refused
from tests.protocols.sales.selling import CASH, capture, pay, reserve, transaction_path
from tests.protocols.sales.till import V1, Till, body_of

STEP = int(os.environ.get("KILL_AT_EVERY", "17"))
LATE = {"amount": "100.00", "currency": "NOK", "reason": "Late"}


def post(headers: dict[str, str], path: str, body: Any) -> int:
    """Send it from a process of its own."""
    with time_machine.travel(NOW, tick=False):
        return (
            Client()
            .post(V1 + path, json.dumps(body), content_type="application/json", headers=headers)
            .status_code
        )


def kill_all_along(till: Till, path: str, body: Any) -> None:
    """Kill it somewhere, send it again with the same key, and so on until none was killed."""
    for place in count(0, STEP):
        key = f"k-{place}"
        before = Fee.objects.count(), Credit.objects.count()
        doomed = start(
            partial(post, {**till.headers, "Idempotency-Key": key}, path, body), dies_at=place
        )
        doomed.go()
        died = doomed.has_died()

        told = body_of(till.post(path, body, Idempotency_Key=key), 200)

        wanted = len(body.get("compensations", [body]))
        after = Fee.objects.count(), Credit.objects.count()
        assert [b - a for a, b in zip(before, after, strict=True)] == [wanted, wanted]
        assert "error" not in json.dumps(told)
        if not died:
            return


@pytest.mark.django_db(transaction=True)
def test_compensation_that_is_killed_anywhere_is_given_once(till, sold):
    kill_all_along(till, f"/orders/{sold}/compensation", {**LATE, "amount": "10.00"})

    check_books()


@pytest.mark.django_db(transaction=True)
def test_compensations_of_many_orders_go_on_where_they_were_killed(till, shop, bike, methods):
    package = f"{shop.tenant.codespace}:SalesPackage:{bike.code}"
    offer = {"salesPackageIds": [package]}
    shown = [till.make("/offers", offer)["offers"][0]["id"] for _ in range(2)]
    orders = []
    for one in shown:
        code = till.make("/orders", {"currency": "NOK"})["id"]
        reserve(till, code, one)
        capture(till, pay(till, code, "400.00"))
        orders.append({"orderId": code, **LATE, "amount": "5.00"})

    kill_all_along(till, "/compensations", {"compensations": orders})

    assert len(set(Order.objects.values_list("total_amount", flat=True))) == 1
    check_books()


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> PaperProvider:
    paper = PaperProvider()
    monkeypatch.setitem(GATEWAYS, Provider.CARD, lambda _: paper)
    return paper


@pytest.fixture
def paid_by_card(till, shop, basket, provider) -> str:
    PaymentMethodFactory(channel=shop.channel, type="VISA", provider="CARD")
    visa = {"paymentType": "VISA", "paymentTypeGroup": "PAYMENTCARD"}
    path = transaction_path(pay(till, basket, **visa))
    till.make(f"{path}/terminal", {"redirectUrl": "https://shop.example/"})
    provider.pay_by_hand(PaymentTransaction.objects.get().number)
    body_of(till.send("PUT", f"{path}/capture"), 200)
    return basket


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["compensation", "refund", "compensations"])
def test_what_the_provider_refused_is_not_promised_again(till, paid_by_card, provider, kind):
    line = till.read(f"/orders/{paid_by_card}")["orderLines"][1]["id"]
    back = {"refundOperations": [{"orderLineId": line, "currency": "NOK"}]}
    path, body = {
        "compensation": (f"/orders/{paid_by_card}/compensation", LATE),
        "refund": (f"/orders/{paid_by_card}/refund", back),
        "compensations": (
            "/compensations",
            {"compensations": [{"orderId": paid_by_card, **LATE}]},
        ),
    }[kind]
    provider.during = failing("credit", error=ProviderFailed)
    first = till.post(path, body, Idempotency_Key="k")
    provider.during = str

    again = till.post(path, body, Idempotency_Key="k")

    credit = Credit.objects.get()
    order = till.read(f"/orders/{paid_by_card}")
    assert (credit.state, order["failed"], order["version"]) == ("FAILED", True, 2)
    assert again["Idempotency-Replayed"] == "true"
    if kind == "compensations":
        assert first.json()["compensations"][0]["error"]["errorCode"] == "UPSTREAM_FAILED"
        assert again.json() == first.json()
    else:
        told = refused(first, 502, "UPSTREAM_FAILED")
        assert refused(again, 502, "UPSTREAM_FAILED")["message"] == told["message"]
    done = body_of(till.send("PUT", f"/credits/{credit.number}/execute"), 200)
    assert done["status"] == "CREDITED"
    assert till.read(f"/orders/{paid_by_card}")["status"] == "CONFIRMED"
    if kind != "compensations":
        told = body_of(till.post(path, body, Idempotency_Key="k"), 200)
        assert (told["creditId"], told["creditStatus"]) == (credit.number, "CREDITED")


@pytest.mark.django_db
def test_refund_that_the_provider_did_not_answer_is_told_as_it_stands(till, paid_by_card, provider):
    path = f"/orders/{paid_by_card}/compensation"
    provider.during = failing("credit", error=ProviderTimeout)
    refused(till.post(path, LATE, Idempotency_Key="k"), 504, "UPSTREAM_TIMEOUT")
    provider.during = str

    waiting = body_of(till.post(path, LATE, Idempotency_Key="k"), 200)
    settle_money(by=Actor.timer("settle"), at=NOW + 2 * PATIENCE, limit=10)
    settled = body_of(till.post(path, LATE, Idempotency_Key="k"), 200)

    assert waiting["creditStatus"] == "CREATED"
    assert settled == waiting | {"creditStatus": "CREDITED"}


@pytest.mark.django_db
def test_compensations_that_broke_off_tell_what_the_provider_refused(till, paid_by_card, provider):
    body = {"compensations": [{"orderId": paid_by_card, **LATE}]}
    provider.during = failing("credit", error=ProviderFailed)
    first = body_of(till.post("/compensations", body, Idempotency_Key="k"), 200)
    # The process died before the whole answer was kept.
    IdempotentRequest.objects.filter(path="/sales/v1/compensations").delete()

    again = body_of(till.post("/compensations", body, Idempotency_Key="k"), 200)

    assert first["compensations"][0]["error"]["errorCode"] == "UPSTREAM_FAILED"
    assert again == first
    assert Credit.objects.count() == 1


PRICE = {"amount": "1.00", "currency": "NOK", "taxRate": "12.00"}


@pytest.mark.django_db
def test_every_post_is_answered_as_before(till, sold, shop):
    """Each is sent three times with one key, and a fourth time with another body."""
    draft = till.make("/orders", {"currency": "NOK"})["id"]
    package = f"{shop.tenant.codespace}:SalesPackage:{shop.product.code}"
    offer = till.make("/offers", {"salesPackageIds": [package]})["offers"][0]["id"]
    wish = {"amount": "1.00", **CASH}
    money = {"orderId": draft, "orderVersion": 1, "totalAmount": "1.00", "transaction": wish}
    posts = [
        ("/offers", {"salesPackageIds": [package]}),
        ("/orders", {"currency": "NOK"}),
        (f"/orders/{draft}/travellers/bulk", {"travellers": [{}]}),
        (f"/orders/{draft}/fees", {"type": "MANUAL", "price": PRICE}),
        ("/reserve-offers", {"orderId": draft, "offerConfigurations": [{"offerId": offer}]}),
        ("/order-notes", {"orderId": draft, "text": "x"}),
        ("/payments", money),
        (f"/orders/{sold}/compensation", LATE),
        (f"/orders/{draft}/cancel", {}),
    ]
    for place, (path, body) in enumerate(posts):
        first = till.post(path, body, Idempotency_Key=f"k-{place}")
        assert first.status_code in (200, 201), first.content
        for _ in range(2):
            again = till.post(path, body, Idempotency_Key=f"k-{place}")
            assert (again.status_code, again.content) == (first.status_code, first.content)
            assert again["Idempotency-Replayed"] == "true"
        other = till.post(path, {**body, "currency": "SEK"}, Idempotency_Key=f"k-{place}")
        refused(other, 422, "IDEMPOTENCY_KEY_REUSED")

    assert IdempotentRequest.objects.count() == len(posts)
    assert Order.objects.count() == 3
    order = Order.objects.get(code=draft)
    counts = [order.travellers, order.fees, order.lines, order.notes, order.payments]
    assert [rows.count() for rows in counts] == [1] * 5


@pytest.mark.django_db
def test_cash_settlement_in_a_header_is_part_of_the_request(till, basket, methods):
    body = {"orderId": basket, "orderVersion": 1, "totalAmount": "1.00"}
    till.make("/payments", body, Idempotency_Key="k")

    other = till.post("/payments", body, Idempotency_Key="k", Entur_Settlement_Id="S-1")

    refused(other, 422, "IDEMPOTENCY_KEY_REUSED")


@pytest.mark.django_db
def test_order_that_failed_takes_nothing_until_its_money_went_back(till, paid_by_card, provider):
    line = till.read(f"/orders/{paid_by_card}")["orderLines"][1]["id"]
    back = {"refundOperations": [{"orderLineId": line, "currency": "NOK"}]}
    provider.during = failing("credit", error=ProviderFailed)
    refused(till.post(f"/orders/{paid_by_card}/refund", back), 502, "UPSTREAM_FAILED")
    fee = {"type": "MANUAL", "price": PRICE}

    for path, wish in [("fees", fee), ("reset", {}), ("compensation", LATE), ("cancel", {})]:
        refused(till.post(f"/orders/{paid_by_card}/{path}", wish), 409, "ORDER_FAILED")

    assert till.read(f"/orders/{paid_by_card}")["failed"] is True
