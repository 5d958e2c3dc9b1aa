"""The payment page, and the way back to the shop."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from demo.cards.plastic import ASKS_ONCE, DECLINED
from protocols import strangers
from protocols.models import Limited
from sales.models import PaymentTransaction
from sales.payments.actions import cancel_transaction, capture_transaction
from sales.payments.gateways import card as card_gateway
from tests.factories.moments import BY, NOW

pytestmark = pytest.mark.django_db
SHOP = "https://shop.example/back"
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def transaction(desk, clock):
    """The customer was sent to the page."""
    return desk.at_terminal()


@pytest.fixture
def away(settings, monkeypatch):
    """The provider cannot be reached."""
    monkeypatch.setattr(card_gateway, "RETRIES", 0)
    settings.CARD_API = NOWHERE


def page(transaction, name="page"):
    return reverse(f"payment-{name}", args=[transaction.secret])


def stored(transaction):
    return PaymentTransaction.objects.get(pk=transaction.pk)


def heading(response):
    [found] = re.findall(r"<h1>(.*?)</h1>", response.text)
    return found


def test_page_tells_who_wants_how_much_for_what(client, desk, transaction):
    response = client.get(page(transaction))

    assert (response.status_code, heading(response)) == (200, "Pay 1446.00 NOK")
    text = response.text
    assert f"<p>{desk.shop.channel.seller.name}</p>" in text
    assert f"Order {desk.order.code}" in text
    assert text.count(f"1 × {desk.shop.product.name}, Adult") == 2
    until = NOW.astimezone(desk.shop.tenant.zone) + timedelta(minutes=15)
    assert f"open until {until:%H:%M %Z}." in text


def test_page_opens_the_provider_and_nothing_else(client, transaction, cards):
    response = client.get(page(transaction))

    origin = cards.provider.address
    assert f'<script src="{origin}/v3/" defer>' in response.text
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    assert policy["script-src"] == f"'self' {origin}"
    assert policy["connect-src"] == f"'self' {origin}"
    assert policy["frame-src"].startswith(f"{origin} https://js.stripe.com")
    assert policy["default-src"] == "'self'"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]


def test_other_pages_do_not_open_the_provider(client, transaction, cards, db):
    response = client.get("/docs/")

    assert cards.provider.address not in response["Content-Security-Policy"]


def test_form_has_the_secret_of_the_intent_and_no_secret_of_ours(client, transaction, cards):
    text = client.get(page(transaction)).text

    intent = cards.row(transaction.provider_reference)
    assert f'data-secret="{intent["client_secret"]}"' in text
    assert f'data-key="pk_test_{cards.name}"' in text
    assert "sk_test" not in text
    assert "whsec" not in text


def test_customer_who_paid_goes_back_to_the_shop(client, transaction, cards):
    cards.pay(transaction.provider_reference)
    assert client.head(page(transaction, "done")).status_code == 405
    assert stored(transaction).authenticated_at is None

    response = client.get(page(transaction, "done"))

    assert (response.status_code, response["Location"]) == (302, SHOP)
    assert stored(transaction).authenticated_at == NOW
    again = client.get(page(transaction))
    assert (again.status_code, heading(again)) == (200, "Paid")
    assert f'href="{SHOP}"' in again.text


def test_customer_who_has_not_paid_gets_the_form_again(client, transaction, cards):
    cards.pay(transaction.provider_reference, DECLINED)

    response = client.get(page(transaction, "done"))

    assert response["Location"] == page(transaction)
    assert stored(transaction).state == "INITIATED"


def test_customer_whose_bank_is_asked_has_not_paid_yet(client, transaction, cards):
    cards.pay(transaction.provider_reference, ASKS_ONCE)

    assert client.get(page(transaction, "done"))["Location"] == page(transaction)


def test_captured_payment_is_paid(client, transaction, cards):
    cards.pay(transaction.provider_reference)
    capture_transaction(transaction, by=BY, at=NOW)

    assert heading(client.get(page(transaction))) == "Paid"
    assert client.get(page(transaction, "done"))["Location"] == SHOP


def test_customer_may_give_it_up_without_a_cookie(transaction, cards):
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(page(transaction, "cancel"), follow=True)

    assert (response.status_code, heading(response)) == (410, "Cancelled")
    assert f'href="{SHOP}"' in response.text
    assert stored(transaction).state == "CANCELLED"
    assert cards.row(transaction.provider_reference)["status"] == "canceled"


def test_what_was_captured_is_not_given_up(client, transaction, cards):
    cards.pay(transaction.provider_reference)
    capture_transaction(transaction, by=BY, at=NOW)

    assert heading(client.post(page(transaction, "cancel"), follow=True)) == "Paid"


def test_refused_payment_is_told(client, transaction):
    PaymentTransaction.objects.update(state="REJECTED", closed_at=NOW)

    response = client.get(page(transaction))

    assert (response.status_code, heading(response)) == (410, "Refused")


def test_page_is_over_after_a_quarter_of_an_hour(client, transaction, clock):
    clock.shift(14 * 60 + 59)
    assert client.get(page(transaction)).status_code == 200
    clock.shift(1)

    response = client.get(page(transaction))

    assert (response.status_code, heading(response)) == (410, "Too late")


def test_cancelled_payment_is_told(client, transaction):
    cancel_transaction(transaction, by=BY, at=NOW)

    assert heading(client.get(page(transaction))) == "Cancelled"


def test_page_without_the_provider_says_so(client, transaction, away):
    assert client.get(page(transaction)).status_code == 503
    assert client.post(page(transaction, "cancel")).status_code == 503
    assert client.get(page(transaction, "done"))["Location"] == SHOP


def test_page_that_could_not_be_prepared_is_when_it_is_opened(client, transaction, cards):
    PaymentTransaction.objects.update(provider_reference="")

    assert client.get(page(transaction)).status_code == 200
    assert stored(transaction).provider_reference == transaction.provider_reference


def test_unknown_address_is_not_found(client, db):
    assert client.get("/pay/nobody").status_code == 404
    assert client.get("/card/nobody").status_code == 404


def test_who_tries_many_addresses_is_told_to_wait(client, transaction, monkeypatch):
    limits = {**strangers.LIMITS, Limited.ANONYMOUS: strangers.Limit(1, 60)}
    monkeypatch.setattr(strangers, "LIMITS", limits)
    client.get(page(transaction))

    response = client.get(page(transaction))

    assert (response.status_code, response["Retry-After"]) == (429, "60")
