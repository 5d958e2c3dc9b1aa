"""Cards while somebody else is at the provider at the same moment."""

from __future__ import annotations

from functools import partial

import pytest

from demo.cards.books import Answer
from demo.cards.plastic import DECLINED
from sales.models import PaymentTransaction
from sales.payments import errors
from sales.payments.actions import cancel_transaction
from tests.factories.moments import BY, NOW
from tests.sales.by_card import capture, desk, impatient, look_up, now, paid

__all__ = ["desk", "impatient", "paid"]

pytestmark = pytest.mark.django_db


def test_capture_of_what_is_cancelled_meanwhile_takes_nothing(desk, cards, paid):
    cancel = partial(cards.client.v1.payment_intents.cancel, paid.provider_reference)
    cards.account.meanwhile["capture payment_intents"] = cancel

    with pytest.raises(errors.TransactionClosed):
        capture(paid)

    assert (now(paid).state, cards.charged) == ("CANCELLED", [])


def test_capture_of_what_is_captured_meanwhile_is_one(desk, cards, paid):
    take = partial(cards.client.v1.payment_intents.capture, paid.provider_reference)
    cards.account.meanwhile["capture payment_intents"] = take

    capture(paid)

    assert (desk.now().state, cards.charged) == ("CONFIRMED", [144600])


def test_cancellation_of_what_is_captured_meanwhile_comes_too_late(desk, cards, paid):
    take = partial(cards.client.v1.payment_intents.capture, paid.provider_reference)
    cards.account.meanwhile["cancel payment_intents"] = take

    with pytest.raises(errors.TransactionClosed):
        cancel_transaction(now(paid), by=BY, at=NOW)

    assert (desk.now().state, cards.charged) == ("CONFIRMED", [144600])


def test_customer_who_pays_while_a_decline_is_given_up_pays_nothing(desk, cards):
    transaction = desk.at_terminal()
    cards.pay(transaction.provider_reference, DECLINED)
    again = partial(cards.pay, transaction.provider_reference)
    cards.account.meanwhile["cancel payment_intents"] = again

    with pytest.raises(errors.PaymentRefused):
        capture(transaction)

    assert (now(transaction).state, cards.charged) == ("REJECTED", [])
    assert cards.row(transaction.provider_reference)["status"] == "canceled"


def test_capture_that_the_provider_refuses_stays_wanted(cards, paid):
    cards.spoil("capture payment_intents", "refused")

    with pytest.raises(errors.ProviderFailed, match="may not do that"):
        capture(paid)

    assert (now(paid).state, now(paid).capture_asked_at) == ("INITIATED", NOW)


@pytest.mark.parametrize(
    ("status", "error"), [(0, errors.MoneyMoving), (200, errors.ProviderFailed)]
)
def test_key_that_is_in_use_by_something_else(cards, paid, impatient, status, error):
    key = f"{paid.number}-capture"
    cards.account.answers[key] = Answer(("another path", ""), status)

    with pytest.raises(error):
        capture(paid)

    assert cards.charged == []


def test_capture_of_what_no_provider_knows_takes_nothing(desk):
    transaction = desk.at_terminal()
    PaymentTransaction.objects.update(provider_reference="")

    with pytest.raises(errors.NotAuthorised):
        capture(transaction)
    assert look_up(transaction).state == "INITIATED"
    assert cancel_transaction(now(transaction), by=BY, at=NOW).transactions.get().state == (
        "CANCELLED"
    )
