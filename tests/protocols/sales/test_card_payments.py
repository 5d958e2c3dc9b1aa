"""Paying by card over the wire, with the customer at the provider in between (§8, §9, §14.3)."""

from __future__ import annotations

import pytest

from demo.cards.plastic import ASKS_ALWAYS, DECLINED, DECLINED_LATER
from sales.models import CardAccount, Order, PaymentTransaction, RecurringPayment
from sales.payments.gateways import card as card_gateway
from tests.factories.ledger import check_books
from tests.factories.payments import PaymentMethodFactory
from tests.factories.sales import CustomerFactory
from tests.protocols.sales.refusing import refused
from tests.protocols.sales.till import body_of

pytestmark = pytest.mark.django_db
VISA = {"currency": "NOK", "paymentType": "VISA", "paymentTypeGroup": "PAYMENTCARD"}
BACK = {"redirectUrl": "https://shop.example/return?o=1", "terminalLanguage": "en_GB"}


@pytest.fixture(autouse=True)
def takes_cards(shop, cards) -> CardAccount:
    PaymentMethodFactory(channel=shop.channel, type="VISA", provider="CARD")
    return cards.open_account(shop.tenant)


@pytest.fixture
def impatient(monkeypatch, settings):
    settings.CARD_READ_SECONDS = 0.2
    monkeypatch.setattr(card_gateway, "RETRIES", 0)


def pay(till, code, **transaction):
    told = {"amount": "1446.00", **(transaction or VISA)}
    body = {"orderId": code, "orderVersion": 1, "totalAmount": "1446.00", "transaction": told}
    payment = till.make("/payments", body)
    [made] = payment["transactionHistory"]
    return f"/payments/{payment['paymentId']}/transactions/{made['transactionId']}"


def at_terminal(till, path):
    """The provider's name of what the customer is to pay."""
    till.make(f"{path}/terminal", BACK)
    return PaymentTransaction.objects.get().provider_reference


def capture(till, path):
    return till.send("PUT", f"{path}/capture")


def test_order_is_paid_on_the_page_as_the_example_shows(till, basket, cards, client):
    path = pay(till, basket)
    told = till.make(f"{path}/terminal", BACK)
    page = told["terminalUri"].removeprefix("http://localhost")
    assert client.get(page).status_code == 200
    refused(till.post("/orders/" + basket + "/cancel"), 409, "ORDER_LOCKED")

    cards.pay(PaymentTransaction.objects.get().provider_reference)
    assert client.get(f"{page}/done")["Location"] == BACK["redirectUrl"]
    polled = till.read(path)
    payment = body_of(capture(till, path), 200)

    done = [one["operation"] for one in polled["operations"]]
    assert (polled["status"], done) == ("INITIATED", ["CREATE", "INITIATE", "AUTHENTICATE"])
    assert (payment["status"], till.read(path)["cardNumber"]) == ("CAPTURED", "4242")
    order = till.read(f"/orders/{basket}")
    assert (order["status"], order["balance"], cards.charged) == ("CONFIRMED", "0.00", [144600])
    assert len(order["paymentRefs"]) == 1
    check_books()


def test_terminal_asked_for_twice_is_one_page(till, basket):
    path = pay(till, basket)

    assert till.make(f"{path}/terminal", BACK) == till.make(f"{path}/terminal", BACK)


def test_app_is_led_to_the_same_page(till, basket):
    path = pay(till, basket)
    body = {"redirectUrl": "https://shop.example/", "description": "Trip", "phoneNumber": "+4790"}

    claimed = till.make(f"{path}/app-claim", body)

    assert claimed == {"appClaimUrl": till.make(f"{path}/terminal", BACK)["terminalUri"]}


@pytest.mark.parametrize(
    "address",
    [
        "http://shop.example/",
        "javascript:alert(1)",
        "//shop.example/",
        "https://",
        "https:///x",
        "https://user@shop.example/",
        "http://localhost.shop.example/",
    ],
)
def test_way_back_must_be_an_address_of_the_web(till, basket, address):
    path = pay(till, basket)

    refused(till.post(f"{path}/terminal", {"redirectUrl": address}), 400, "INVALID_BODY")


def test_plain_http_is_for_this_machine_and_only_while_it_talks_to_itself(till, basket, settings):
    path, back = pay(till, basket), {"redirectUrl": "http://localhost:8080/back"}

    settings.INSECURE_HTTP = False
    refused(till.post(f"{path}/terminal", back), 400, "INVALID_BODY")
    settings.INSECURE_HTTP = True
    till.make(f"{path}/terminal", back)


def test_bank_that_refuses(till, basket, cards):
    path = pay(till, basket)
    cards.pay(at_terminal(till, path), DECLINED)

    body = refused(capture(till, path), 409, "PAYMENT_REFUSED")

    assert body["errorReason"] == "REFUSED_BY_ISSUER"
    assert till.read(path)["status"] == "REJECTED"
    assert till.read(f"/orders/{basket}")["status"] == "DRAFT"


def test_capture_before_the_customer_has_paid(till, basket):
    path = pay(till, basket)
    refused(capture(till, path), 409, "ILLEGAL_STATUS_CHANGE")
    at_terminal(till, path)

    refused(capture(till, path), 409, "ILLEGAL_STATUS_CHANGE")


def test_provider_that_is_down_is_502_and_the_retry_pays(till, basket, cards, settings, impatient):
    path = pay(till, basket)
    cards.pay(at_terminal(till, path))
    settings.CARD_API = "http://127.0.0.1:9"
    key = {"Idempotency_Key": "capture-1"}

    refused(till.send("PUT", f"{path}/capture", **key), 502, "UPSTREAM_FAILED")
    settings.CARD_API = cards.provider.address
    body_of(till.send("PUT", f"{path}/capture", **key), 200)

    assert cards.charged == [144600]


def test_provider_that_is_slow_is_504_and_the_retry_pays_once(till, basket, cards, impatient):
    path = pay(till, basket)
    cards.pay(at_terminal(till, path))
    cards.spoil("capture payment_intents", "late", times=1, seconds=0.4)

    refused(capture(till, path), 504, "UPSTREAM_TIMEOUT")
    body_of(capture(till, path), 200)

    assert cards.charged == [144600]


def test_refund_goes_back_to_the_card(till, basket, cards):
    path = pay(till, basket)
    cards.pay(at_terminal(till, path))
    capture(till, path)
    lines = till.read(f"/orders/{basket}")["orderLines"]

    body = {"refundOperations": [{"orderLineId": lines[1]["id"], "currency": "NOK"}]}
    body_of(till.post(f"/orders/{basket}/refund", body), 200)

    assert cards.repaid == [40000]
    assert till.read(f"/orders/{basket}")["balance"] == "0.00"


# Stored cards


@pytest.fixture
def store(till, shop, cards):
    """The number of a card that the order's customer has stored."""

    def stored(number):
        customer = CustomerFactory(channel=shop.channel)
        body = {**VISA, "customerNumber": str(customer.number)}
        del body["currency"]
        made = till.make("/recurring-payments", body)
        path = f"/recurring-payments/{made['recurringPaymentId']}"
        till.make(f"{path}/terminal", {"redirectUrl": "https://shop.example/"})
        cards.pay(RecurringPayment.objects.get().provider_reference, number)
        active = body_of(till.send("PUT", f"{path}/authorize"), 200)
        assert (active["status"], active["cardNumber"]) == ("ACTIVE", number[-4:])
        return customer, made["recurringPaymentId"]

    return stored


def charge(till, basket, store, number):
    customer, card = store(number)
    Order.objects.update(customer=customer)
    return pay(till, basket, currency="NOK", recurringPaymentId=card)


def test_stored_card_is_charged_without_its_holder(till, basket, store, cards):
    path = charge(till, basket, store, "4242424242424242")

    body_of(capture(till, path), 200)

    assert cards.charged == [144600]
    assert till.read(f"/orders/{basket}")["status"] == "CONFIRMED"
    refused(till.post(f"{path}/terminal", BACK), 409, "NO_TERMINAL")


def test_stored_card_whose_bank_wants_its_holder(till, basket, store):
    path = charge(till, basket, store, ASKS_ALWAYS)

    body = refused(capture(till, path), 409, "AUTHENTICATION_NEEDED")

    assert body["errorReason"] == "SOFT_DECLINE"


def test_stored_card_that_is_refused(till, basket, store):
    path = charge(till, basket, store, DECLINED_LATER)

    body = refused(capture(till, path), 409, "PAYMENT_REFUSED")

    assert body["errorReason"] == "REFUSED_BY_ISSUER"


def test_deleted_card_is_charged_no_more(till, basket, store):
    _, card = store("4242424242424242")
    assert till.send("DELETE", f"/recurring-payments/{card}").status_code == 204
    assert till.read(f"/recurring-payments/{card}")["status"] == "CANCELLED"

    told = {"amount": "1446.00", "currency": "NOK", "recurringPaymentId": card}
    body = {"orderId": basket, "orderVersion": 1, "totalAmount": "1446.00", "transaction": told}
    refused(till.post("/payments", body), 409, "PAYMENT_METHOD_DEACTIVATED")
