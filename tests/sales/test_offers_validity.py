"""Tickets for fixed dates: never sold for a trip on which they could not be valid."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bookings.actions.booking import commit_booking
from bookings.models import Booking
from sales.errors import NotValidThen
from sales.models import Offer, Order
from sales.offers.actions import OfferWish, make_offers
from sales.offers.terms import TravellerWish
from tests.factories.itineraries import one_ride, two_rides
from tests.factories.moments import BY, NOW, later
from tests.factories.sales import CatalogueEntryFactory, FareFactory, ProductFactory
from tests.factories.scenarios import open_shop
from tests.standing import standing

pytestmark = pytest.mark.django_db

MOMENT = timedelta(microseconds=1)
ALONE = OfferWish(travellers=(TravellerWish(),))
FIRST_WEEK_OF_JUNE = {
    "validity": "FIXED_DATES",
    "valid_minutes": None,
    "valid_from_date": date(2026, 6, 1),
    "valid_until_date": date(2026, 6, 8),
}
OPENS_AT = datetime(2026, 5, 31, 22, 0, tzinfo=UTC)
"""Midnight in Amsterdam."""
CLOSES_AT = datetime(2026, 6, 7, 22, 0, tzinfo=UTC)


@standing
def shop():
    return open_shop(FIRST_WEEK_OF_JUNE)


@pytest.mark.parametrize("departs_at", [OPENS_AT, CLOSES_AT - MOMENT])
def test_dates_that_hold_the_departure_are_offered(shop, departs_at):
    offer = shop.offer(itineraries=[one_ride(departs_at)], at=OPENS_AT - timedelta(days=1))

    assert offer.product == shop.product


@pytest.mark.parametrize("departs_at", [OPENS_AT - MOMENT, CLOSES_AT])
def test_dates_that_do_not_hold_the_departure_are_refused(shop, departs_at):
    with pytest.raises(NotValidThen, match="valid from 2026-06-01 on, and no longer on 2026-06-08"):
        shop.offer(itineraries=[one_ride(departs_at)], at=OPENS_AT - timedelta(days=1))


def test_dates_that_end_before_the_last_ride_leaves_are_refused(shop):
    with pytest.raises(NotValidThen):
        shop.offer(itineraries=[two_rides(CLOSES_AT - timedelta(minutes=10))])


def test_dates_that_are_over_are_refused_for_trips_of_the_past_too(shop):
    trip = one_ride(later(minutes=30))

    assert shop.offer(itineraries=[trip], at=CLOSES_AT - MOMENT).rides == [trip.rides[0].to_json()]
    with pytest.raises(NotValidThen):
        shop.offer(itineraries=[trip], at=CLOSES_AT)


def test_trip_of_the_past_is_offered_where_no_dates_are_fixed():
    shop = open_shop()

    offer = shop.offer(itineraries=[one_ride(later(days=-30))])

    assert offer.itinerary_rides()[0].departs_at == later(days=-30)


def test_trip_and_product_that_do_not_fit_are_left_out():
    shop = open_shop(FIRST_WEEK_OF_JUNE, single_product=False)
    other = ProductFactory(tenant=shop.tenant)
    CatalogueEntryFactory(channel=shop.channel, product=other)
    FareFactory(product=other, category=shop.adult)

    offers = make_offers(shop.channel, [one_ride(), one_ride(CLOSES_AT)], wish=ALONE, at=NOW)

    made = {(offer.product, offer.itinerary_rides()[0].departs_at) for offer in offers}
    assert made == {
        (shop.product, later(minutes=30)),
        (other, later(minutes=30)),
        (other, CLOSES_AT),
    }


def test_hold_that_crosses_the_end_of_the_dates_is_not_sold(shop):
    held_at = CLOSES_AT - timedelta(minutes=5)
    trip = one_ride(CLOSES_AT - timedelta(minutes=1))
    booking = shop.hold(itineraries=[trip], at=held_at)

    with pytest.raises(NotValidThen):
        commit_booking(booking, by=BY, at=CLOSES_AT)

    assert not Order.objects.exists()
    assert Booking.objects.get().state == "PENDING"
    assert commit_booking(booking, by=BY, at=CLOSES_AT - MOMENT).order == Order.objects.get()
    assert Offer.objects.get().taken_at == held_at


@pytest.mark.parametrize(("minutes", "is_sold"), [(25, False), (26, True)])
def test_ticket_is_valid_when_the_last_ride_leaves(minutes, is_sold):
    """The second ride leaves 25 minutes after the first."""
    shop = open_shop({"valid_minutes": minutes})

    if is_sold:
        assert shop.offer(itineraries=[two_rides()])
    else:
        with pytest.raises(NotValidThen, match="ends before the last ride of the trip leaves"):
            shop.offer(itineraries=[two_rides()])


def test_day_ticket_is_not_sold_for_a_change_after_midnight():
    shop = open_shop({"validity": "CALENDAR_DAY", "valid_minutes": None})
    midnight = datetime(2026, 6, 1, 22, 0, tzinfo=UTC)

    with pytest.raises(NotValidThen):
        shop.offer(itineraries=[two_rides(midnight - timedelta(minutes=25))])
    assert shop.offer(itineraries=[two_rides(midnight - timedelta(minutes=26))])
