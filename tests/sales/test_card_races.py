"""Captures, callbacks and polls of one card at once, with the provider outside: one charge."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import transaction as database
from django.test import Client
from django.urls import reverse

from sales.models import PaymentTransaction, Posting
from sales.payments.actions import (
    cancel_transaction,
    capture_transaction,
    execute_credit,
    look_up_transaction,
    settle_money,
)
from sales.payments.errors import MoneyMoving, TransactionClosed
from sales.refunds.actions import refund_lines
from sales.refunds.terms import RefundWish
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW, later
from tests.factories.provider import PaperProvider
from tests.racing import race
from tests.sales.paying import SECOND, WHOLE, open_counter

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


@pytest.fixture
def desk(db, cards):
    counter = open_counter(PaperProvider())
    cards.open_account(counter.shop.tenant)
    return counter


@pytest.fixture
def paid(desk, cards):
    """The customer has paid on the page."""
    transaction = desk.at_terminal()
    cards.pay(transaction.provider_reference)
    return PaymentTransaction.objects.select_related("order", "payment").get(pk=transaction.pk)


def capture(transaction):
    return capture_transaction(transaction, by=BY, at=NOW)


def look_up(transaction):
    return look_up_transaction(transaction, by=BY, at=NOW)


def call_back(account, message):
    return Client().post(
        reverse("card-callback", args=[account.reference]),
        message["body"],
        content_type="application/json",
        headers={"Stripe-Signature": message["signature"]},
    )


def one_charge_of(desk, cards, transaction):
    assert cards.charged == [144600]
    assert transaction.operations.filter(name="CAPTURE").count() == 1
    assert Posting.objects.filter(kind="CAPTURE").values("document").distinct().count() == 1
    order = desk.now()
    assert (order.state, order.captured_amount) == ("CONFIRMED", WHOLE)
    with database.atomic():
        check_books()


def test_captures_at_once_are_one(desk, cards, paid):
    answers = race(*[partial(capture, paid)] * MANY)

    assert {type(answer).__name__ for answer in answers} == {"Payment"}
    one_charge_of(desk, cards, paid)


def test_captures_callbacks_and_polls_at_once_are_one(desk, cards, paid):
    [message] = cards.messages("payment_intent.amount_capturable_updated")
    account = desk.shop.tenant.card_account

    answers = race(
        *[partial(capture, paid)] * 3,
        *[partial(call_back, account, message)] * 3,
        *[partial(look_up, paid)] * 3,
    )

    told = [getattr(answer, "status_code", type(answer).__name__) for answer in answers]
    assert told == ["Payment"] * 3 + [204] * 3 + ["PaymentTransaction"] * 3
    assert paid.operations.filter(name="AUTHENTICATE").count() <= 1
    one_charge_of(desk, cards, paid)


def test_capture_against_the_news_that_it_was_captured(desk, cards, paid):
    """The provider's own message comes before its answer is written down."""
    PaymentTransaction.objects.update(capture_asked_at=NOW)
    keys = {"idempotency_key": f"{paid.number}-capture"}
    cards.client.v1.payment_intents.capture(
        paid.provider_reference, {"expand": ["latest_charge"]}, options=keys
    )
    [message] = cards.messages("payment_intent.succeeded")
    account = desk.shop.tenant.card_account

    answers = race(
        *[partial(call_back, account, message)] * 3,
        partial(capture, paid),
        partial(settle_money, by=BY, at=later(minutes=1), limit=10),
    )

    assert [answer.status_code for answer in answers[:3]] == [204] * 3
    one_charge_of(desk, cards, paid)


def test_capture_against_a_cancellation_ends_one_way(desk, cards, paid):
    answers = race(
        *[partial(capture, paid)] * 3,
        *[partial(cancel_transaction, paid, by=BY, at=NOW)] * 3,
    )

    ended = PaymentTransaction.objects.get().state
    won, lost = (answers[:3], answers[3:]) if ended == "CAPTURED" else (answers[3:], answers[:3])
    assert {type(answer).__name__ for answer in won} == {"Payment"}
    assert {type(answer) for answer in lost} <= {MoneyMoving, TransactionClosed}
    assert len(cards.charged) == (ended == "CAPTURED")


def test_one_credit_executed_at_once_is_given_back_once(desk, cards, paid):
    capture(paid)
    line = desk.order.lines.get(amount=SECOND)
    cards.spoil("post refunds", "broken")
    with pytest.raises(Exception, match="cannot be reached"):
        refund_lines(desk.order, [RefundWish(line.reference, "NOK")], by=BY, at=NOW)
    cards.mend()
    credit = desk.now().credits.get()

    answers = race(*[partial(execute_credit, credit, by=BY, at=NOW)] * MANY)

    assert {type(answer).__name__ for answer in answers} <= {"Credit", "MoneyMoving"}
    assert cards.repaid == [40000]
    assert desk.now().credited_amount == SECOND
    with database.atomic():
        check_books()
