"""Journeys that are bought together with a taxi or a vehicle, whose prices are known later."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.actions.purchases import buy_on_account, ways_to_pay
from bookings.errors import PurchaseFailed
from bookings.states import PayWay
from sales.models import Order
from tests.bookings.purchases.whole_trips import PARTNER, Till, hold, states
from tests.counting import counted
from tests.factories.ledger import check_books
from tests.factories.moments import NOW, later
from tests.factories.payments import PaymentMethodFactory
from tests.factories.purchases import sell_journeys
from tests.factories.rentals import open_rental_shop
from tests.factories.taxi_rides import open_stand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages_that_nobody_takes")]


def till_of(journeys, cards):
    PaymentMethodFactory(channel=journeys.channel, type="VISA")
    cards.open_account(journeys.tenant)
    return Till(journeys, cards)


@pytest.fixture
def stand():
    yield open_stand()
    check_books()


@pytest.fixture
def journeys(stand):
    return sell_journeys(stand.shop.channel)


def test_the_card_pays_the_journey_and_the_taxi_is_ordered(stand, journeys, cards):
    till = till_of(journeys, cards)
    purchase = hold(journeys, stand.shop.offer(), journeys.offer())
    assert purchase.amount == Decimal("4.00")
    assert ways_to_pay(purchase, at=NOW) == (PayWay.ACCOUNT, PayWay.CARD)
    till.authorise(purchase)
    assert till.finish(purchase).state == "BOUGHT"
    assert states(purchase) == ["CONDITIONAL_CONFIRMED", "CONFIRMED"]
    assert till.cards.charged == [400]
    assert Order.objects.count() == 1


def test_a_taxi_is_kept_no_longer_than_until_its_pick_up(stand, journeys, cards):
    till = till_of(journeys, cards)
    purchase = hold(journeys, stand.shop.offer(), journeys.offer())
    till.start(purchase)
    taxi = purchase.parts.get(sequence=1).booking
    ride = taxi.legs.get().taxi_ride
    assert taxi.held_until == ride.next_try_at == ride.pick_up_at


def test_a_taxi_that_is_too_late_to_order_costs_nothing(stand, journeys, cards):
    till = till_of(journeys, cards)
    purchase = hold(journeys, stand.shop.offer(), journeys.offer())
    till.authorise(purchase)
    with pytest.raises(PurchaseFailed) as refused:
        till.finish(purchase, at=later(minutes=16))
    assert refused.value.place == "s1"
    assert (till.cards.charged, Order.objects.get().state) == ([], "CANCELLED")


def test_on_account_the_taxi_is_invoiced_when_it_ends(stand, journeys):
    purchase = hold(journeys, stand.shop.offer(), journeys.offer())
    assert buy_on_account(purchase, by=PARTNER, at=NOW).state == "BOUGHT"
    assert [str(order.total_amount) for order in Order.objects.all()] == ["4.00"]


def test_a_vehicle_is_reserved_beside_a_journey(cards):
    shop = open_rental_shop()
    journeys = sell_journeys(shop.channel)
    till = till_of(journeys, cards)
    [offer] = shop.offers()
    purchase = hold(journeys, offer, journeys.offer())
    till.authorise(purchase)
    assert till.finish(purchase).state == "BOUGHT"
    assert states(purchase) == ["CONFIRMED", "CONFIRMED"]
    assert till.cards.charged == [400]


def test_to_ask_for_the_ways_costs_four_queries_whatever_the_parts(stand, journeys, cards):
    till_of(journeys, cards)

    def queries(many):
        purchase = hold(journeys, *[journeys.offer() for _ in range(many)])
        with counted() as found:
            ways_to_pay(purchase, at=NOW)
        return found.statements

    assert queries(1) == queries(3) <= 4
