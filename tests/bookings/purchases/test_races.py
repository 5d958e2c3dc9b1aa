"""Purchases that are held, bought and given up at the same moment."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest
from django.db import transaction

from bookings.actions.doors import cancel_any
from bookings.actions.purchases import (
    abandon_purchase,
    buy_on_account,
    finish_card_payment,
    hold_purchase,
    start_card_payment,
)
from bookings.errors import PartBooked, PartInHand, PurchaseOver
from bookings.models import Booking, Purchase
from sales.errors import OfferTaken
from sales.models import Order
from tests.bookings.purchases.whole_trips import PARTNER, Till, hold, parts_for, states
from tests.factories.ledger import check_books
from tests.factories.moments import NOW
from tests.factories.payments import PaymentMethodFactory
from tests.factories.purchases import held_purchase
from tests.factories.scenarios import LATER, open_shop
from tests.racing import in_thread, race, wait_until_somebody_waits

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 6


@pytest.fixture
def shop():
    yield open_shop(LATER)
    check_books()


@pytest.fixture
def till(shop, cards):
    PaymentMethodFactory(channel=shop.channel, type="VISA")
    cards.open_account(shop.tenant)
    return Till(shop, cards)


def do(act, purchase):
    return partial(act, purchase, by=PARTNER, at=NOW)


def test_the_same_offers_in_any_order_are_one_purchase(shop):
    offers = [shop.offer(), shop.offer()]
    wishes = [parts_for(offers), parts_for(offers[::-1])] * (MANY // 2)
    found = race(
        *[partial(hold_purchase, wish, channel=shop.channel, by=PARTNER, at=NOW) for wish in wishes]
    )
    assert Counter(type(each) for each in found) == {Purchase: 1, OfferTaken: MANY - 1}
    assert Booking.objects.count() == 2


def test_bought_many_times_at_once_it_is_bought_once(shop):
    purchase = held_purchase(shop)
    found = race(*[do(buy_on_account, purchase)] * MANY)
    assert {getattr(each, "state", each) for each in found} == {"BOUGHT"}
    assert Order.objects.count() == 2


def test_bought_and_given_up_at_once_it_is_one_of_them(shop):
    purchase = held_purchase(shop)
    race(*[do(buy_on_account, purchase), do(abandon_purchase, purchase)] * 3)
    state = Purchase.objects.get().state
    expected = {"BOUGHT": ["CONFIRMED"] * 2, "ABANDONED": ["RELEASED"] * 2}
    assert states(purchase) == expected[state]


def test_bought_while_a_part_is_cancelled_it_is_whole_or_nothing(shop):
    purchase = held_purchase(shop)
    second = purchase.parts.get(sequence=2).booking
    race(do(buy_on_account, purchase), do(cancel_any, second))
    if Purchase.objects.get().state == "BOUGHT":
        assert states(purchase) == ["CONFIRMED", "CANCELLED"]
    else:
        assert states(purchase) == ["RELEASED", "RELEASED"]


def test_started_many_times_at_once_it_is_one_payment(till):
    purchase = till.hold()
    found = race(*[do(start_card_payment, purchase)] * MANY)
    intents = {each.intent for each in found if not isinstance(each, Exception)}
    assert len(intents) == Order.objects.count() == 1


def test_finished_many_times_at_once_it_is_charged_once(till):
    purchase = till.hold()
    till.authorise(purchase)
    race(*[do(finish_card_payment, purchase)] * MANY)
    assert till.finish(purchase).state == "BOUGHT"
    assert till.cards.charged == [800]
    assert Order.objects.get().state == "CONFIRMED"


def test_finished_and_given_up_at_once_nobody_pays_for_nothing(till):
    purchase = till.hold()
    till.authorise(purchase)
    race(*[do(finish_card_payment, purchase), do(abandon_purchase, purchase)] * 2)
    if Purchase.objects.get().state == "ABANDONED":
        assert till.cards.charged == till.cards.repaid
        assert states(purchase) == ["RELEASED", "RELEASED"]
    else:
        assert till.finish(purchase).state == "BOUGHT"
        assert (till.cards.charged, till.cards.repaid) == ([800], [])


def test_the_same_part_held_many_times_at_once_stands_once(shop):
    wishes = [parts_for([shop.offer()]) for _ in range(MANY)]
    calls = [
        partial(
            hold_purchase,
            wish,
            channel=shop.channel,
            external_reference="trip-1",
            by=PARTNER,
            at=NOW,
        )
        for wish in wishes
    ]
    found = race(*calls)
    assert {type(each) for each in found} == {Purchase}
    standing = Purchase.objects.get(state="HELD")
    assert Booking.objects.get(state="PENDING") == standing.parts.get().booking
    bought = race(*[do(buy_on_account, purchase) for purchase in found])
    assert Counter(type(each) for each in bought) == {Purchase: 1, PurchaseOver: MANY - 1}
    assert Order.objects.count() == 1


def test_bought_while_the_same_part_is_held_anew_it_is_one_of_them(shop):
    for trip in ("trip-1", "trip-2", "trip-3"):
        first = hold(shop, shop.offer(), trip=trip)
        bought, second = race(
            do(buy_on_account, first), partial(hold, shop, shop.offer(), trip=trip)
        )
        if isinstance(bought, Purchase):
            assert isinstance(second, PartBooked | PartInHand)
        else:
            assert isinstance(bought, PurchaseOver)
            assert second.state == "HELD"


def test_part_that_is_bought_in_the_last_moment_of_its_hold_is_not_held_again(shop):
    purchase = hold(shop, shop.offer())
    late = purchase.held_until
    again, found = shop.offer(at=late), []

    def hold_again():
        found.extend(race(partial(hold, shop, again, at=late)))

    with transaction.atomic():
        buy_on_account(purchase, by=PARTNER, at=NOW)
        later_one = in_thread(hold_again)
        wait_until_somebody_waits()
    later_one.join()

    assert [type(each) for each in found] == [PartBooked]
    assert states(purchase) == ["CONFIRMED"]
