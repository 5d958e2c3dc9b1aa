from decimal import Decimal

import django_fsm as fsm
import pytest
from django.db import IntegrityError, transaction

from operators.models import Operator
from sales.catalogue.states import ChannelMode
from sales.models import Fulfilment, Order, Posting
from sales.offers.actions import take_offer
from sales.orders.states import LineState, OrderState
from sales.payments.states import TransactionState
from sales.selling import sell_on_account
from tests.counting import counted
from tests.factories.itineraries import two_rides
from tests.factories.ledger import balances
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OperatorFactory
from tests.factories.sales import (
    CustomerFactory,
)
from tests.factories.scenarios import open_shop
from tests.sales.purchases import cancel, family_shop, sell
from tickets.models import Ticket
from tickets.states import TicketState

SALE_STATEMENTS = 20


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


def test_sale_makes_one_confirmed_order():
    shop = open_shop()
    customer = CustomerFactory(channel=shop.channel)

    sale = sell(shop, customer=customer, at=later(minutes=1))

    order = Order.objects.get()
    assert sale.order == order
    assert (order.state, order.version) == (OrderState.CONFIRMED, 1)
    assert (order.total_amount, order.total_tax_amount) == (Decimal("4.00"), Decimal("0.33"))
    assert (order.captured_amount, order.balance) == (Decimal("4.00"), Decimal("0.00"))
    assert (order.seller, order.customer) == (shop.channel.seller, customer)
    assert order.created_at == order.confirmed_at == later(minutes=1)
    assert len(order.external_reference) == 22


def test_sale_is_paid_on_the_partners_account():
    shop = open_shop()

    order = sell(shop).order

    payment = order.payments.get()
    paid = payment.transactions.get()
    assert (paid.type, paid.group, paid.state) == ("ON_ACCOUNT", "INVOICE", "CAPTURED")
    assert [one.name for one in paid.operations.order_by("pk")] == ["CREATE", "CAPTURE"]
    assert (payment.total_amount, payment.currency) == (Decimal("4.00"), "EUR")
    assert (paid.amount, payment.completed_at) == (Decimal("4.00"), NOW)
    assert (payment.payer, payment.order_version) == (shop.channel.partner, 1)


def test_sale_has_a_line_for_each_category_and_a_ticket_for_each_traveller():
    sale = sell(family_shop(), 30, 8, 31)

    lines = list(sale.order.lines.order_by("pk"))
    assert [(line.passenger_category, line.count, line.amount) for line in lines] == [
        ("Adult", 2, Decimal("8.00")),
        ("Child", 1, Decimal("1.15")),
    ]
    assert [line.state for line in lines] == [LineState.CONFIRMED] * 2
    seats = Fulfilment.objects.order_by("place").values_list("traveller_reference", "line")
    assert list(seats) == [("p1", lines[0].pk), ("p2", lines[1].pk), ("p3", lines[0].pk)]
    assert list(sale.tickets) == [0, 1, 2]
    assert len({ticket.pk for ticket in sale.tickets.values()}) == 3
    assert [ticket.passengers for ticket in sale.tickets.values()] == [1, 1, 1]


def test_sale_of_a_group_ticket_has_one_ticket_for_all_travellers():
    sale = sell(family_shop(is_group_ticket=True), 30, 8, 31)

    ticket = Ticket.objects.get()
    assert sale.tickets == {0: ticket, 1: ticket, 2: ticket}
    assert ticket.passengers == 3
    assert sale.order.lines.count() == 2


def test_ticket_carries_what_was_sold():
    shop = open_shop()
    for number, zone in ((105, "C"), (101, "A"), (103, "B")):
        shop.tenant.fare_zones.create(zone_id=zone, number=number)

    [ticket] = sell(shop, itineraries=[two_rides()]).tickets.values()

    assert (ticket.product_number, ticket.label) == (shop.product.number, shop.product.name)
    assert ticket.zones == [101, 103, 105]
    assert ticket.travels_at == later(minutes=30)
    assert (ticket.valid_from, ticket.valid_until) == (later(minutes=15), later(minutes=90))
    assert ticket.activate_until == later(minutes=30, days=365)
    assert ticket.specimen is False


def test_sale_is_posted_to_the_books():
    shop = open_shop()

    order = sell(shop).order

    assert balances(kind="CONFIRMATION") == {
        "CUSTOMER_RECEIVABLE": Decimal("4.00"),
        "OWN_REVENUE": Decimal("-3.67"),
        "VAT_PAYABLE": Decimal("-0.33"),
    }
    assert balances(kind="CAPTURE") == {
        "CHANNEL_RECEIVABLE": Decimal("4.00"),
        "CUSTOMER_RECEIVABLE": Decimal("-4.00"),
    }
    assert Posting.objects.get(account="VAT_PAYABLE").vat_rate == Decimal("9.00")
    assert Posting.objects.get(account="OWN_REVENUE").party == shop.channel.seller
    assert Posting.objects.get(account="CHANNEL_RECEIVABLE").party == shop.channel.partner
    assert {posting.order for posting in Posting.objects.all()} == {order}


def test_sale_of_another_partys_service_is_owed_to_it():
    shop = open_shop()
    carrier = OperatorFactory(tenant=shop.tenant)
    shop.product.operator = carrier
    shop.product.save()

    sell(shop)

    owed = Posting.objects.get(account="OPERATOR_LIABILITY")
    assert (owed.amount, owed.party, owed.operator) == (
        Decimal("-3.67"),
        carrier.organisation,
        Operator.objects.get(pk=carrier.pk),
    )
    assert not Posting.objects.filter(account="OWN_REVENUE").exists()


def test_sale_for_nothing_is_confirmed_without_payment_and_postings():
    sale = sell(open_shop(amount="0.00"))

    assert sale.order.state == OrderState.CONFIRMED
    assert sale.tickets[0].state == TicketState.ACTIVE
    assert not sale.order.payments.exists()
    assert not Posting.objects.exists()


def test_sandbox_sale_has_specimen_tickets_and_never_reaches_the_books():
    sale = sell(open_shop(mode=ChannelMode.SANDBOX))

    assert sale.order.specimen is True
    assert sale.tickets[0].specimen is True
    assert sale.order.transactions.get().state == TransactionState.CAPTURED
    cancel(sale.order, fee="1.00")
    assert not Posting.objects.exists()


def test_sale_keeps_its_version_whole():
    order = sell(family_shop(), 30, 8).order

    snapshot = order.versions.get(version=1).snapshot
    assert (snapshot["code"], snapshot["total_amount"], snapshot["captured_amount"]) == (
        order.code,
        "5.15",
        "5.15",
    )
    assert [line["amount"] for line in snapshot["lines"]] == ["4.00", "1.15"]
    assert [line["state"] for line in snapshot["lines"]] == ["CONFIRMED", "CONFIRMED"]
    assert snapshot["lines"][0]["rides"][0]["origin"]["name"] == "Market"


def test_sale_writes_down_what_happened():
    order = sell(open_shop()).order

    events = list(order.events.order_by("pk"))
    assert [event.name for event in events] == ["CREATED", "PAID", "CONFIRMED"]
    assert {event.actor for event in events} == {"partner:test"}
    payment = order.payments.get()
    assert events[1].details == {"number": payment.number, "amount": "4.00", "currency": "EUR"}


@pytest.mark.parametrize("number", [1, 4])
def test_sale_takes_as_many_statements_for_four_travellers_as_for_one(number):
    shop = family_shop()
    made = shop.offer(*[30] * number)
    taken = take_offer(made.reference, channel=shop.channel, at=NOW)

    with counted() as count:
        sell_on_account(taken, customer=None, by=BY, at=NOW)

    assert count.statements == SALE_STATEMENTS


def test_sale_fails_whole_when_a_part_of_it_does():
    """No ticket is for so many, which shows after the order was made and paid."""
    shop = open_shop({"is_group_ticket": True})

    with (
        pytest.raises(IntegrityError, match="ticket_passengers_fit_one_octet"),
        transaction.atomic(),
    ):
        sell(shop, *[30] * 256)

    assert not Order.objects.exists()
    assert not Ticket.objects.exists()


def test_confirmed_order_is_not_confirmed_again():
    order = sell(open_shop()).order

    with pytest.raises(fsm.TransitionNotAllowed):
        order.confirm(at=NOW)
