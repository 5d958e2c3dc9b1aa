"""Rentals as orders, and what the books make of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sales.catalogue.states import ChannelMode
from sales.errors import NotRefundable
from sales.fares.rentals import ChargedPart, Use
from sales.models import Fulfilment, Order, OrderLine, OrderVersion
from sales.orders.actions import cancel_lines
from sales.orders.rows import find_order
from sales.orders.snapshots import order_facts
from sales.orders.states import Keeper, OrderState
from sales.receipts.actions import issue_receipt
from sales.receipts.errors import NoReceipt
from sales.refunds.actions import refund_lines
from sales.refunds.options import refund_options
from sales.refunds.terms import RefundWish
from sales.selling import sell_rental
from tests.counting import counted
from tests.factories.fleet import AT_MOST, PER_MINUTE, TENTH_OFF, UNLOCKING
from tests.factories.ledger import balances
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OrganisationFactory
from tests.factories.rentals import open_rental_shop
from tests.factories.sales import CustomerFactory
from tests.sales.renting import lower, offered, price_of, priced_in, rent
from tests.standing import standing
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]
TODAY, NEXT_DAY = date(2026, 6, 1), later(days=1)
SALE_STATEMENTS = 14
NOTHING = Use()


@standing
def shop():
    return open_rental_shop()


def free_shop():
    return open_rental_shop([PER_MINUTE])


def test_rental_makes_one_confirmed_order(shop):
    customer = CustomerFactory(channel=shop.channel)
    order = rent(shop, customer=customer)

    stored = Order.objects.get()
    assert stored == order
    assert (stored.state, stored.version, stored.keeper) == (
        OrderState.CONFIRMED,
        1,
        Keeper.ORDER,
    )
    assert (stored.total_amount, stored.total_tax_amount, stored.balance) == (
        Decimal("3.85"),
        Decimal("0.61"),
        Decimal("0.00"),
    )
    assert (stored.seller, stored.payer, stored.customer) == (
        shop.channel.seller,
        shop.channel.partner,
        customer,
    )
    assert stored.external_reference == shop.asset.offers.get().reference
    assert (stored.expires_at, stored.specimen) == (None, False)


def test_rental_is_one_line_without_tickets(shop):
    rent(shop, Use(15 * 60, 0, 2_100))

    line = OrderLine.objects.get()
    assert (line.product, line.description, line.operator) == (
        shop.product,
        "Scooter",
        shop.fleet.operator,
    )
    assert (line.count, line.category, line.full_name) == (1, None, "Scooter")
    assert (line.amount, line.vat_rate, line.full_amount) == (
        Decimal("3.85"),
        Decimal("19.00"),
        None,
    )
    assert (line.departs_at, line.arrives_at) == (later(minutes=-15), NOW)
    assert (line.travellers, line.rides) == ([], [])
    assert not Fulfilment.objects.exists()
    assert not Ticket.objects.exists()


def test_rental_is_explained_part_by_part(shop):
    rent(shop)

    line = OrderLine.objects.get()
    charges = [ChargedPart.from_json(charge) for charge in line.charges]
    assert [(one.title, str(one.amount), one.units) for one in charges] == [
        ("Unlock fee", "1.00", 0),
        ("Per minute", "2.85", 15),
    ]
    assert charges[1].rule == "15 minutes at 0.19 for each minute begun."


def test_rental_is_paid_on_the_partners_account(shop):
    order = rent(shop)

    payment = order.payments.get()
    paid = payment.transactions.get()
    assert (paid.type, paid.group, paid.state) == ("ON_ACCOUNT", "INVOICE", "CAPTURED")
    assert (payment.payer, payment.total_amount) == (shop.channel.partner, Decimal("3.85"))


def test_rental_is_posted_as_any_sale(shop):
    order = rent(shop)

    assert balances(order=order) == {
        "CHANNEL_RECEIVABLE": Decimal("3.85"),
        "OWN_REVENUE": Decimal("-3.24"),
        "VAT_PAYABLE": Decimal("-0.61"),
    }


def test_rental_of_another_operators_vehicle_is_owed_to_it(shop):
    runner = OrganisationFactory(tenant=shop.tenant, name="Runner")
    shop.fleet.operator.organisation = runner
    shop.fleet.operator.save()

    order = rent(shop)

    assert balances(order=order)["OPERATOR_LIABILITY"] == Decimal("-3.24")


def test_rental_without_a_price_is_sold():
    order = rent(free_shop(), NOTHING)

    line = order.lines.get()
    assert (order.state, order.total_amount) == (OrderState.CONFIRMED, Decimal("0.00"))
    assert (line.amount, line.charges) == (Decimal("0.00"), [])
    assert not order.payments.exists()
    assert not order.postings.exists()
    with pytest.raises(NoReceipt):
        issue_receipt(order, version=1, by=BY, at=NOW)


def test_discount_stays_on_the_line_and_a_cap_is_none():
    shop = open_rental_shop(
        [UNLOCKING, PER_MINUTE, TENTH_OFF, {**AT_MOST, "amount": Decimal("3.00")}]
    )

    line = rent(shop).lines.get()

    assert (line.amount, line.full_amount) == (Decimal("3.00"), Decimal("3.39"))


def test_rental_in_a_sandbox_is_a_specimen_and_in_no_books():
    order = rent(open_rental_shop(mode=ChannelMode.SANDBOX))

    assert (order.specimen, order.state) == (True, OrderState.CONFIRMED)
    assert not order.postings.exists()


def test_rental_is_sold_in_the_currency_of_its_plan():
    shop = priced_in(open_rental_shop(), "SEK")
    assert shop.tenant.currency == "EUR"

    order = rent(shop)

    assert order.currency == "SEK"
    assert set(order.postings.values_list("currency", flat=True)) == {"SEK"}


def test_rental_is_sold_without_knowing_when_it_was(shop):
    offer = offered(shop)

    order = sell_rental(offer, price_of(offer), customer=None, by=BY, at=NOW)

    line = order.lines.get()
    assert (line.departs_at, line.arrives_at) == (None, None)


def test_sale_of_a_rental_takes_few_statements(shop):
    offer = offered(shop)
    price = price_of(offer)

    with counted() as count:
        sell_rental(offer, price, customer=None, by=BY, at=NOW)

    assert count.statements == SALE_STATEMENTS


def test_version_and_statement_tell_the_same_of_a_rental(shop):
    order = rent(shop)

    snapshot = OrderVersion.objects.get().snapshot
    [line] = snapshot["lines"]
    assert [charge["amount"] for charge in line["charges"]] == ["1.00", "2.85"]
    assert (line["passenger_category"], line["count"]) == ("", 1)
    found = find_order(order.code, tenant_id=shop.tenant.pk, seller_id=None)
    assert found.facts["lines"] == order_facts(Order.objects.get())["lines"]


# What people may give back


def test_rental_is_not_given_back_by_a_rule(shop):
    order = rent(shop)
    line = order.lines.get()

    assert refund_options(order, at=NOW) == []
    with pytest.raises(NotRefundable):
        refund_lines(order, [RefundWish(line.reference, currency="EUR")], by=BY, at=NOW)
    with pytest.raises(NotRefundable):
        cancel_lines(order, lines=[line.reference], by=BY, at=NOW)


@pytest.mark.parametrize(("amount", "left"), [("1.85", "2.00"), ("3.85", "0.00")])
def test_price_of_a_rental_is_lowered_by_people(shop, amount, left):
    order = lower(rent(shop), amount)

    assert (order.state, order.version, str(order.total_amount)) == (
        OrderState.CONFIRMED,
        2,
        left,
    )
    assert str(order.credited_amount) == amount
    assert balances(order=order).get("CHANNEL_RECEIVABLE", 0) == Decimal(left)
