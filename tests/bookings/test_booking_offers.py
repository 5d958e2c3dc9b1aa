"""An offer that is held and committed as one thing."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest

from bookings.actions.doors import book_offer, cancel_any, hold_offer
from bookings.models import Booking
from bookings.terms import HoldWish
from operators.tenancy.actors import Actor
from sales.errors import OfferLapsed, OfferTaken, OfferUnknown
from sales.models import Offer, Order
from sales.orders.customers import CustomerFacts
from tests.factories.moments import BY, NOW, later
from tests.factories.rentals import open_rental_shop
from tests.factories.scenarios import LATER, open_shop
from tests.factories.taxi_rides import open_stand
from tests.racing import race
from tickets.actions.keys import revoke_key
from tickets.errors import NoSigningKey

ANNA = HoldWish(customer=CustomerFacts("anna"))
BOB = HoldWish(customer=CustomerFacts("bob"))
PARTNER = Actor.partner("app")


def book(shop, offer, wish=ANNA, at=NOW):
    return book_offer(offer.reference, channel=shop.channel, wish=wish, by=PARTNER, at=at)


@pytest.mark.django_db
def test_a_journey_is_sold_at_once():
    shop = open_shop(LATER)
    assert book(shop, shop.offer()).state == "CONFIRMED"


@pytest.mark.django_db
def test_a_taxi_is_ordered_at_once():
    stand = open_stand()
    assert book(stand.shop, stand.shop.offer()).state == "CONDITIONAL_CONFIRMED"


@pytest.mark.django_db
def test_a_vehicle_is_reserved_at_once():
    shop = open_rental_shop()
    [offer] = shop.offers()
    assert book(shop, offer).state == "CONFIRMED"


@pytest.mark.django_db
@pytest.mark.parametrize("wish", [ANNA, HoldWish()])
def test_the_same_offer_again_is_the_same_booking(wish):
    shop = open_shop(LATER)
    offer = shop.offer()
    first = book(shop, offer, wish)
    again = book(shop, offer, wish, at=later(days=1))
    assert (again.pk, again.state) == (first.pk, "CONFIRMED")
    assert Order.objects.count() == 1


@pytest.mark.django_db
def test_a_booking_that_is_over_stays_over():
    shop = open_shop(LATER)
    offer = shop.offer()
    cancel_any(book(shop, offer), by=PARTNER, at=NOW)
    assert book(shop, offer, at=later(hours=1)).state == "CANCELLED"


@pytest.mark.django_db
def test_a_hold_that_was_left_open_is_committed():
    shop = open_shop(LATER)
    offer = shop.offer()
    hold_offer(offer.reference, channel=shop.channel, wish=ANNA, by=BY, at=NOW)
    assert book(shop, offer).state == "CONFIRMED"


@pytest.mark.django_db
@pytest.mark.parametrize("wish", [BOB, HoldWish()])
def test_another_customer_is_refused(wish):
    shop = open_shop(LATER)
    offer = shop.offer()
    book(shop, offer)
    with pytest.raises(OfferTaken):
        book(shop, offer, wish)


@pytest.mark.django_db
def test_a_stranger_is_refused():
    shop, other = open_shop(LATER), open_shop(LATER)
    with pytest.raises(OfferUnknown):
        book(other, shop.offer())


@pytest.mark.django_db
def test_an_old_offer_changes_nothing():
    shop = open_shop(LATER)
    with pytest.raises(OfferLapsed):
        book(shop, shop.offer(), at=later(days=2))
    assert Booking.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_commit_that_is_refused_leaves_the_offer_free():
    shop = open_shop(LATER)
    offer = shop.offer()
    revoke_key(shop.key, by=BY, at=NOW)
    with pytest.raises(NoSigningKey):
        book(shop, offer)
    assert Booking.objects.count() == 0
    assert Offer.objects.get().taken_at is None


@pytest.mark.django_db(transaction=True)
def test_twelve_at_once_make_one_booking():
    shop = open_shop(LATER)
    offer = shop.offer()
    found = race(*[partial(book, shop, offer)] * 12)
    assert Counter(type(each) for each in found) == {Booking: 12}
    assert {each.state for each in found} == {"CONFIRMED"}
    assert Order.objects.count() == Booking.objects.count() == 1
