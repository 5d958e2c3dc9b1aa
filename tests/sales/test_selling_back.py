from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import Sum

from sales.errors import NotRefundable
from sales.models import Order, OrderLine, Posting
from sales.orders.states import LineState, OrderState
from sales.payments.states import CreditState, TransactionState
from tests.counting import counted
from tests.factories.ledger import balances
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OperatorFactory, OrganisationFactory
from tests.factories.scenarios import open_shop
from tests.sales.purchases import cancel, family_shop, sell
from tickets.actions.tickets import expire_tickets, use_ticket, void_tickets
from tickets.models import Ticket
from tickets.states import TicketState

CANCEL_STATEMENTS = 23


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


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
    assert (credit.total_amount, credit.state) == (Decimal("4.00"), CreditState.CREDITED)
    assert (credit.executed_at, credit.order_version) == (later(minutes=5), 2)
    part = credit.parts.get()
    assert (part.amount, part.done_at) == (Decimal("4.00"), later(minutes=5))
    assert part.transaction.state == TransactionState.CREDITED
    assert part.transaction.credited_amount == Decimal("4.00")


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
    assert order.credits.get().total_amount == Decimal("2.50")
    assert order.transactions.get().state == TransactionState.CAPTURED
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
    assert events == [
        "CREATED",
        "PAID",
        "CONFIRMED",
        "REOPENED",
        "LINES_CANCELLED",
        "CREDITED",
        "CONFIRMED",
    ]


def test_cancelling_a_sale_whose_ticket_was_used_is_refused():
    sale = sell(open_shop())
    use_ticket(sale.tickets[0], by=BY, at=later(minutes=20))

    with pytest.raises(NotRefundable), transaction.atomic():
        cancel(sale.order, at=later(minutes=21))

    assert Order.objects.get().version == 1


def test_cancelling_a_sale_whose_ticket_has_expired_is_refused():
    sale = sell(family_shop(ticket_type__activation="LATER"), 30, 8)
    void_tickets([sale.tickets[0]], by=BY, at=NOW)
    assert expire_tickets(by=BY, at=later(days=400)) == 1

    with pytest.raises(NotRefundable), transaction.atomic():
        cancel(sale.order, at=later(days=400))

    assert Order.objects.get().version == 1
    assert Ticket.objects.get(pk=sale.tickets[1].pk).state == TicketState.EXPIRED


def test_cancelling_leaves_tickets_alone_that_are_void():
    sale = sell(family_shop(), 30, 8)
    void_tickets([sale.tickets[0]], by=BY, at=NOW)

    cancel(sale.order, at=later(minutes=5))

    assert list(Ticket.objects.values_list("closed_at", flat=True).order_by("closed_at")) == [
        NOW,
        later(minutes=5),
    ]


def test_cancelling_gives_back_to_the_parties_of_the_sale():
    """Whatever becomes of the channel and the operator in between."""
    shop = open_shop()
    shop.product.operator = OperatorFactory(tenant=shop.tenant)
    shop.product.save()
    order = sell(shop).order
    shop.channel.partner = OrganisationFactory(tenant=shop.tenant)
    shop.channel.seller = OrganisationFactory(tenant=shop.tenant)
    shop.channel.save()
    shop.product.operator.organisation = OrganisationFactory(tenant=shop.tenant)
    shop.product.operator.save()

    cancel(order, fee="1.50")

    assert party_balances() == {
        ("CHANNEL_RECEIVABLE", order.payer_id): Decimal("1.50"),
        ("FEE_REVENUE", order.seller_id): Decimal("-1.38"),
        ("VAT_PAYABLE", order.seller_id): Decimal("-0.12"),
    }
    assert order.payments.get().payer_id == order.payer_id != shop.channel.partner_id


def party_balances():
    """The sum of each account and party; those at zero left out."""
    sums = Posting.objects.values_list("account", "party").annotate(Sum("amount"))
    return {(account, party): amount for account, party, amount in sums if amount}


def test_cancelling_twice_is_refused():
    order = cancel(sell(open_shop()).order)

    with (
        pytest.raises(NotRefundable, match="Nothing of this order is left"),
        transaction.atomic(),
    ):
        cancel(order)

    assert Order.objects.get().version == 2


@pytest.mark.parametrize("number", [1, 4])
def test_cancelling_takes_as_many_statements_for_four_travellers_as_for_one(number):
    order = sell(family_shop(), *[30] * number).order

    with counted() as count:
        cancel(order)

    assert count.statements == CANCEL_STATEMENTS
