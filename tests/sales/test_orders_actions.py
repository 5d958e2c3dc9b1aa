from decimal import Decimal

import django_fsm as fsm
import pytest

from sales.errors import OrderNotBalanced
from sales.models import Order, OrderLine, Posting
from sales.orders.actions import (
    cancel_lines,
    confirm_order,
    draft_order,
)
from sales.orders.codes import free_code
from sales.orders.states import LineState, OrderState
from sales.orders.steps import LineTerms
from sales.payments.actions import credit_on_account, pay_on_account
from tests.factories.moments import BY, NOW
from tests.factories.sales import OrderFactory, ProductFactory
from tests.factories.scenarios import open_shop
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


def line_of(shop, *places, product=None, unit="4.00"):
    sold = product or shop.product
    return LineTerms(
        product=sold,
        category_id=shop.adult.pk,
        passenger_category="Adult",
        unit_amount=Decimal(unit),
        vat_rate=Decimal("9.00"),
        is_group_ticket=sold.is_group_ticket,
        travellers=tuple((place, f"p{place}") for place in places),
    )


@pytest.fixture
def shop():
    return open_shop()


@pytest.fixture
def draft(shop):
    """An order for two adults that nobody has paid yet."""
    return draft_order(shop.channel, [line_of(shop, 0, 1)], currency="EUR", by=BY, at=NOW)


def test_draft_owes_what_its_lines_add_up_to(draft):
    stored = Order.objects.get()

    assert (stored.state, stored.version, stored.confirmed_at) == (OrderState.DRAFT, 1, None)
    assert (stored.total_amount, stored.total_tax_amount) == (Decimal("8.00"), Decimal("0.66"))
    assert stored.balance == stored.owed() == Decimal("8.00")
    assert OrderLine.objects.get().state == LineState.DRAFT
    assert not Ticket.objects.exists()
    assert not Posting.objects.exists()


def test_draft_has_a_code_of_eight_characters(draft):
    assert len(draft.code) == 8
    assert draft.code.isalnum()
    assert draft.code == draft.code.upper()


def test_code_of_another_order_is_passed_over(draft):
    drawn = iter([draft.code, "FREECODE", "OTHERONE", "THIRDONE"])

    assert free_code(lambda: next(drawn)) == "FREECODE"


def test_code_is_left_to_the_database_where_all_drawn_are_taken(draft):
    assert free_code(lambda: draft.code) == draft.code


def test_order_is_not_confirmed_before_it_is_paid(draft):
    with pytest.raises(OrderNotBalanced, match="The order still owes 8.00 EUR."):
        confirm_order(draft, by=BY, at=NOW)

    assert Order.objects.get().state == OrderState.DRAFT
    assert not Ticket.objects.exists()


def test_order_without_a_trip_has_tickets_without_a_departure(draft):
    pay_on_account(draft, by=BY, at=NOW)

    fulfilments = confirm_order(draft, by=BY, at=NOW)

    assert [fulfilment.traveller_reference for fulfilment in fulfilments] == ["p0", "p1"]
    assert {ticket.travels_at for ticket in Ticket.objects.all()} == {None}
    assert {ticket.valid_from for ticket in Ticket.objects.all()} == {NOW}


def test_order_of_two_products_has_a_group_ticket_for_each(shop):
    bus, ferry = ProductFactory.create_batch(2, tenant=shop.tenant, is_group_ticket=True)
    lines = [
        line_of(shop, 0, product=bus),
        line_of(shop, 1, product=ferry),
        line_of(shop, 2, product=bus, unit="2.00"),
    ]
    order = draft_order(shop.channel, lines, currency="EUR", by=BY, at=NOW)
    pay_on_account(order, by=BY, at=NOW)

    fulfilments = confirm_order(order, by=BY, at=NOW)

    seats = {fulfilment.place: fulfilment.ticket for fulfilment in fulfilments}
    assert seats[0] == seats[2] != seats[1]
    assert (seats[0].passengers, seats[1].passengers) == (2, 1)
    assert order.lines.count() == 3


def test_order_is_not_confirmed_twice(draft):
    pay_on_account(draft, by=BY, at=NOW)
    confirm_order(draft, by=BY, at=NOW)

    with pytest.raises(fsm.TransitionNotAllowed):
        confirm_order(draft, by=BY, at=NOW)

    assert Ticket.objects.count() == 2
    assert draft.versions.count() == 1


def test_draft_is_not_cancelled_as_a_sale_is(draft):
    with pytest.raises(fsm.TransitionNotAllowed):
        cancel_lines(draft, fee=Decimal(0), reason="", by=BY, at=NOW)


def test_cancelled_lines_wait_for_their_credit():
    order = cancel_lines(OrderFactory(), fee=Decimal("1.00"), reason="Changed", by=BY, at=NOW)

    assert (order.state, order.version) == (OrderState.DRAFT, 2)
    assert order.owed() == Decimal("-3.00")
    with pytest.raises(OrderNotBalanced, match="-3.00"):
        confirm_order(order, by=BY, at=NOW)
    credit_on_account(order, by=BY, at=NOW)
    confirm_order(order, by=BY, at=NOW)


def test_fee_is_rounded():
    order = cancel_lines(OrderFactory(), fee=Decimal("0.995"), reason="Changed", by=BY, at=NOW)

    assert order.fees.get().amount == Decimal("1.00")
    credit_on_account(order, by=BY, at=NOW)
    confirm_order(order, by=BY, at=NOW)
