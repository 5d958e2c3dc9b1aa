"""Parts of trips: kept and read again, and what is offered now for those that can be booked."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from operators.timetable.errors import NoTimetable
from protocols.tripgo.trips.segments import (
    Price,
    Segment,
    SegmentKind,
    bookable_segments,
    find_segment,
    offers_of,
    segments_of,
)
from protocols.tripgo.trips.store import asked_of, find_trip
from sales.errors import NothingOnSale
from sales.models import CatalogueEntry, Offer
from sales.offers.actions import OfferWish
from sales.offers.terms import TravellerWish
from tests.counting import counted
from tests.factories.moments import NOW, later
from tests.factories.sales import CatalogueEntryFactory, FareFactory, ProductFactory
from tests.protocols.tripgo.kept import (
    bus_segment,
    keep,
    scooter_segment,
    taxi_segment,
    walk_segment,
)
from tests.protocols.tripgo.trips.asking import plan, trips_of
from tests.protocols.tripgo.worlds import BEACH, MARKET

pytestmark = pytest.mark.django_db

ALONE = OfferWish((TravellerWish(),))


def offers(trip, segment, *, binding=False, at=NOW, **more):
    return offers_of(trip, segment, wish=ALONE, binding=binding, at=at, **more)


def more_products(tripgo, *amounts):
    shop = tripgo.shop
    for number, amount in enumerate(amounts):
        product = ProductFactory(
            tenant=shop.tenant, operator=shop.product.operator, code=f"more-{number}"
        )
        FareFactory(product=product, category=shop.adult, amount=amount)
        CatalogueEntryFactory(channel=shop.channel, product=product)


def test_segments_are_read_as_they_were_kept(tripgo):
    price = Price(Decimal("4.00"), "EUR")
    told = [
        walk_segment(),
        bus_segment(tripgo, price=price),
        taxi_segment(tripgo),
        scooter_segment(tripgo),
    ]
    trip = find_trip(tripgo.channel, str(keep(tripgo, *told).reference))

    assert segments_of(trip) == told
    assert asked_of(trip).time == NOW
    assert [one.id for one in bookable_segments(trip)] == ["bus1", "taxi1", "step1"]


def test_planned_segments_are_kept_whole(tripgo, app):
    trip = find_trip(tripgo.channel, trips_of(plan(app, MARKET, BEACH))[0]["id"])

    [bus] = segments_of(trip)

    assert Segment.from_json(bus.to_json()) == bus
    assert bus.kind is SegmentKind.RIDE
    assert (bus.rides, bus.covers) == ((bus.ride,), (bus.id,))
    assert len(bus.calls) == 3


def test_booking_covers_the_rides_of_all_segments_that_it_is_for(tripgo):
    first = bus_segment(tripgo, "a", covers=("a", "b"))
    second = bus_segment(tripgo, "b", covers=())
    trip = keep(tripgo, first, second)

    [segment] = bookable_segments(trip)

    assert segment.rides == (first.ride, second.ride)
    assert find_segment(trip, "a") == segment
    assert find_segment(trip, "b") is None
    assert find_segment(trip, "c") is None


def test_ride_has_an_offer_of_each_product_the_cheapest_first(tripgo):
    more_products(tripgo, "3.00", "9.00")
    trip = keep(tripgo, bus_segment(tripgo))

    found = offers(trip, bookable_segments(trip)[0])

    assert [offer.product.code for offer in found] == [
        "more-0", tripgo.shop.product.code, "more-1",
    ]  # fmt: skip
    assert not Offer.objects.exists()


def test_binding_offers_are_stored_and_one_product_can_be_asked_for(tripgo):
    more_products(tripgo, "9.00")
    trip = keep(tripgo, bus_segment(tripgo))
    segment = bookable_segments(trip)[0]

    [offer] = offers(trip, segment, binding=True, product_code="more-0")

    assert Offer.objects.get() == offer
    with pytest.raises(NothingOnSale):
        offers(trip, segment, product_code="no-such")


def test_taxi_and_vehicle_have_the_offer_of_their_fleet(tripgo):
    trip = keep(tripgo, taxi_segment(tripgo), scooter_segment(tripgo))
    taxi, scooter = bookable_segments(trip)

    [driven] = offers(trip, taxi)
    [ridden] = offers(trip, scooter)

    assert driven.trip().pick_up_at == taxi.starts_at
    assert driven.product == tripgo.taxis.product
    assert ridden.asset.asset_id == scooter.asset_id
    assert ridden.product == tripgo.rentals.product


def test_vehicle_that_is_gone_is_made_good_by_the_next_one(tripgo):
    trip = keep(tripgo, scooter_segment(tripgo))
    [scooter] = bookable_segments(trip)
    type(tripgo.rentals.asset).objects.filter(pk=tripgo.rentals.asset.pk).update(taken_at=NOW)

    [offer] = offers(trip, scooter)

    assert offer.asset.asset_id != scooter.asset_id
    assert offer.asset.fleet_id == scooter.fleet


def test_what_has_left_or_is_not_sold_is_not_offered(tripgo):
    trip = keep(tripgo, bus_segment(tripgo), taxi_segment(tripgo))
    bus, taxi = bookable_segments(trip)

    for segment in (bus, taxi):
        with pytest.raises(NothingOnSale):
            offers(trip, segment, at=segment.starts_at + timedelta(seconds=1))
    CatalogueEntry.objects.all().delete()
    for segment in (bus, taxi):
        with pytest.raises((NothingOnSale, NoTimetable)):
            offers(trip, segment)


def test_walk_is_not_offered(tripgo):
    trip = keep(tripgo, replace(walk_segment(), starts_at=later(hours=1)))

    with pytest.raises(NothingOnSale):
        offers(trip, segments_of(trip)[0])


def test_offers_cost_no_more_queries_for_more_products(tripgo):
    trip = keep(tripgo, bus_segment(tripgo))
    segment = bookable_segments(trip)[0]
    counts = []
    for amounts in ((), ("5.00", "6.00")):
        more_products(tripgo, *amounts)
        with counted() as count:
            offers(trip, segment, binding=True)
        counts.append(count.statements)

    assert counts[0] == counts[1] <= 12
