"""The page where a customer stores a card."""

from __future__ import annotations

import pytest
from django.urls import reverse

from demo.cards.plastic import DECLINED
from sales.models import RecurringPayment
from sales.payments.actions import cancel_recurring_payment, open_recurring_terminal
from sales.payments.gateways import card as card_gateway
from tests.factories.moments import BY, NOW
from tests.factories.payments import RecurringPaymentFactory
from tests.factories.sales import CustomerFactory
from tests.protocols.payments.test_pages import heading

pytestmark = pytest.mark.django_db
SHOP = "https://shop.example/cards"


@pytest.fixture
def card(desk, clock):
    """The customer was sent to the page."""
    begun = RecurringPaymentFactory(customer=CustomerFactory(channel=desk.shop.channel))
    return open_recurring_terminal(begun, return_address=SHOP, by=BY, at=NOW)


@pytest.fixture
def away(settings, monkeypatch):
    monkeypatch.setattr(card_gateway, "RETRIES", 0)
    settings.CARD_API = "http://127.0.0.1:9"


def page(card, name="page"):
    return reverse(f"card-{name}", args=[card.secret])


def stored(card):
    return RecurringPayment.objects.get(pk=card.pk)


def test_page_tells_who_wants_to_store_the_card(client, desk, card, cards):
    response = client.get(page(card))

    assert (response.status_code, heading(response)) == (200, "Store your card")
    assert f"<p>{desk.shop.channel.seller.name}</p>" in response.text
    assert f'data-secret="{cards.row(card.provider_reference)["client_secret"]}"' in response.text
    assert cards.provider.address in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_customer_who_stored_a_card_goes_back_to_the_shop(client, card, cards):
    cards.pay(card.provider_reference)
    assert client.head(page(card, "done")).status_code == 405
    assert stored(card).state == "CREATED"

    response = client.get(page(card, "done"))

    assert response["Location"] == SHOP
    assert (stored(card).state, stored(card).card_number) == ("ACTIVE", "4242")
    again = client.get(page(card))
    assert (again.status_code, heading(again)) == (200, "Stored")
    assert client.get(page(card, "done"))["Location"] == SHOP


def test_customer_whose_card_was_declined_gets_the_form_again(client, card, cards):
    cards.pay(card.provider_reference, DECLINED)

    assert client.get(page(card, "done"))["Location"] == page(card)


def test_page_is_over_after_a_quarter_of_an_hour(client, card, clock):
    clock.shift(15 * 60)

    response = client.get(page(card))

    assert (response.status_code, heading(response)) == (410, "Too late")


def test_cancelled_card_is_told(client, card):
    cancel_recurring_payment(card, by=BY, at=NOW)

    response = client.get(page(card))

    assert (response.status_code, heading(response)) == (410, "Not stored")
    assert client.get(page(card, "done"))["Location"] == SHOP


def test_page_that_could_not_be_prepared_is_when_it_is_opened(client, card):
    RecurringPayment.objects.update(provider_reference="", provider_customer="")

    assert client.get(page(card)).status_code == 200
    assert stored(card).provider_reference == card.provider_reference


def test_page_without_the_provider_says_so(client, card, away):
    assert client.get(page(card)).status_code == 503
    assert client.get(page(card, "done"))["Location"] == SHOP
