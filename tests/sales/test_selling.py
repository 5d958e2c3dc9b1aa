from decimal import Decimal

import django_fsm as fsm
import pytest
from django.db import IntegrityError, transaction

from operators.models import Operator
from sales.catalogue.states import ChannelMode
from sales.errors import NotRefundable
from sales.models import Fulfilment, Order, OrderLine, Posting
from sales.offers.actions import take_offer
from sales.orders.states import LineState, OrderState
from sales.payments.states import CreditState, PaymentState
from sales.selling import cancel_sale, sell_on_account
from tests.counting import counted
from tests.factories.itineraries import two_rides
from tests.factories.ledger import balances
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OperatorFactory
from tests.factories.sales import (
    CustomerFactory,
    FareFactory,
    PassengerCategoryFactory,
)
from tests.factories.scenarios import open_shop
from tickets.actions.tickets import expire_tickets, use_ticket, void_tickets
from tickets.models import Ticket
from tickets.states import TicketState

SALE_STATEMENTS = 23
CANCEL_STATEMENTS = 25

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


def sell(shop, *ages, at=NOW, customer=None, **offer):
    made = shop.offer(*ages, at=at, **offer)
    taken = take_offer(made.reference, channel=shop.channel, at=at)
    return sell_on_account(taken, customer=customer, by=BY, at=at)


def cancel(order, fee="0.00", at=NOW):
    return cancel_sale(order, fee=Decimal(fee), reason="Cancelled", by=BY, at=at)


def family_shop(**product):
    """A shop that sells to adults for 4.00 and to children for 1.15."""
    shop = open_shop(product)
    child = PassengerCategoryFactory(
        tenant=shop.tenant, code="child", name="Child", min_age=4, max_age=11
    )
    FareFactory(product=shop.product, category=child, amount="1.15")
    return shop


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
    assert (payment.type, payment.group, payment.state) == ("ON_ACCOUNT", "INVOICE", "CAPTURED")
    assert (payment.amount, payment.currency) == (Decimal("4.00"), "EUR")
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
    assert sale.order.payments.get().state == PaymentState.CAPTURED
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


def test_cancelling_takes_the_whole_sale_back():
    sale = sell(family_shop(), 30, 8)

    order = cancel(sale.order, at=later(minutes=5))

    assert (order.state, order.version) == (OrderState.CONFIRMED, 2)
    assert order.confirmed_at == later(minutes=5)
    assert (order.total_amount, order.total_tax_amount) == (Decimal("0.00"), Decimal("0.00"))
    assert (order.captured_amount, order.credited_amount) == (Decimal("5.15"), Decimal("5.15"))
    lines = OrderLine.objects.values_list("state", "cancelled_in_version")
    assert list(lines) == [(LineState.CANCELLED, 2)] * 2
    assert set(Ticket.objects.values_list("state", flat=True)) == {TicketState.VOIDED}
    assert balances() == {}


def test_cancelling_credits_the_payment():
    sale = sell(open_shop())

    order = cancel(sale.order, at=later(minutes=5))

    credit = order.credits.get()
    assert (credit.amount, credit.state) == (Decimal("4.00"), CreditState.CREDITED)
    assert (credit.executed_at, credit.order_version) == (later(minutes=5), 2)
    assert credit.payment.state == PaymentState.CREDITED
    assert credit.payment.credited_amount == Decimal("4.00")


def test_cancelling_reverses_the_postings():
    sell_and_cancel = cancel(sell(open_shop()).order)

    assert balances(order_version=2, kind="CONFIRMATION") == {
        "CUSTOMER_RECEIVABLE": Decimal("-4.00"),
        "OWN_REVENUE": Decimal("3.67"),
        "VAT_PAYABLE": Decimal("0.33"),
    }
    assert balances(order_version=2, kind="CREDIT") == {
        "CHANNEL_RECEIVABLE": Decimal("-4.00"),
        "CUSTOMER_RECEIVABLE": Decimal("4.00"),
    }
    assert sell_and_cancel.postings.count() == 10


def test_cancelling_for_a_fee_keeps_the_fee():
    order = cancel(sell(open_shop()).order, fee="1.50")

    fee = order.fees.get()
    assert (fee.type, fee.amount, fee.tax_amount, fee.added_in_version) == (
        "REFUNDING",
        Decimal("1.50"),
        Decimal("0.12"),
        2,
    )
    assert (order.total_amount, order.total_tax_amount) == (Decimal("1.50"), Decimal("0.12"))
    assert order.credits.get().amount == Decimal("2.50")
    assert order.payments.get().state == PaymentState.CAPTURED
    assert balances() == {
        "CHANNEL_RECEIVABLE": Decimal("1.50"),
        "FEE_REVENUE": Decimal("-1.38"),
        "VAT_PAYABLE": Decimal("-0.12"),
    }


def test_fee_is_never_more_than_was_paid():
    order = cancel(sell(open_shop()).order, fee="99.00")

    assert order.fees.get().amount == Decimal("4.00")
    assert not order.credits.exists()
    assert order.version == 2


def test_cancelling_what_was_free_costs_nothing():
    order = cancel(sell(open_shop(amount="0.00")).order, fee="1.50")

    assert (order.version, order.total_amount) == (2, Decimal("0.00"))
    assert not order.fees.exists()
    assert not order.credits.exists()


def test_cancelling_keeps_the_first_version_as_it_was():
    order = cancel(sell(open_shop()).order, fee="1.50")

    first, second = order.versions.order_by("version")
    assert (first.snapshot["total_amount"], second.snapshot["total_amount"]) == ("4.00", "1.50")
    assert first.snapshot["lines"][0]["state"] == "CONFIRMED"
    assert second.snapshot["lines"][0]["state"] == "CANCELLED"
    assert second.snapshot["fees"][0]["amount"] == "1.50"
    assert second.snapshot["credited_amount"] == "2.50"


def test_cancelling_writes_down_what_happened():
    order = cancel(sell(open_shop()).order, fee="1.50")

    events = list(order.events.order_by("pk").values_list("name", flat=True))
    assert events == ["CREATED", "PAID", "CONFIRMED", "LINES_CANCELLED", "CREDITED", "CONFIRMED"]


def test_cancelling_a_sale_whose_ticket_was_used_is_refused():
    sale = sell(open_shop())
    use_ticket(sale.tickets[0], by=BY, at=later(minutes=20))

    with pytest.raises(NotRefundable):
        cancel(sale.order, at=later(minutes=21))

    assert Order.objects.get().version == 1


def test_cancelling_leaves_tickets_alone_that_are_closed():
    sale = sell(family_shop(ticket_type__activation="LATER"), 30, 8)
    void_tickets([sale.tickets[0]], by=BY, at=NOW)
    assert expire_tickets(by=BY, at=later(days=400)) == 1

    cancel(sale.order, at=later(days=400))

    assert set(Ticket.objects.values_list("state", flat=True)) == {"VOIDED", "EXPIRED"}


def test_cancelling_twice_is_refused():
    order = cancel(sell(open_shop()).order)

    with pytest.raises(NotRefundable, match="Nothing of this order is left"):
        cancel(order)

    assert Order.objects.get().version == 2


@pytest.mark.parametrize("number", [1, 4])
def test_cancelling_takes_as_many_statements_for_four_travellers_as_for_one(number):
    order = sell(family_shop(), *[30] * number).order

    with counted() as count:
        cancel(order)

    assert count.statements == CANCEL_STATEMENTS


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
