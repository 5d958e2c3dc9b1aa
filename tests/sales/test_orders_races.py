"""Two at once, on real connections: the row lock decides the order, and each one is a good one."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import partial

import pytest
from django_fsm import TransitionNotAllowed

from sales.errors import OfferTaken
from sales.models import OrderVersion
from sales.orders.actions import (
    add_fee,
    cancel_lines,
    confirm_order,
    lapse_orders,
    reserve_offers,
    reset_order,
)
from sales.orders.errors import NothingToReset, OrderChanged
from sales.orders.states import FeeType, OrderState
from sales.orders.terms import FeeTerms
from sales.payments.actions import credit_on_account, pay_on_account
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW, later
from tests.factories.orders import choose, draft, references, settle, sold, stored
from tests.factories.scenarios import AT_ONCE, open_shop
from tests.racing import race
from tickets.actions.tickets import use_ticket
from tickets.models import Ticket
from tickets.states import TicketState

pytestmark = pytest.mark.django_db(transaction=True)


def kinds(outcomes):
    """How often each kind of outcome came."""
    return Counter(type(outcome) for outcome in outcomes)


def test_twenty_confirmations_at_once_sell_once():
    shop = open_shop()
    order = draft(shop, choose(shop, 30, 31))
    pay_on_account(order, by=BY, at=NOW)

    outcomes = race(*[partial(confirm_order, order, by=BY, at=NOW)] * 20)

    assert kinds(outcomes) == {list: 1, TransitionNotAllowed: 19}
    assert Ticket.objects.count() == 2
    assert OrderVersion.objects.count() == 1
    assert order.events.filter(name="CONFIRMED").count() == 1
    check_books()


def test_reset_and_confirmation_at_once_end_in_one_of_two_good_ways():
    shop = open_shop(amount="0.00")
    for _ in range(6):
        order = sold(shop)
        reserve_offers(order, [choose(shop)], by=BY, at=NOW)

        reset, confirmed = race(
            partial(reset_order, order, by=BY, at=NOW),
            partial(confirm_order, order, by=BY, at=NOW),
        )

        found = stored(order)
        assert found.state == OrderState.CONFIRMED
        tickets = Ticket.objects.filter(fulfilments__line__order=order).count()
        if isinstance(confirmed, TransitionNotAllowed):
            assert (reset.version, found.version, order.lines.count(), tickets) == (1, 1, 1, 1)
        else:
            assert isinstance(reset, NothingToReset)
            assert (found.version, order.lines.count(), tickets) == (2, 2, 2)
        assert order.versions.count() == found.version
    check_books()


def test_payment_and_sweep_at_once_never_sell_what_lapsed():
    shop = open_shop()
    for _ in range(6):
        order = draft(shop, choose(shop))

        race(
            partial(pay_on_account, order, by=BY, at=later(minutes=29)),
            partial(lapse_orders, by=BY, at=later(minutes=30)),
        )

        found = stored(order)
        if found.state == OrderState.CANCELLED:
            assert not order.payments.exists()
        else:
            assert found.captured_amount == found.total_amount
        lapse_orders(by=BY, at=later(hours=2))
    check_books()


def test_two_sweeps_at_once_give_up_each_order_once():
    shop = open_shop()
    orders = [draft(shop, choose(shop)) for _ in range(6)]

    swept = race(*[partial(lapse_orders, by=BY, at=later(minutes=30))] * 4)

    assert sum(swept) == 6
    assert {order.events.filter(name="CANCELLED").count() for order in orders} == {1}
    check_books()


def test_offer_goes_to_one_of_ten_orders():
    shop = open_shop()
    choice = choose(shop)
    orders = [draft(shop) for _ in range(10)]

    outcomes = race(*[partial(reserve_offers, o, [choice], by=BY, at=NOW) for o in orders])

    assert kinds(outcomes) == {list: 1, OfferTaken: 9}
    assert sum(order.lines.count() for order in orders) == 1


def test_orders_that_want_the_same_offers_do_not_wait_for_each_other():
    shop = open_shop()
    choices = [choose(shop) for _ in range(4)]
    orders = [draft(shop), draft(shop)]

    outcomes = race(
        partial(reserve_offers, orders[0], choices, by=BY, at=NOW),
        partial(reserve_offers, orders[1], choices[::-1], by=BY, at=NOW),
    )

    assert kinds(outcomes) == {list: 1, OfferTaken: 1}


def test_writers_who_have_seen_the_same_revision_change_once():
    order = draft(open_shop())
    terms = FeeTerms(FeeType.MANUAL, Decimal("1.00"), Decimal("9.00"))

    outcomes = race(*[partial(add_fee, order, terms, expected_revision=1, by=BY, at=NOW)] * 8)

    assert sum(isinstance(outcome, OrderChanged) for outcome in outcomes) == 7
    assert (order.fees.count(), stored(order).revision) == (1, 2)
    check_books()


def test_ticket_is_used_or_taken_back_but_never_both():
    shop = open_shop(AT_ONCE)
    for _ in range(6):
        order = sold(shop)
        cancel_lines(order, lines=references(order), by=BY, at=NOW)
        credit_on_account(order, by=BY, at=NOW)
        ticket = Ticket.objects.get(fulfilments__line__order=order)

        used, confirmed = race(
            partial(use_ticket, ticket, by=BY, at=later(minutes=20)),
            partial(confirm_order, order, by=BY, at=later(minutes=20)),
        )

        state = Ticket.objects.get(pk=ticket.pk).state
        if isinstance(confirmed, Exception):
            assert (state, stored(order).state) == (TicketState.USED, OrderState.DRAFT)
            assert used.pk == ticket.pk
        else:
            assert (state, stored(order).state) == (TicketState.VOIDED, OrderState.CONFIRMED)
            assert isinstance(used, Exception)


def test_changes_of_one_order_at_once_all_count():
    shop = open_shop()
    order = settle(draft(shop, choose(shop)))
    choices = [choose(shop) for _ in range(6)]

    race(*[partial(reserve_offers, order, [choice], by=BY, at=NOW) for choice in choices])

    found = stored(order)
    assert (found.version, order.lines.count()) == (2, 7)
    assert found.revision == order.revision + 6
    settle(order)
    check_books()
