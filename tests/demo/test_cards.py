"""The card provider that moves no money refuses as the real one does."""

from __future__ import annotations

from threading import Thread

import pytest
import requests
import stripe

from demo.cards.plastic import GOOD
from demo.cards.server import WORKING_SECONDS
from sales.payments.gateways.card import Keys, client_of


@pytest.fixture
def client(cards):
    return client_of(Keys("", f"sk_test_{cards.name}", ""))


@pytest.fixture
def intent(client):
    return client.v1.payment_intents.create(
        {"amount": 100, "currency": "nok", "capture_method": "manual"}
    )


def once(key):
    return {"idempotency_key": key}


def get(cards, path, key="sk_test_x"):
    headers = {"Authorization": f"Bearer {key}"}
    return requests.get(f"{cards.provider.address}{path}", headers=headers, timeout=5)


def test_same_key_is_one_effect_and_another_request_under_it_is_refused(client, cards):
    make = client.v1.customers.create

    first = make({"metadata": {"a": "1"}}, options=once("k"))

    assert make({"metadata": {"a": "1"}}, options=once("k")).id == first.id
    with pytest.raises(stripe.IdempotencyError, match="same parameters"):
        make({"metadata": {"a": "2"}}, options=once("k"))


def test_twin_of_a_running_request_is_told_to_come_later(client, cards, intent):
    cards.pay(intent.id)
    path = f"{cards.provider.address}/v1/payment_intents/{intent.id}/capture"
    headers = {"Authorization": f"Bearer sk_test_{cards.name}", "Idempotency-Key": "c"}
    told = []

    def capture():
        told.append(requests.post(path, headers=headers, timeout=5).status_code)

    threads = [Thread(target=capture) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WORKING_SECONDS + 5)

    assert set(told) <= {200, 409}
    assert told.count(200) >= 1
    assert cards.charged == [100]


def test_refusal_that_began_nothing_is_not_kept(client, cards, intent):
    capture = client.v1.payment_intents.capture
    with pytest.raises(stripe.InvalidRequestError, match="status of requires_payment_method"):
        capture(intent.id, {}, options=once("c"))
    cards.pay(intent.id)

    assert capture(intent.id, {}, options=once("c")).status == "succeeded"


def test_intent_that_has_ended_is_not_ended_again(client, cards, intent):
    client.v1.payment_intents.cancel(intent.id)

    with pytest.raises(stripe.InvalidRequestError, match="status of canceled"):
        client.v1.payment_intents.cancel(intent.id)


def test_script_is_what_a_page_loads(cards):
    answer = get(cards, "/v3/")

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/javascript")


def test_card_with_a_number_that_is_none(cards, intent):
    assert cards.pay(intent.id, "1234")["error"]["code"] == "incorrect_number"


def test_stored_card_cannot_be_forgotten_twice(client, cards):
    customer = client.v1.customers.create({})
    setup = client.v1.setup_intents.create({"customer": customer.id})
    cards.pay(setup.id, GOOD)
    method = cards.row(setup.id)["payment_method"]
    client.v1.payment_methods.detach(method)

    with pytest.raises(stripe.InvalidRequestError, match="not attached"):
        client.v1.payment_methods.detach(method)
    with pytest.raises(stripe.InvalidRequestError, match="status of succeeded"):
        client.v1.setup_intents.cancel(setup.id)


def test_page_of_another_account_cannot_use_an_intent(cards, intent):
    path = f"{cards.provider.address}/v1/payment_intents/{intent.id}/confirm"
    secret = cards.row(intent.id)["client_secret"]

    for key, told in (("pk_test_other", secret), (f"pk_test_{cards.name}", f"{intent.id}_secret_")):
        answer = requests.post(path, {"key": key, "client_secret": told}, timeout=5)
        assert answer.status_code == 401


@pytest.mark.parametrize("path", ["/", "/v2/refunds", "/v1/refunds/a/b/c", "/v1/refunds/re_1"])
def test_what_there_is_not(cards, path):
    assert get(cards, path).status_code == 404


@pytest.mark.parametrize("path", ["/v1/balances", "/v1/refunds/re_1"])
def test_what_cannot_be_made(cards, path):
    headers = {"Authorization": "Bearer sk_test_x"}
    address = f"{cards.provider.address}{path}"

    assert requests.post(address, headers=headers, timeout=5).status_code == 404


def test_nobody_reads_without_a_key(cards):
    assert get(cards, "/v1/refunds", key="").status_code == 401


def test_browsers_of_other_sites_may_send_cards(cards):
    answer = requests.options(f"{cards.provider.address}/v1/payment_intents", timeout=5)

    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (204, "*")


def test_broken_provider_says_so(client, cards, intent):
    cards.spoil("get payment_intents", "broken")

    with pytest.raises(stripe.APIError):
        client.v1.payment_intents.retrieve(intent.id)


def test_message_is_sent_to_the_shop(client, cards, intent, live_server):
    """Whatever the shop answers; nobody listens at the second address."""
    for address in (f"{live_server.url}/health/live", "http://127.0.0.1:9"):
        cards.account.callback = address
        cards.pay(intent.id)

    assert len(cards.account.messages) == 1


def test_card_numbers_stay_with_the_provider(client, cards, intent):
    cards.pay(intent.id)

    shown = client.v1.payment_intents.retrieve(intent.id, {"expand": ["payment_method"]})

    assert GOOD not in str(shown)
