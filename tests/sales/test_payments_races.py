"""Money that is moved by many at once: one charge, one posting, one operation."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import transaction as database

from sales.models import PaymentTransaction, Posting
from sales.orders.actions import lapse_orders
from sales.payments.actions import (
    cancel_transaction,
    capture_transaction,
    create_credit,
    execute_credit,
    record_provider_outcome,
    settle_money,
)
from sales.payments.errors import AmountExceedsBalance, MoneyMoving, TransactionClosed
from sales.payments.gateways.choosing import charge_of
from sales.payments.gateways.interface import Outcome, Standing
from sales.payments.terms import PartWish
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW, later
from tests.racing import race
from tests.sales.paying import SECOND, WHOLE, cash, open_counter

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 50


@pytest.fixture
def desk(provider):
    return open_counter(provider)


def capture(transaction, at=NOW):
    return capture_transaction(transaction, by=BY, at=at)


def one_capture_of(desk, transaction):
    """The order is sold, and the money came once."""
    assert desk.provider.charged == [(transaction.number, WHOLE)]
    assert transaction.operations.filter(name="CAPTURE").count() == 1
    assert Posting.objects.filter(kind="CAPTURE").values("document").distinct().count() == 1
    order = desk.now()
    assert (order.state, order.captured_amount) == ("CONFIRMED", WHOLE)
    assert order.lines.first().fulfilments.count() == 1
    with database.atomic():
        check_books()


def test_fifty_captures_are_one(desk):
    transaction = desk.authorised()

    answers = race(*[partial(capture, transaction)] * MANY)

    assert {(type(answer).__name__, answer.captured_amount) for answer in answers} == {
        ("Payment", WHOLE)
    }
    one_capture_of(desk, transaction)


def test_fifty_captures_of_cash_are_one(desk):
    transaction = desk.pay(cash()).transactions.get()

    answers = race(*[partial(capture, transaction)] * MANY)

    assert {type(answer).__name__ for answer in answers} == {"Payment"}
    assert transaction.operations.filter(name="CAPTURE").count() == 1
    assert desk.now().captured_amount == WHOLE


def test_capture_and_callbacks_at_once_are_one(desk):
    transaction = desk.authorised()
    news = Outcome(Standing.AUTHORISED, card_number="4242")

    def call_back():
        told = desk.provider.look_up(charge_of(transaction))
        return record_provider_outcome(transaction, told, by=BY, at=NOW)

    answers = race(
        *[partial(capture, transaction)] * 5,
        *[call_back] * 5,
        *[partial(record_provider_outcome, transaction, news, by=BY, at=NOW)] * 5,
    )

    assert {type(answer).__name__ for answer in answers} == {"Payment", "PaymentTransaction"}
    assert transaction.operations.filter(name="AUTHENTICATE").count() <= 1
    one_capture_of(desk, transaction)


def test_capture_against_the_lapse_of_the_order(desk):
    transaction = desk.authorised()
    late = later(hours=1)

    answers = race(
        partial(capture, transaction, at=late),
        *[partial(lapse_orders, by=BY, at=late)] * 3,
    )

    assert answers[1:] == [0, 0, 0]
    one_capture_of(desk, transaction)


def test_capture_of_cash_against_the_lapse_of_the_order(desk):
    """The one that comes first decides; the money never gets lost."""
    transaction = desk.pay(cash()).transactions.get()
    just = later(minutes=29, seconds=59)

    race(
        partial(capture, transaction, at=just),
        *[partial(lapse_orders, by=BY, at=later(minutes=30))] * 3,
    )

    order, paid = desk.now(), PaymentTransaction.objects.get()
    assert (order.state, paid.state) in [("CONFIRMED", "CAPTURED"), ("CANCELLED", "CANCELLED")]
    assert order.captured_amount == (WHOLE if paid.state == "CAPTURED" else 0)


def test_capture_against_a_cancellation_ends_one_way(desk):
    transaction = desk.authorised()

    answers = race(
        *[partial(capture, transaction)] * 5,
        *[partial(cancel_transaction, transaction, by=BY, at=NOW)] * 5,
    )

    ended = PaymentTransaction.objects.get().state
    assert ended in ("CAPTURED", "CANCELLED")
    captures, cancels = answers[:5], answers[5:]
    won, lost = (captures, cancels) if ended == "CAPTURED" else (cancels, captures)
    assert {type(answer).__name__ for answer in won} == {"Payment"}
    assert {type(answer) for answer in lost} <= {MoneyMoving, TransactionClosed}
    assert len(desk.provider.charged) == (ended == "CAPTURED")


def test_sweeps_at_once_finish_a_capture_once(desk):
    transaction = desk.authorised()
    PaymentTransaction.objects.update(capture_asked_at=NOW)

    race(*[partial(settle_money, by=BY, at=later(minutes=1), limit=10)] * 5)

    one_capture_of(desk, transaction)


def test_payments_begun_at_once_are_at_most_what_is_owed(desk):
    answers = race(*[partial(desk.pay, cash(SECOND))] * 10)

    begun = [answer for answer in answers if not isinstance(answer, Exception)]
    refused = {type(answer) for answer in answers if isinstance(answer, Exception)}
    assert (len(begun), refused) == (3, {AmountExceedsBalance})


def test_credit_executed_by_many_is_given_once(desk):
    transaction = desk.pay(cash(SECOND)).transactions.get()
    capture(transaction)
    parts = [PartWish(transaction.payment.number, transaction.number, SECOND)]
    credit = create_credit(
        desk.order, order_version=1, total_amount=SECOND, currency="NOK", parts=parts, by=BY, at=NOW
    )

    answers = race(*[partial(execute_credit, credit, by=BY, at=NOW)] * 20)

    assert {answer.state for answer in answers} == {"CREDITED"}
    assert transaction.operations.filter(name="CREDIT").count() == 1
    assert desk.now().credited_amount == SECOND
