"""One card, and everybody who wants to know how it ends at once: acceptance, point 13."""

from __future__ import annotations

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from sales.models import PaymentOperation, PaymentTransaction
from sales.tasks import lapse_orders, settle_money
from tests.factories.ledger import check_books
from tests.factories.payments import PaymentMethodFactory
from tests.protocols.sales.described import read_description
from tests.protocols.sales.selling import pay, reserve, transaction_path
from tests.protocols.sales.till import Till, norwegian_shop
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)

VISA = {"paymentType": "VISA", "paymentTypeGroup": "PAYMENTCARD"}
MANY = 4


@pytest.fixture
def shop(transactional_db):
    read_description()
    return norwegian_shop()


def test_captures_callbacks_polls_and_timers_take_one_charge(
    till, shop, draft, offers, cards, clock
):
    PaymentMethodFactory(channel=shop.channel, type="VISA", provider="CARD")
    account = cards.open_account(shop.tenant)
    reserve(till, draft, *offers)
    clock.shift(29 * 60)
    path = transaction_path(pay(till, draft, **VISA))
    till.make(f"{path}/terminal", {"redirectUrl": "https://shop.example/"})
    cards.pay(PaymentTransaction.objects.get().provider_reference)
    [message] = cards.messages("payment_intent.amount_capturable_updated")
    clock.shift(2 * 60)

    answers = race(
        *[partial(send, till, "PUT", f"{path}/capture")] * MANY,
        *[partial(send, till, "GET", path)] * 2,
        *[partial(call_back, account, message)] * 2,
        lapse_orders,
        settle_money,
    )

    assert {one.status_code for one in answers[:MANY]} <= {200, 409}
    assert {one.status_code for one in answers[MANY:-4]} == {200}
    assert {one.status_code for one in answers[-4:-2]} == {204}
    assert send(till, "PUT", f"{path}/capture").status_code == 200
    assert cards.charged == [144600]
    assert PaymentOperation.objects.filter(name="CAPTURE").count() == 1
    order = till.read(f"/orders/{draft}")
    assert (order["status"], order["balance"], order["failed"]) == ("CONFIRMED", "0.00", False)
    assert len(order["paymentRefs"]) == 1
    check_books()


def send(till: Till, method: str, path: str):
    return Till(till.client, till.channel).send(method, path)


def call_back(account, message):
    return Client().post(
        reverse("card-callback", args=[account.reference]),
        message["body"],
        content_type="application/json",
        headers={"Stripe-Signature": message["signature"]},
    )
