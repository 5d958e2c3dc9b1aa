from decimal import Decimal

import pytest

from sales.errors import CustomerBlocked
from sales.models import Order, OrderLine, Posting
from sales.orders.actions import confirm_order, draft_order, reserve_offers
from sales.orders.codes import free_code
from sales.orders.customers import block_customer
from sales.orders.errors import CurrencyUnfit
from sales.orders.states import Keeper, LineState, OrderState
from sales.orders.terms import Contact, LineTerms, TravellerFacts
from tests.counting import counted
from tests.factories.moments import BY, NOW, later
from tests.factories.orders import choose, draft, lines_of, settle, stored
from tests.factories.sales import CustomerFactory, ProductFactory
from tests.factories.scenarios import open_shop
from tests.standing import standing
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


@standing
def shop():
    return open_shop()


def terms(shop, *places, product=None, unit="4.00"):
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


def test_empty_draft_owes_nothing_and_lapses_in_half_an_hour(shop):
    customer = CustomerFactory(channel=shop.channel)

    order = draft_order(
        shop.channel,
        currency="NOK",
        customer=customer,
        external_reference="cart-88213",
        pos="Perron-APP",
        contact=Contact("Kari", "kari@example.com", "+47 1"),
        created_by="desk 3",
        travellers=[TravellerFacts(name="Kari", age=35)],
        by=BY,
        at=NOW,
    )

    found = stored(order)
    assert (found.state, found.keeper) == (OrderState.DRAFT, Keeper.ORDER)
    assert (found.version, found.revision) == (1, 1)
    assert (found.total_amount, found.balance) == (Decimal("0.00"), Decimal("0.00"))
    assert (found.seller, found.customer) == (shop.channel.seller, customer)
    assert (found.external_reference, found.pos) == ("cart-88213", "Perron-APP")
    assert (found.contact_name, found.contact_email) == ("Kari", "kari@example.com")
    assert (found.contact_phone, found.created_by) == ("+47 1", "desk 3")
    assert (found.created_at, found.expires_at) == (NOW, later(minutes=30))
    assert [(one.name, one.age) for one in found.travellers.all()] == [("Kari", 35)]
    assert [event.name for event in found.events.all()] == ["CREATED"]


@pytest.mark.parametrize("currency", ["JPY", "BHD", "XAU", "XYZ"])
def test_currency_without_two_decimals_is_refused(shop, currency):
    with pytest.raises(CurrencyUnfit):
        draft_order(shop.channel, currency=currency, by=BY, at=NOW)


def test_customer_who_is_served_no_more_gets_no_draft(shop):
    customer = block_customer(CustomerFactory(channel=shop.channel), by=BY, at=NOW)

    with pytest.raises(CustomerBlocked):
        draft(shop, customer=customer)


def test_draft_owes_what_its_lines_add_up_to(shop):
    order = draft_order(shop.channel, [terms(shop, 0, 1)], currency="EUR", by=BY, at=NOW)

    found = stored(order)
    assert (found.state, found.version, found.confirmed_at) == (OrderState.DRAFT, 1, None)
    assert (found.total_amount, found.total_tax_amount) == (Decimal("8.00"), Decimal("0.66"))
    assert found.balance == found.owed() == Decimal("8.00")
    assert OrderLine.objects.get().state == LineState.DRAFT
    assert not Ticket.objects.exists()
    assert not Posting.objects.exists()


def test_drafting_an_empty_order_takes_three_statements(shop):
    with counted() as count:
        draft_order(shop.channel, currency="EUR", by=BY, at=NOW)

    assert count.statements == 3


def test_draft_has_a_code_of_eight_characters(shop):
    code = draft(shop).code

    assert (len(code), code.isalnum(), code) == (8, True, code.upper())


def test_code_of_another_order_is_passed_over(shop):
    drawn = iter([draft(shop).code, "FREECODE", "OTHERONE", "THIRDONE"])

    assert free_code(lambda: next(drawn)) == "FREECODE"


def test_code_is_left_to_the_database_where_all_drawn_are_taken(shop):
    code = draft(shop).code

    assert free_code(lambda: code) == code


def test_lines_without_a_trip_have_tickets_without_a_departure(shop):
    order = draft_order(shop.channel, [terms(shop, 0, 1)], currency="EUR", by=BY, at=NOW)

    settle(order)

    assert {ticket.travels_at for ticket in Ticket.objects.all()} == {None}
    assert {ticket.valid_from for ticket in Ticket.objects.all()} == {NOW}


def test_order_of_two_products_has_a_group_ticket_for_each(shop):
    bus, ferry = ProductFactory.create_batch(2, tenant=shop.tenant, is_group_ticket=True)
    lines = [
        terms(shop, 0, product=bus),
        terms(shop, 1, product=ferry),
        terms(shop, 2, product=bus, unit="2.00"),
    ]
    order = draft_order(shop.channel, lines, currency="EUR", by=BY, at=NOW)

    settle(order)

    bus_line, ferry_line, second = lines_of(order)
    tickets = {line.pk: line.fulfilments.get().ticket for line in lines_of(order)}
    assert tickets[bus_line.pk] == tickets[second.pk] != tickets[ferry_line.pk]
    assert (tickets[bus_line.pk].passengers, tickets[ferry_line.pk].passengers) == (2, 1)


def test_each_change_gives_the_draft_half_an_hour_more_and_the_next_revision(shop):
    order = draft(shop)

    reserve_offers(order, [choose(shop, at=later(minutes=20))], by=BY, at=later(minutes=20))

    assert (stored(order).revision, stored(order).expires_at) == (2, later(minutes=50))


def test_draft_for_nothing_is_confirmed_without_money():
    shop = open_shop(amount="0.00")
    order = draft(shop, choose(shop))

    confirm_order(order, by=BY, at=NOW)

    found = Order.objects.get()
    assert (found.state, found.expires_at) == (OrderState.CONFIRMED, None)
    assert not found.payments.exists()
