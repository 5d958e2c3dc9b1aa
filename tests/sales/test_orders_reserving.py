"""Offers become lines of an order: all of them or none, each once, while it is open."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction

from sales.errors import OfferLapsed, OfferTaken, OfferUnknown
from sales.models import Offer, Traveller
from sales.orders.actions import cancel_order, draft_order, replace_lines
from sales.orders.errors import (
    KeptByBooking,
    OrderChanged,
    OrderClosed,
    OrderExpired,
    OrderLocked,
    TravellersDiffer,
    TravellerUnknown,
    WrongCurrency,
)
from sales.orders.states import LineState, OrderState
from sales.orders.terms import OfferChoice
from tests.counting import counted
from tests.factories.fares import DiscountFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.orders import choose, draft, lines_of, references, settle, sold, stored
from tests.factories.sales import OrderFactory
from tests.factories.scenarios import open_shop
from tests.sales.purchases import family_shop
from tests.sales.reserving import PEOPLE, refused, reserve
from tests.standing import standing
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


@standing
def shop():
    return open_shop(single_product=False)


def test_offers_become_lines(shop):
    order = draft(shop)
    first, second = choose(shop, 30, external_reference="A"), choose(shop, metadata={"a": 1})

    lines = reserve(order, first, second)

    assert [line.reference for line in lines] == references(order)
    assert [line.external_reference for line in lines_of(order)] == ["A", ""]
    assert [line.metadata for line in lines_of(order)] == [{}, {"a": 1}]
    assert [line.offer.reference for line in lines_of(order)] == [
        first.reference,
        second.reference,
    ]
    assert {line.state for line in lines_of(order)} == {LineState.DRAFT}
    assert [line.travellers[0]["place"] for line in lines_of(order)] == [0, 1]
    assert (stored(order).total_amount, stored(order).revision) == (Decimal("8.00"), 2)
    assert {offer.taken_at for offer in Offer.objects.all()} == {NOW}
    assert order.events.last().details["lines"] == [str(line.reference) for line in lines]


def test_copies_of_an_offer_are_lines_of_their_own(shop):
    order = draft(shop, choose(shop, 30, 31, count=3))

    assert [line.count for line in lines_of(order)] == [2, 2, 2]
    assert [seat["place"] for line in lines_of(order) for seat in line.travellers] == [*range(6)]
    assert len({line.bundle for line in lines_of(order)}) == 3


def test_copies_of_a_group_have_a_ticket_each():
    shop = family_shop(is_group_ticket=True)

    order = settle(draft(shop, choose(shop, 30, 8, count=2), choose(shop, 40)))

    assert sorted(ticket.passengers for ticket in Ticket.objects.all()) == [1, 2, 2]
    assert order.lines.count() == 5


def test_line_is_for_the_travellers_that_were_chosen():
    shop = family_shop()
    order = draft(shop, travellers=PEOPLE)
    kari, ola = order.travellers.order_by("pk")

    reserve(order, choose(shop, 35, 8, travellers=(kari.reference, ola.reference)))
    settle(order)

    adult, child = lines_of(order)
    assert adult.travellers == [{"place": 0, "reference": str(kari.reference)}]
    assert child.travellers == [{"place": 1, "reference": str(ola.reference)}]
    assert child.fulfilments.get().traveller_reference == str(ola.reference)


def test_travellers_must_be_as_many_as_the_offer_is_for(shop):
    order = draft(shop, travellers=PEOPLE)
    kari, ola = (one.reference for one in order.travellers.order_by("pk"))

    refused(TravellersDiffer, order, choose(shop, travellers=(kari, ola)))
    refused(TravellersDiffer, order, choose(shop, 30, 31, travellers=(kari, kari)))
    refused(TravellersDiffer, order, choose(shop, travellers=(kari,), count=2))
    refused(TravellersDiffer, order, choose(shop, count=0))
    refused(TravellerUnknown, order, choose(shop, travellers=(uuid4(),)))
    assert not Offer.objects.filter(taken_at__isnull=False).exists()


def test_traveller_of_another_order_is_unknown(shop):
    other = draft(shop, travellers=PEOPLE)

    refused(
        TravellerUnknown,
        draft(shop),
        choose(shop, travellers=(Traveller.objects.first().reference,)),
    )
    assert other.travellers.count() == 2


def test_all_offers_or_none(shop):
    order = draft(shop)
    good = choose(shop)

    refused(OfferUnknown, order, good, OfferChoice("nothing"))
    refused(OfferUnknown, order, good, choose(open_shop()))
    assert reserve(order, good)


def test_offer_is_taken_once(shop):
    choice = choose(shop)
    draft(shop, choice)

    refused(OfferTaken, draft(shop), choice)


def test_offer_lapses(shop):
    choice = choose(shop)
    end = Offer.objects.get().valid_until

    refused(OfferLapsed, draft(shop, at=end), choice, at=end)


def test_offer_in_another_currency_is_refused(shop):
    order = draft_order(shop.channel, currency="NOK", by=BY, at=NOW)

    refused(WrongCurrency, order, choose(shop))


def test_line_knows_its_price_before_discounts(shop):
    DiscountFactory(tenant=shop.tenant, percent=Decimal(25))

    line = draft(shop, choose(shop, 30, 31)).lines.get()

    assert (line.amount, line.full_amount, line.vat_code) == (
        Decimal("6.00"),
        Decimal("8.00"),
        "TRANSPORT_AND_TICKETS_VAT",
    )


def test_writer_who_has_seen_another_revision_is_refused(shop):
    order = draft(shop)

    refused(OrderChanged, order, choose(shop), expected_revision=2)
    assert reserve(order, choose(shop), expected_revision=1)


def test_order_of_a_booking_is_changed_through_it():
    order = OrderFactory()

    refused(KeptByBooking, order, OfferChoice("any"))


def test_cancelled_order_takes_nothing_more(shop):
    order = cancel_order(draft(shop), by=BY, at=NOW)

    refused(OrderClosed, order, choose(shop))


def test_draft_whose_time_is_over_takes_nothing_more(shop):
    order = draft(shop)

    refused(OrderExpired, order, choose(shop), at=later(minutes=30))
    assert reserve(order, choose(shop, at=later(minutes=29)), at=later(minutes=29))


def test_nothing_is_added_while_money_is_moving(shop):
    order = draft(shop)
    order.locked_until = later(minutes=15)
    order.save()

    locked = refused(OrderLocked, order, choose(shop), at=later(minutes=14))

    assert locked.until == later(minutes=15)
    assert str(locked) == "Money of this order is moving, until 2026-06-01T10:15:00Z at most."
    assert reserve(order, choose(shop, at=later(minutes=10)), at=later(minutes=15))


def test_adding_to_a_sold_order_makes_the_next_version(shop):
    order = sold(shop)

    reserve(order, choose(shop), at=later(minutes=1))

    found = stored(order)
    assert (found.state, found.version) == (OrderState.DRAFT, 2)
    assert (found.total_amount, found.balance) == (Decimal("8.00"), Decimal("4.00"))
    assert found.expires_at == later(minutes=31)
    assert [line.added_in_version for line in lines_of(order)] == [1, 2]
    assert [event.name for event in order.events.order_by("pk")][-2:] == [
        "REOPENED",
        "LINES_ADDED",
    ]


def test_lines_are_replaced_by_other_offers(shop):
    order = draft(shop, choose(shop), choose(shop))
    old = references(order)[0]

    [line] = replace_lines(order, lines=[old], choices=[choose(shop, 30, 31)], by=BY, at=NOW)

    assert [row.state for row in lines_of(order)] == ["CANCELLED", "DRAFT", "DRAFT"]
    assert line.count == 2
    assert stored(order).total_amount == Decimal("12.00")


def test_replacing_fails_whole(shop):
    order = draft(shop, choose(shop))

    with pytest.raises(OfferUnknown), transaction.atomic():
        replace_lines(
            order, lines=references(order), choices=[OfferChoice("nothing")], by=BY, at=NOW
        )

    assert lines_of(order)[0].state == LineState.DRAFT


@pytest.mark.parametrize("number", [1, 3])
def test_reserving_takes_as_many_statements_for_three_offers_as_for_one(shop, number):
    order = draft(shop)
    choices = [choose(shop) for _ in range(number)]

    with counted() as count:
        reserve(order, *choices)

    assert count.statements == RESERVE_STATEMENTS


RESERVE_STATEMENTS = 8
