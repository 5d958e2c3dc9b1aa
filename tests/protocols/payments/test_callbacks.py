"""What the card provider tells us on its own."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from demo.cards.messages import signature
from sales.models import PaymentTransaction
from sales.payments.gateways import card as card_gateway
from tests.card_provider import Cards
from tests.factories.operators import TenantFactory

pytestmark = pytest.mark.django_db
AUTHORISED = "payment_intent.amount_capturable_updated"


@pytest.fixture
def account(desk):
    return desk.shop.tenant.card_account


@pytest.fixture
def paid(desk, cards):
    """The customer has paid, and nobody has looked."""
    transaction = desk.at_terminal()
    cards.pay(transaction.provider_reference)
    return transaction


def call_back(client, account, message):
    return client.post(
        reverse("card-callback", args=[getattr(account, "reference", account)]),
        message["body"],
        content_type="application/json",
        headers={"Stripe-Signature": message["signature"]},
    )


def signed(cards, kind, facts):
    """A message that the provider never sent, with its signature."""
    told = {"id": "evt_1", "object": "event", "type": kind, "data": {"object": facts}}
    body = json.dumps(told)
    return {"body": body, "signature": signature(cards.account.callback_secret, body)}


def stored(transaction):
    return PaymentTransaction.objects.get(pk=transaction.pk)


def test_news_of_the_customers_payment_is_recorded_once(client, account, cards, paid):
    [message] = cards.messages(AUTHORISED)

    answers = [call_back(client, account, message).status_code for _ in range(3)]

    assert answers == [204] * 3
    assert stored(paid).authenticated_at is not None
    assert paid.operations.filter(name="AUTHENTICATE").count() == 1


def test_news_of_captured_money_confirms_the_order(client, account, cards, paid, desk):
    cards.client.v1.payment_intents.capture(paid.provider_reference)
    [message] = cards.messages("payment_intent.succeeded")

    answers = [call_back(client, account, message).status_code for _ in range(3)]

    assert answers == [204] * 3
    assert desk.now().state == "CONFIRMED"
    assert paid.operations.filter(name="CAPTURE").count() == 1


def test_message_that_was_overtaken_changes_nothing(client, account, cards, paid, desk):
    [early] = cards.messages(AUTHORISED)
    cards.client.v1.payment_intents.cancel(paid.provider_reference)

    call_back(client, account, early)

    assert stored(paid).state == "CANCELLED"


@pytest.mark.parametrize(
    "signature", ["", "t=1,v1=00", "v1=" + "0" * 64, "t=1780308000,v1=" + "0" * 64]
)
def test_message_with_a_wrong_signature_is_refused(client, account, cards, paid, signature):
    [message] = cards.messages(AUTHORISED)

    answer = call_back(client, account, {**message, "signature": signature})

    assert (answer.status_code, stored(paid).authenticated_at) == (400, None)


def test_message_that_was_changed_is_refused(client, account, cards, paid):
    [message] = cards.messages(AUTHORISED)

    answer = call_back(client, account, {**message, "body": message["body"].replace("nok", "sek")})

    assert answer.status_code == 400


def test_unknown_account_is_told_from_nothing_else(client, account, cards, paid):
    [message] = cards.messages(AUTHORISED)

    unknown = call_back(client, "b1f7c5f0-0000-4000-8000-000000000001", message)
    forged = call_back(client, account, {**message, "signature": "t=1,v1=0"})

    assert (unknown.status_code, unknown.content) == (400, forged.content)


def test_message_to_another_tenant_is_refused(client, cards, paid):
    [message] = cards.messages(AUTHORISED)
    stranger = Cards.new(cards.provider).open_account(TenantFactory())

    assert call_back(client, stranger, message).status_code == 400


def test_transaction_of_another_tenant_is_not_touched(client, cards, paid):
    """A tenant that knows the number signs with its own secret."""
    other = Cards.new(cards.provider)
    stranger = other.open_account(TenantFactory())
    facts = {"object": "payment_intent", "metadata": {"transaction": str(paid.number)}}

    answer = call_back(client, stranger, signed(other, AUTHORISED, facts))

    assert (answer.status_code, stored(paid).authenticated_at) == (204, None)


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("charge.updated", {"object": "charge"}),
        (AUTHORISED, {"object": "payment_intent", "metadata": {}}),
        (AUTHORISED, {"object": "payment_intent", "metadata": {"transaction": "x"}}),
        (AUTHORISED, {"object": "payment_intent", "metadata": {"transaction": "12"}}),
    ],
)
def test_message_of_no_interest_is_taken_in(client, account, cards, kind, facts):
    assert call_back(client, account, signed(cards, kind, facts)).status_code == 204


@pytest.mark.parametrize("body", ["", "5", "[]", "{", '{"object": "event"}'])
def test_nonsense_with_a_good_signature_is_refused(client, account, cards, body):
    message = {"body": body, "signature": signature(cards.account.callback_secret, body)}

    assert call_back(client, account, message).status_code == 400


def test_message_is_sent_again_when_the_provider_is_away(
    client, account, cards, paid, settings, monkeypatch
):
    monkeypatch.setattr(card_gateway, "RETRIES", 0)
    settings.CARD_API = "http://127.0.0.1:9"
    [message] = cards.messages(AUTHORISED)

    assert call_back(client, account, message).status_code == 503


def test_callbacks_are_posted(client, account):
    assert client.get(reverse("card-callback", args=[account.reference])).status_code == 405
