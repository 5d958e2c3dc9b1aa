"""Cards through the provider: authorised by the customer, captured by us."""

from __future__ import annotations

import pytest

from demo.cards.plastic import ASKS_ONCE, DECLINED, GOOD, NO_FUNDS
from sales.models import PaymentTransaction
from sales.payments import errors
from sales.payments.actions import cancel_transaction, open_terminal, settle_money
from sales.payments.gateways import card as card_gateway
from sales.payments.gateways.choosing import charge_of, gateway_of
from sales.payments.gateways.interface import Standing
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW, later
from tests.sales.by_card import capture, desk, look_up, names, now, paid
from tests.sales.paying import WHOLE, cash

__all__ = ["desk", "paid"]

pytestmark = pytest.mark.django_db

# Taking


def test_card_is_authorised_then_captured(desk, cards, paid):
    assert look_up(paid).card_number == "4242"
    assert cards.charged == []

    payment = capture(paid)

    assert payment.captured_amount == WHOLE
    assert cards.charged == [144600]
    transaction = now(paid)
    assert (desk.now().state, transaction.card_number) == ("CONFIRMED", "4242")
    assert (
        transaction.rrn
        == cards.row(cards.row(transaction.provider_reference)["latest_charge"])[
            "payment_method_details"
        ]["card"]["network_transaction_id"]
    )
    assert names(paid) == ["CREATE", "INITIATE", "AUTHENTICATE", "CAPTURE"]
    check_books()


def test_intent_says_which_transaction_it_is_for(desk, cards):
    transaction = desk.at_terminal()

    intent = cards.row(transaction.provider_reference)

    assert intent["metadata"] == {
        "transaction": str(transaction.number),
        "order": desk.order.code,
    }
    assert (intent["amount"], intent["currency"]) == (144600, "nok")
    assert intent["capture_method"] == "manual"


def test_page_opened_twice_is_one_intent(desk, cards):
    transaction = desk.at_terminal()
    PaymentTransaction.objects.update(provider_reference="")

    again = open_terminal(now(transaction), return_address="", by=BY, at=NOW)

    assert again.provider_reference == transaction.provider_reference


def test_nobody_paid_yet(desk):
    transaction = desk.at_terminal()

    with pytest.raises(errors.NotAuthorised):
        capture(transaction)

    assert look_up(transaction).state == "INITIATED"
    assert now(transaction).capture_asked_at is None


def test_declined_card_can_be_followed_by_another_one(desk, cards):
    transaction = desk.at_terminal()

    told = cards.pay(transaction.provider_reference, DECLINED)
    cards.pay(transaction.provider_reference)

    assert told["error"]["message"] == "Your card was declined."
    capture(transaction)
    assert (desk.now().state, cards.charged) == ("CONFIRMED", [144600])


def test_capturing_after_a_decline_rejects_the_transaction(desk, cards):
    transaction = desk.at_terminal()
    cards.pay(transaction.provider_reference, NO_FUNDS)

    with pytest.raises(errors.PaymentRefused, match="Your card was declined"):
        capture(transaction)

    ended = now(transaction)
    assert (ended.state, ended.failure) == ("REJECTED", "Your card was declined.")
    assert cards.row(transaction.provider_reference)["status"] == "canceled"
    assert cards.pay(transaction.provider_reference)["error"]["code"] == (
        "payment_intent_unexpected_state"
    )


def test_bank_that_wants_to_hear_from_its_customer(desk, cards):
    transaction = desk.at_terminal()

    assert cards.pay(transaction.provider_reference, ASKS_ONCE)["status"] == "requires_action"
    with pytest.raises(errors.NotAuthorised):
        capture(transaction)
    cards.answer_bank(transaction.provider_reference)

    assert look_up(transaction).authenticated_at == NOW
    capture(transaction)
    assert desk.now().state == "CONFIRMED"


def test_customer_who_says_no_to_the_bank_has_not_paid(desk, cards):
    transaction = desk.at_terminal()
    cards.pay(transaction.provider_reference, ASKS_ONCE)
    cards.answer_bank(transaction.provider_reference, success=False)

    with pytest.raises(errors.PaymentRefused):
        capture(transaction)

    assert cards.charged == []


def test_cancelling_releases_the_money(cards, paid):
    cancel_transaction(now(paid), by=BY, at=NOW)

    assert cards.row(paid.provider_reference)["status"] == "canceled"
    assert now(paid).state == "CANCELLED"


def test_sweep_closes_the_page_at_the_provider(desk, cards):
    transaction = desk.at_terminal()

    assert settle_money(by=BY, at=later(minutes=15), limit=10) == 1

    assert cards.row(transaction.provider_reference)["status"] == "canceled"
    assert now(transaction).state == "CANCELLED"


def test_capturing_twice_at_the_provider_is_one_charge(cards, paid):
    transaction = now(paid)
    gateway, charge = gateway_of(transaction), charge_of(transaction)

    told = [gateway.capture(charge).standing for _ in range(3)]

    assert told == [Standing.CAPTURED] * 3
    assert gateway.cancel(charge).standing is Standing.CAPTURED
    assert cards.charged == [144600]


def test_money_captured_in_the_providers_own_pages_is_found(desk, cards, paid):
    cards.client.v1.payment_intents.capture(paid.provider_reference)

    look_up(paid)

    assert (desk.now().state, desk.now().captured_amount) == ("CONFIRMED", WHOLE)


# Refusals


def test_provider_that_refuses_says_why(desk):
    begun = desk.pay(cash()).transactions.get()
    PaymentTransaction.objects.update(provider="CARD", provider_reference="pi_unknown")

    with pytest.raises(errors.ProviderFailed, match="No such payment_intent"):
        gateway_of(now(begun)).look_up(charge_of(now(begun)))


def test_keys_that_the_provider_does_not_accept(desk, cards):
    keys = card_gateway.Keys("pk_test_x", "sk_live_x", "whsec_x")
    charge = charge_of(now(desk.at_terminal()))

    with pytest.raises(errors.ProviderFailed, match="does not accept our keys"):
        card_gateway.Card(keys).look_up(charge)


def test_tenant_without_an_account_takes_no_cards(desk):
    desk.shop.tenant.card_account.delete()
    begun = desk.pay(cash(WHOLE)).transactions.get()
    PaymentTransaction.objects.update(provider="CARD")

    with pytest.raises(errors.MethodOff):
        open_terminal(now(begun), return_address="", by=BY, at=NOW)


def test_keys_are_not_shown_by_accident(desk):
    keys = gateway_of(now(desk.at_terminal())).keys

    assert "sk_test" not in repr(keys)


def test_logs_hold_no_secret_however_much_is_logged(desk, cards, caplog):
    caplog.set_level("DEBUG")
    transaction = desk.at_terminal()
    cards.pay(transaction.provider_reference)
    capture(transaction)

    intent = cards.row(transaction.provider_reference)
    assert intent["client_secret"] not in caplog.text
    assert f"sk_test_{cards.name}" not in caplog.text
    assert GOOD not in caplog.text
