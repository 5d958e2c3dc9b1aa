"""Money that is given back by many at once, and what else happens to its order meanwhile."""

from __future__ import annotations

from collections import Counter as Count
from functools import partial

import pytest
from django.db import transaction as database

from sales.errors import SalesError
from sales.models import Credit, PaymentTransaction
from sales.orders.actions import (
    cancel_lines,
    cancel_order,
    confirm_order,
    draft_order,
    lapse_orders,
)
from sales.payments.actions import (
    capture_transaction,
    create_credit,
    create_payment,
    execute_credit,
)
from sales.payments.errors import AmountExceedsBalance, ImportDiffers
from sales.payments.terms import PartWish
from sales.refunds.actions import compensate_order, refund_lines
from sales.refunds.terms import RefundWish
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW, later
from tests.factories.orders import choose, draft, stored
from tests.factories.payments import PaymentMethodFactory
from tests.factories.scenarios import open_shop
from tests.racing import race
from tests.sales.paying import FIRST, SECOND, WHOLE, cash, line, open_counter, visa
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


@pytest.fixture
def desk(provider):
    return open_counter(provider)


@pytest.fixture
def sold(desk):
    desk.captured()
    return desk


def another_order(shop):
    lines = [line(shop, FIRST, 0), line(shop, SECOND, 1)]
    return draft_order(shop.channel, lines, currency="NOK", by=BY, at=NOW)


def refund(desk, amount=SECOND):
    line = desk.order.lines.get(amount=amount).reference
    return refund_lines(desk.order, [RefundWish(line, "NOK")], by=BY, at=NOW)


def compensate(desk, amount=SECOND):
    return compensate_order(desk.order, amount=amount, currency="NOK", reason="Late", by=BY, at=NOW)


def fate(answers) -> Count:
    """How many went well; the others were refused in words."""
    assert all(isinstance(one, SalesError) or not isinstance(one, Exception) for one in answers), (
        answers
    )
    return Count(not isinstance(one, Exception) for one in answers)


def given_back_is(desk, amount):
    order = desk.now()
    assert sum(desk.provider.refunds.values()) == order.credited_amount == amount
    assert order.owed() == 0
    with database.atomic():
        check_books()


def test_line_that_many_give_back_is_given_back_once(sold):
    answers = race(*[partial(refund, sold)] * MANY)

    assert fate(answers)[True] == 1
    given_back_is(sold, SECOND)


def test_lines_and_compensations_given_back_at_once_are_never_more_than_was_paid(sold):
    answers = race(
        *[partial(refund, sold)] * 3,
        *[partial(refund, sold, FIRST)] * 3,
        *[partial(compensate, sold)] * 3,
    )

    assert fate(answers)[True] >= 1
    order = sold.now()
    assert order.credited_amount <= WHOLE
    given_back_is(sold, order.credited_amount)


def test_credit_and_refund_at_once_never_give_back_the_same_money(sold):
    transaction = PaymentTransaction.objects.select_related("payment").get()
    cancel_lines(sold.order, lines=[sold.order.lines.get(amount=SECOND).reference], by=BY, at=NOW)
    part = PartWish(transaction.payment.number, transaction.number, SECOND)
    credit = create_credit(
        sold.order,
        order_version=2,
        total_amount=SECOND,
        currency="NOK",
        parts=[part],
        by=BY,
        at=NOW,
    )

    answers = race(
        *[partial(execute_credit, credit, by=BY, at=NOW)] * 4, *[partial(refund, sold, FIRST)] * 4
    )

    assert fate(answers)[True] >= 1
    order = sold.now()
    assert order.credited_amount <= WHOLE
    assert sum(sold.provider.refunds.values()) == order.credited_amount
    with database.atomic():
        check_books()


@pytest.mark.parametrize("wish", [cash(), None], ids=["with a transaction", "without one"])
def test_payments_begun_at_once_are_one_for_one_balance(desk, wish):
    begin = partial(
        create_payment,
        desk.order,
        order_version=1,
        total_amount=WHOLE,
        wish=wish,
        by=BY,
        at=NOW,
    )

    answers = race(*[begin] * 20)

    refused = [one for one in answers if isinstance(one, Exception)]
    assert {type(one) for one in refused} == {AmountExceedsBalance}
    assert (len(refused), desk.order.payments.count()) == (19, 1)


def test_import_told_of_two_orders_at_once_is_of_one(provider):
    one = open_counter(provider)
    PaymentMethodFactory(
        channel=one.shop.channel, type="MASTERCARD", group="PAYMENTCARD", provider="ELSEWHERE"
    )
    other = type(one)(one.shop, provider, another_order(one.shop))
    told = visa(external_id="E-1", is_import=True)

    answers = race(*[partial(desk.pay, told) for desk in (one, other) * 4])

    kinds = Count(type(answer).__name__ for answer in answers)
    assert kinds == {"Payment": 4, ImportDiffers.__name__: 4}
    assert PaymentTransaction.objects.count() == 1
    check_books()


def test_import_of_one_id_by_two_sellers_is_two(provider):
    desks = [open_counter(provider) for _ in range(2)]

    answers = race(*[partial(desk.pay, visa(external_id="E-1", is_import=True)) for desk in desks])

    assert {type(answer).__name__ for answer in answers} == {"Payment"}


def test_capture_of_cash_against_cancelling_the_order(desk):
    transaction = desk.pay(cash()).transactions.get()

    race(
        *[partial(capture_transaction, transaction, by=BY, at=NOW)] * 3,
        *[partial(cancel_order, desk.order, by=BY, at=NOW)] * 3,
    )

    order, paid = desk.now(), PaymentTransaction.objects.get()
    if paid.state == "CAPTURED":
        # It was sold; whoever came later took its lines off, and the money waits to go back.
        assert order.captured_amount == WHOLE
        assert (order.state, order.version) in [("CONFIRMED", 1), ("DRAFT", 2)]
    else:
        assert (order.state, paid.state, order.captured_amount) == ("CANCELLED", "CANCELLED", 0)
    with database.atomic():
        check_books()


def test_capture_by_card_against_cancelling_the_order(desk):
    """The order is locked until the money is here or the page is closed."""
    transaction = desk.authorised()

    answers = race(
        *[partial(capture_transaction, transaction, by=BY, at=NOW)] * 3,
        *[partial(cancel_order, desk.order, by=BY, at=NOW)] * 3,
    )

    assert {type(one).__name__ for one in answers[:3]} == {"Payment"}
    assert len(desk.provider.charged) == 1
    order = desk.now()
    assert (order.state, order.version) in [("CONFIRMED", 1), ("DRAFT", 2)]


def test_confirmation_against_lapse_sells_or_gives_up():
    shop = open_shop(amount="0.00")
    ends = set()
    for _ in range(6):
        order = draft(shop, choose(shop))

        race(
            partial(confirm_order, order, by=BY, at=later(minutes=29, seconds=59)),
            *[partial(lapse_orders, by=BY, at=later(minutes=30))] * 2,
        )

        tickets = Ticket.objects.filter(fulfilments__line__order=order).count()
        ends.add((stored(order).state, tickets))
    assert ends <= {("CONFIRMED", 1), ("CANCELLED", 0)}


def test_refund_against_lapse_of_the_version_that_it_makes(sold):
    race(
        partial(refund, sold),
        *[partial(lapse_orders, by=BY, at=later(hours=3))] * 3,
    )

    given_back_is(sold, SECOND)
    assert Credit.objects.get().state == "CREDITED"
