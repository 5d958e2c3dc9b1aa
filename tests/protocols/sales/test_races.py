"""Many requests at once, each in a thread with a connection of its own."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest

from protocols.models import IdempotentRequest
from sales.models import Order, PaymentOperation
from tests.factories.ledger import check_books
from tests.factories.payments import PaymentMethodFactory
from tests.protocols.sales.described import read_description
from tests.protocols.sales.selling import pay, reserve, transaction_path
from tests.protocols.sales.till import Till, norwegian_shop, open_till
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 50


@pytest.fixture
def shop(transactional_db):
    read_description()
    return norwegian_shop()


@pytest.fixture
def till(shop) -> Till:
    PaymentMethodFactory(channel=shop.channel, type="CASH", group="CASH", provider="CASH")
    till = open_till(shop.channel)
    # Whoever asks first makes the key that signs tokens.
    assert till.headers
    return till


def send(till: Till, *args, **headers: str):
    return Till(till.client, till.channel).send(*args, **headers)


def test_fifty_drafts_with_one_key_are_one_order(till):
    call = partial(send, till, "POST", "/orders", {"currency": "NOK"}, Idempotency_Key="k-1")

    answers = race(*[call] * MANY)

    order = Order.objects.get()
    codes = Counter(answer.status_code for answer in answers)
    assert set(codes) <= {201, 409}
    assert {answer.json()["id"] for answer in answers if answer.status_code == 201} == {order.code}
    refusals = [answer for answer in answers if answer.status_code == 409]
    assert {answer.json()["errorCode"] for answer in refusals} <= {"IDEMPOTENCY_KEY_IN_USE"}
    assert {answer["Retry-After"] for answer in refusals} <= {"1"}
    assert IdempotentRequest.objects.count() == 1
    assert call().json()["id"] == order.code


def test_fifty_captures_without_a_key_take_the_money_once(till, draft, offers):
    reserve(till, draft, *offers)
    path = f"{transaction_path(pay(till, draft))}/capture"

    answers = race(*[partial(send, till, "PUT", path)] * MANY)

    assert Counter(answer.status_code for answer in answers) == {200: MANY}
    assert PaymentOperation.objects.filter(name="CAPTURE").count() == 1
    assert len(till.read(f"/orders/{draft}")["paymentRefs"]) == 1
    check_books()


def test_of_two_writers_with_one_etag_one_wins(till, draft):
    tag = till.get(f"/orders/{draft}")["ETag"]
    price = {"amount": "1.00", "currency": "NOK", "taxRate": "12.00"}
    body = {"type": "MANUAL", "price": price}

    answers = race(*[partial(send, till, "POST", f"/orders/{draft}/fees", body, If_Match=tag)] * 6)

    assert Counter(answer.status_code for answer in answers) == {201: 1, 412: 5}
    assert till.read(f"/orders/{draft}")["balance"] == "1.00"
