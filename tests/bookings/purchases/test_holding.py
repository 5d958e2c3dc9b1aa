"""Several offers held as one purchase."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.actions.purchases import hold_purchase
from bookings.errors import PurchaseUnfit
from bookings.models import Booking, Purchase
from bookings.terms import HoldWish, PartWish
from sales.errors import OfferLapsed, OfferUnknown
from sales.models import Order
from tests.bookings.purchases.whole_trips import ANNA, BOB, PARTNER, hold, parts_for
from tests.counting import counted
from tests.factories.moments import NOW, later
from tests.factories.scenarios import LATER, open_shop

pytestmark = pytest.mark.django_db


def test_all_offers_are_held_for_one_customer(shop):
    purchase = hold(shop, shop.offer(), shop.offer(30, 31))
    parts = list(purchase.parts.order_by("sequence"))
    assert [part.place for part in parts] == ["s1", "s2"]
    assert {part.booking.state for part in parts} == {"PENDING"}
    assert {part.booking.customer.external_id for part in parts} == {"anna"}
    assert (purchase.state, purchase.amount, purchase.currency) == ("HELD", Decimal("12.00"), "EUR")
    assert purchase.held_until == min(part.booking.held_until for part in parts)
    assert purchase.customer == parts[0].booking.customer


def test_what_the_customer_answered_is_kept(shop):
    [wish] = parts_for([shop.offer()])
    told = PartWish(wish.reference, wish.place, wish.wish, {"input": [{"field": "notes"}]})
    purchase = hold_purchase([told], channel=shop.channel, by=PARTNER, at=NOW)
    assert purchase.parts.get().told == {"input": [{"field": "notes"}]}


def test_a_second_part_that_is_refused_gives_the_first_one_back(shop):
    lapsed = shop.offer(at=NOW)
    fresh = shop.offer(at=later(days=1))
    with pytest.raises(OfferLapsed) as refused:
        hold(shop, fresh, lapsed, at=later(days=1))
    assert refused.value.place == "s2"
    assert not Booking.objects.exists()
    assert not Purchase.objects.exists()
    assert not Order.objects.exists()
    assert hold(shop, fresh, at=later(days=1)).state == "HELD"


def test_an_offer_of_another_channel_is_unknown(shop):
    stranger = open_shop(LATER)
    with pytest.raises(OfferUnknown) as refused:
        hold(shop, shop.offer(), stranger.offer())
    assert refused.value.place == "s2"


def test_no_part_at_all_is_no_purchase(shop):
    with pytest.raises(PurchaseUnfit):
        hold(shop)


def test_an_offer_is_not_bought_twice(shop):
    offer = shop.offer()
    with pytest.raises(PurchaseUnfit):
        hold(shop, offer, offer)


def test_two_customers_do_not_share_a_purchase(shop):
    [first] = parts_for([shop.offer()], ANNA)
    [second] = parts_for([shop.offer()], BOB)
    with pytest.raises(PurchaseUnfit):
        hold_purchase([first, second], channel=shop.channel, by=PARTNER, at=NOW)


def test_somebody_unknown_can_buy(shop):
    assert hold(shop, shop.offer(), wish=HoldWish()).customer is None


def test_each_part_costs_a_bounded_number_of_queries(shop):
    def queries(many):
        offers = [shop.offer() for _ in range(many)]
        with counted() as found:
            hold(shop, *offers, trip=f"trip-{many}")
        return found.statements

    one, three = queries(1), queries(3)
    assert one <= 13
    assert three - one <= 2 * 8
