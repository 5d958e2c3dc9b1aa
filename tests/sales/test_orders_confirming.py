from decimal import Decimal

import django_fsm as fsm
import pytest
from django.db import transaction

from sales.errors import NotValidThen, OrderNotBalanced
from sales.orders.actions import add_fee, cancel_order, confirm_order
from sales.orders.errors import (
    KeptByBooking,
    OrderChanged,
    OrderClosed,
    OrderEmpty,
    OrderExpired,
)
from sales.orders.snapshots import order_facts
from sales.orders.states import FeeType, OrderState
from sales.orders.terms import FeeTerms
from sales.payments.actions import pay_on_account
from tests.counting import counted
from tests.factories.moments import BY, NOW, later
from tests.factories.orders import DraftFactory, choose, draft, settle, sold, stored
from tests.factories.sales import OrderFactory
from tests.factories.scenarios import open_shop
from tests.standing import standing
from tickets.models import Ticket
from tickets.states import ValidityKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]

PENALTY = FeeTerms(FeeType.PENALTY, Decimal("90.00"), Decimal("0.00"), "No ticket")


@standing
def order():
    return DraftFactory()


def confirm(order, at=NOW, **kwargs):
    return confirm_order(order, by=BY, at=at, **kwargs)


def refused(error, order, *, match=None, at=NOW, **kwargs):
    with pytest.raises(error, match=match), transaction.atomic():
        confirm(order, at=at, **kwargs)


def test_order_is_not_confirmed_before_it_is_paid(order):
    refused(OrderNotBalanced, order, match="The order still owes 4.00 EUR.")

    assert stored(order).state == OrderState.DRAFT
    assert not Ticket.objects.exists()


def test_confirmed_order_holds_tickets_a_version_and_no_end(order):
    pay_on_account(order, by=BY, at=NOW)

    [fulfilment] = confirm(order, at=later(minutes=1))

    found = stored(order)
    assert (found.state, found.confirmed_at) == (OrderState.CONFIRMED, later(minutes=1))
    assert (found.expires_at, found.revision) == (None, 4)
    assert fulfilment.ticket == Ticket.objects.get()
    assert order.versions.get().version == 1


def test_version_is_kept_as_the_order_is_told(order):
    settle(order)

    assert order.versions.get().snapshot == order_facts(stored(order))


def test_order_is_not_confirmed_twice(order):
    settle(order)

    refused(fsm.TransitionNotAllowed, order)
    assert order.versions.count() == 1


def test_order_that_never_held_anything_is_not_confirmed():
    refused(OrderEmpty, draft(open_shop()))


def test_order_of_a_fee_alone_is_confirmed():
    order = draft(open_shop())
    add_fee(order, PENALTY, by=BY, at=NOW)

    assert settle(order).total_amount == Decimal("90.00")


def test_draft_whose_time_is_over_is_not_confirmed(order):
    pay_on_account(order, by=BY, at=NOW)

    refused(OrderExpired, order, at=later(minutes=30))
    confirm(order, at=later(minutes=29))


def test_order_that_is_not_the_callers_is_not_confirmed(order):
    refused(OrderChanged, order, expected_revision=1)
    refused(KeptByBooking, OrderFactory())
    refused(OrderClosed, cancel_order(order, by=BY, at=NOW))


def test_dates_of_a_product_are_looked_at_when_it_is_sold():
    fixed = {
        "validity": ValidityKind.FIXED_DATES,
        "valid_minutes": None,
        "valid_from_date": "2026-06-01",
        "valid_until_date": "2026-06-02",
    }
    shop = open_shop(fixed)
    order = draft(shop, choose(shop))
    pay_on_account(order, by=BY, at=NOW)
    shop.product.valid_from_date = "2026-05-30"
    shop.product.valid_until_date = "2026-05-31"
    shop.product.save()

    refused(NotValidThen, order)
    shop.product.valid_until_date = "2026-06-03"
    shop.product.save()
    confirm(order)


@pytest.mark.parametrize("number", [1, 3])
def test_confirming_takes_as_many_statements_for_three_lines_as_for_one(number):
    shop = open_shop()
    order = draft(shop, *[choose(shop, 30) for _ in range(number)])
    pay_on_account(order, by=BY, at=NOW)

    with counted() as count:
        confirm(order)

    assert count.statements == CONFIRM_STATEMENTS


def test_facts_take_as_many_queries_for_three_lines_as_for_one():
    shop = open_shop()
    one, three = sold(shop), settle(draft(shop, *[choose(shop) for _ in range(3)]))

    counts = []
    for order in (one, three):
        with counted() as count:
            order_facts(order)
        counts.append(count.statements)

    assert counts == [4, 4]


CONFIRM_STATEMENTS = 15
