"""Stored cards over the wire (§8.2)."""

from __future__ import annotations

import pytest

from tests.factories.payments import PaymentMethodFactory, RecurringPaymentFactory
from tests.factories.sales import CustomerFactory
from tests.protocols.sales.refusing import refused
from tests.protocols.sales.till import body_of
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def customer(shop):
    return CustomerFactory(channel=shop.channel)


@standing
def request_body(shop, customer):
    PaymentMethodFactory(channel=shop.channel, type="VISA", provider="CARD")
    return {
        "customerNumber": str(customer.number),
        "paymentType": "VISA",
        "paymentTypeGroup": "PAYMENTCARD",
    }


def test_card_is_begun_described_and_found(till, customer, request_body):
    response = till.post("/recurring-payments", {**request_body, "description": "Private"})

    card = body_of(response, 201)
    assert response["Location"] == f"/sales/v1/recurring-payments/{card['recurringPaymentId']}"
    assert (card["status"], card["cardNumber"], card["description"]) == ("CREATED", None, "Private")
    path = f"/recurring-payments/{card['recurringPaymentId']}"
    changed = body_of(till.send("PATCH", path, {"description": "Work"}), 200)
    assert changed == {**card, "description": "Work"} == till.read(path)
    found = till.read(f"/recurring-payments?customerNumber=eq:{customer.number}&status=CREATED")
    assert found["items"] == [changed]


def test_card_that_the_channel_does_not_take_is_refused(till, request_body):
    body = {**request_body, "paymentType": "AMEX"}

    refused(till.post("/recurring-payments", body), 409, "PAYMENT_METHOD_DEACTIVATED")


def test_customer_of_a_card_must_be_known(till, request_body):
    body = {**request_body, "customerNumber": "7"}

    refused(till.post("/recurring-payments", body), 404, "NOT_FOUND")
    refused(till.post("/recurring-payments", {}), 400, "INVALID_BODY")


def test_card_that_nobody_stored_cannot_be_charged(till, customer):
    card = RecurringPaymentFactory(customer=customer)

    response = till.send("PUT", f"/recurring-payments/{card.number}/authorize")
    refused(response, 409, "CARD_NOT_STORED")
