"""Processes that are killed while money moves: all or nothing here, one charge at the provider, and
the next try or the sweep ends it.

KILL_AT_EVERY=1 kills at every statement; the suite leaves some out.
"""

from __future__ import annotations

import os
from functools import partial
from itertools import count
from typing import Any

import pytest
from django.conf import settings

from sales.models import Credit, Order, PaymentTransaction
from sales.orders.actions import draft_order
from sales.payments.actions import capture_transaction, settle_money
from sales.refunds.actions import refund_lines
from sales.refunds.terms import RefundWish
from tests.apart import start
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW, later
from tests.factories.provider import PaperProvider
from tests.sales.paying import FIRST, SECOND, WHOLE, Counter, line, open_counter
from tickets.models import Ticket
from tickets.states import TicketState

pytestmark = pytest.mark.django_db(transaction=True)

STEP = int(os.environ.get("KILL_AT_EVERY", "9"))


@pytest.fixture
def counter(db, cards) -> Counter:
    opened = open_counter(PaperProvider())
    cards.open_account(opened.shop.tenant)
    return opened


def next_order(counter: Counter) -> Counter:
    """The same shop, with another order of 1446.00."""
    lines = [line(counter.shop, FIRST, 0), line(counter.shop, SECOND, 1)]
    order = draft_order(counter.shop.channel, lines, currency="NOK", by=BY, at=NOW)
    return Counter(counter.shop, counter.provider, order)


def paid(counter: Counter, cards: Any) -> PaymentTransaction:
    """The customer has paid on the page."""
    transaction = counter.at_terminal()
    cards.pay(transaction.provider_reference)
    return PaymentTransaction.objects.select_related("order", "payment").get(pk=transaction.pk)


def capture(api: str, key: int) -> None:
    settings.CARD_API = api
    found = PaymentTransaction.objects.select_related("order", "recurring_payment").get(pk=key)
    capture_transaction(found, by=BY, at=NOW)


def refund(api: str, key: int) -> None:
    """Take the second line back."""
    settings.CARD_API = api
    order = Order.objects.get(pk=key)
    second = order.lines.get(amount=SECOND)
    refund_lines(order, [RefundWish(second.reference, "NOK")], by=BY, at=NOW)


def killed(call: Any, point: int) -> bool:
    """Whether the process that made the call died there."""
    doomed = start(call, dies_at=point)
    doomed.go()
    return doomed.has_died()


def sweep() -> None:
    settle_money(by=BY, at=later(minutes=2), limit=10)


def test_capture_killed_at_any_statement_is_ended_by_the_next_try_or_the_sweep(counter, cards):
    found = set()
    for point in count(0, STEP):
        desk = next_order(counter)
        transaction = paid(desk, cards)
        begin = partial(capture, settings.CARD_API, transaction.pk)
        died = killed(begin, point)
        order, left = desk.now(), PaymentTransaction.objects.get(pk=transaction.pk)
        found.add((order.state, left.state, left.capture_asked_at is not None))
        if left.capture_asked_at and not left.captured_at and point % 2:
            sweep()
        else:
            begin()
        order = desk.now()
        assert (order.state, order.captured_amount) == ("CONFIRMED", WHOLE)
        assert transaction.operations.filter(name="CAPTURE").count() == 1
        assert Ticket.objects.filter(fulfilments__line__order=order).count() == 2
        assert len(cards.charged) == Order.objects.filter(state="CONFIRMED").count()
        if not died:
            break

    assert found == {
        ("DRAFT", "INITIATED", False),
        ("DRAFT", "INITIATED", True),
        ("CONFIRMED", "CAPTURED", True),
    }
    check_books()


def test_refund_killed_at_any_statement_is_ended_by_the_next_try_or_the_sweep(counter, cards):
    found = set()
    for point in count(0, STEP):
        desk = next_order(counter)
        capture(settings.CARD_API, paid(desk, cards).pk)
        before = len(cards.repaid)
        begin = partial(refund, settings.CARD_API, desk.order.pk)
        died = killed(begin, point)
        order = desk.now()
        voided = Ticket.objects.filter(fulfilments__line__order=order, state=TicketState.VOIDED)
        found.add((order.version, order.state, voided.count(), order.credits.count()))
        if order.version == 1:
            begin()
        else:
            sweep()
        order = desk.now()
        told = (order.version, order.state, order.credited_amount, order.owed())
        assert told == (2, "CONFIRMED", SECOND, 0)
        assert voided.count() == 1
        assert Credit.objects.get(order=order).state == "CREDITED"
        assert cards.repaid[before:] == [40000]
        if not died:
            break

    assert found == {(1, "CONFIRMED", 0, 0), (2, "DRAFT", 1, 1), (2, "CONFIRMED", 1, 1)}
    check_books()
