"""Cards that customers store with the provider, and charges without their holders."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from demo.cards.plastic import ASKS_ALWAYS, ASKS_ONCE, DECLINED, DECLINED_LATER
from sales.models import PaymentTransaction, RecurringPayment
from sales.payments import errors
from sales.payments.actions import (
    authorize_recurring_payment,
    begin_recurring_payment,
    cancel_recurring_payment,
    capture_transaction,
    describe_recurring_payment,
    expire_recurring_payments,
    settle_money,
)
from sales.payments.gateways import card as card_gateway
from sales.payments.gateways.choosing import charge_of, gateway_of
from sales.payments.states import PaymentGroup, PaymentType
from sales.payments.terms import TransactionWish
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW, later
from tests.sales.paying import WHOLE
from tests.sales.stored_cards import authorize, begun, desk, now, open_page, store

__all__ = ["begun", "desk", "store"]

pytestmark = pytest.mark.django_db


def charge(desk, card):
    wish = TransactionWish(WHOLE, "NOK", recurring_payment=card.number)
    begun = desk.pay(wish).transactions.get()
    return partial(capture_transaction, begun, by=BY, at=NOW), begun


def ended(transaction):
    return PaymentTransaction.objects.get(pk=transaction.pk)


# Storing


def test_card_is_stored_on_a_page_and_can_be_charged(desk, cards, store):
    card = store()

    assert (card.state, card.card_number) == ("ACTIVE", "4242")
    assert (card.expires_date, card.activated_at) == (date(2040, 12, 31), NOW)
    assert card.provider_reference.startswith("pm_")
    assert card.provider_customer.startswith("cus_")
    capture, transaction = charge(desk, card)
    capture()
    assert (desk.now().state, cards.charged) == ("CONFIRMED", [144600])
    assert ended(transaction).card_number == "4242"
    check_books()


def test_page_is_open_for_a_quarter_of_an_hour_from_now(begun):
    first = open_page(begun)
    again = open_page(begun, at=later(minutes=5))

    assert (first.secret, first.open_until) == (again.secret, later(minutes=15))
    assert again.open_until == later(minutes=20)
    assert first.provider_reference == again.provider_reference


def test_page_opened_twice_is_one_wish(begun, cards):
    first = open_page(begun)
    RecurringPayment.objects.update(provider_reference="", provider_customer="")

    assert open_page(begun).provider_reference == first.provider_reference


def test_card_that_nobody_stored_cannot_be_used(begun):
    with pytest.raises(errors.NotStored):
        authorize(begun)
    open_page(begun)
    with pytest.raises(errors.NotStored):
        authorize(begun)
    assert now(begun).state == "CREATED"


def test_declined_card_is_not_stored_but_another_one_is(begun, cards):
    opened = open_page(begun)
    cards.pay(opened.provider_reference, DECLINED)
    with pytest.raises(errors.NotStored, match="Your card was declined"):
        authorize(begun)

    cards.pay(opened.provider_reference)

    assert authorize(begun).state == "ACTIVE"


def test_asking_again_changes_nothing(store):
    card = store()

    assert authorize(card).activated_at == NOW
    with pytest.raises(errors.CardClosed):
        open_page(card)


def test_channel_that_takes_no_such_cards_stores_none(desk):
    with pytest.raises(errors.MethodOff):
        begin_recurring_payment(
            desk.now().customer,
            channel=desk.shop.channel,
            type=PaymentType.AMEX,
            group=PaymentGroup.PAYMENTCARD,
            by=BY,
            at=NOW,
        )


def test_words_for_a_card_are_changed(begun):
    describe_recurring_payment(begun, description="Work", by=BY, at=NOW)

    assert now(begun).description == "Work"


# Charging without the holder


def test_fifty_charges_of_a_killed_worker_are_one(desk, cards, store):
    """The provider's answer never came, its name of the charge is not known, the keys are old."""
    _, transaction = charge(desk, store())
    PaymentTransaction.objects.update(
        state="INITIATED", initiated_at=NOW, locked_until=later(minutes=15), capture_asked_at=NOW
    )
    found = PaymentTransaction.objects.select_related("order", "payment", "recurring_payment").get()
    gateway_of(found).capture(charge_of(found))
    cards.account.answers.clear()

    settle_money(by=BY, at=later(minutes=1), limit=10)

    assert (ended(transaction).state, cards.charged) == ("CAPTURED", [144600])
    assert desk.now().state == "CONFIRMED"


def test_lost_answer_to_a_charge_is_found_by_the_sweep(desk, cards, store, monkeypatch):
    monkeypatch.setattr(card_gateway, "RETRIES", 0)
    capture, transaction = charge(desk, store())
    cards.spoil("post payment_intents", "lost", times=1)
    with pytest.raises(errors.ProviderDown):
        capture()
    assert (ended(transaction).state, ended(transaction).provider_reference) == ("INITIATED", "")

    settle_money(by=BY, at=later(minutes=1), limit=10)

    assert (desk.now().state, cards.charged) == ("CONFIRMED", [144600])


def test_refused_charge_rejects_the_transaction(desk, cards, store):
    capture, transaction = charge(desk, store(DECLINED_LATER))

    with pytest.raises(errors.PaymentRefused) as refused:
        capture()

    assert type(refused.value) is errors.PaymentRefused
    assert (ended(transaction).state, cards.charged) == ("REJECTED", [])
    reference = ended(transaction).provider_reference
    assert cards.row(reference)["status"] == "canceled"


def test_bank_that_wants_to_hear_from_the_holder_is_told_apart(desk, cards, store):
    capture, transaction = charge(desk, store(ASKS_ALWAYS))

    with pytest.raises(errors.AuthenticationNeeded):
        capture()

    assert ended(transaction).state == "REJECTED"
    with pytest.raises(errors.TransactionClosed):
        capture()


def test_bank_that_heard_from_the_holder_when_the_card_was_stored(desk, cards, store):
    capture, _ = charge(desk, store(ASKS_ONCE))

    capture()

    assert cards.charged == [144600]


# Ending


def test_cancelled_card_is_forgotten_and_never_charged(desk, cards, store):
    card = store()

    cancel_recurring_payment(card, by=BY, at=NOW)
    cancel_recurring_payment(card, by=BY, at=NOW)

    assert (now(card).state, now(card).closed_at) == ("CANCELLED", NOW)
    assert cards.row(card.provider_reference)["customer"] is None
    with pytest.raises(errors.MethodOff):
        charge(desk, card)
    with pytest.raises(errors.CardClosed):
        describe_recurring_payment(card, description="x", by=BY, at=NOW)
    with pytest.raises(errors.CardClosed):
        authorize(card)


def test_card_that_is_forgotten_when_the_provider_is_back(cards, store, settings, monkeypatch):
    monkeypatch.setattr(card_gateway, "RETRIES", 0)
    card = store()
    settings.CARD_API = "http://127.0.0.1:9"
    with pytest.raises(errors.ProviderDown):
        cancel_recurring_payment(card, by=BY, at=NOW)
    assert now(card).state == "CANCELLED"

    settings.CARD_API = cards.provider.address
    cancel_recurring_payment(card, by=BY, at=NOW)

    assert cards.row(card.provider_reference)["customer"] is None


def test_page_that_is_given_up_stores_nothing(begun, cards):
    opened = open_page(begun)

    cancel_recurring_payment(begun, by=BY, at=NOW)

    assert cards.pay(opened.provider_reference)["error"]["code"] == "setup_intent_unexpected_state"


def test_card_without_a_page_is_given_up(begun):
    assert cancel_recurring_payment(begun, by=BY, at=NOW).state == "CANCELLED"


def test_card_stored_while_it_was_cancelled_is_forgotten(begun, cards):
    opened = open_page(begun)
    cards.pay(opened.provider_reference)
    old = now(begun)
    RecurringPayment.objects.update(state="CANCELLED", closed_at=NOW)

    with pytest.raises(errors.CardClosed):
        authorize_recurring_payment(old, by=BY, at=NOW)

    method = cards.row(opened.provider_reference)["payment_method"]
    assert cards.row(method)["customer"] is None


def test_card_expires_the_day_after_its_last(store):
    card = store()
    RecurringPayment.objects.update(expires_date=NOW.date())
    sweep = partial(expire_recurring_payments, by=BY, limit=10)

    assert (sweep(at=NOW), sweep(at=later(days=1)), sweep(at=later(days=1))) == (0, 1, 0)
    assert now(card).state == "EXPIRED"
