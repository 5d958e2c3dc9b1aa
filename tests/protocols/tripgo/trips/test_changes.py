"""Trips of two rides: one booking where one product is good for both, else one for each."""

from dataclasses import dataclass

import pytest

from operators.tenancy.models import TokenRole
from protocols.tripgo.trips.segments import bookable_segments, offers_of
from protocols.tripgo.trips.store import find_trip
from sales.models import Product
from tests.counting import counted
from tests.factories.gtfs import add_trip, route, small_feed
from tests.factories.moments import NOW
from tests.factories.sales import CatalogueEntryFactory, FareFactory, ProductFactory
from tests.factories.scenarios import Shop, open_shop
from tests.factories.timetable import FeedFactory, import_rows
from tests.protocols.tripgo.client import App
from tests.protocols.tripgo.strictly import get_strictly
from tests.protocols.tripgo.trips.asking import address, modes_of, plan, trips_of
from tests.protocols.tripgo.trips.booked import ALONE
from tests.protocols.tripgo.worlds import BEACH, MARKET
from tests.protocols.worlds import open_channel

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class Changing:
    """A shop whose buses want a change at the church."""

    shop: Shop
    app: App

    def sell_each_alone(self) -> None:
        """The ticket is over before the second bus leaves."""
        Product.objects.filter(pk=self.shop.product.pk).update(valid_minutes=10)


@pytest.fixture(scope="module")
def changing(module_database, tmp_path_factory) -> Changing:
    rows = small_feed()
    rows["routes.txt"].append(route("2"))
    for hour in (13, 15):
        calls = [("market", f"{hour}:00:00"), ("church:1", f"{hour}:10:00")]
        add_trip(rows, f"one-{hour}", calls)
        calls = [("church:1", f"{hour}:20:00"), ("beach", f"{hour}:40:00")]
        add_trip(rows, f"two-{hour}", calls, route_id="2")
    shop = open_shop(single_product=False)
    folder = tmp_path_factory.mktemp("feed")
    import_rows(rows, folder, feed=FeedFactory(operator=shop.product.operator))
    return Changing(shop, App(open_channel(shop.channel, TokenRole.TRIPGO)[1]))


def today(changing):
    """The trip of one o'clock."""
    return trips_of(plan(changing.app, MARKET, BEACH))[0]


def bookings_in(trip):
    return ["booking" in segment for segment in trip["segments"]]


def test_product_that_is_good_for_both_rides_is_booked_on_the_first_one(changing):
    trip = today(changing)

    assert bookings_in(trip) == [True, False]
    assert "booking" not in trip
    assert trip["moneyCost"] == 4
    [segment] = bookable_segments(find_trip(changing.shop.channel, trip["id"]))
    assert [ride.trip_id for ride in segment.rides] == ["one-13", "two-13"]
    kept = find_trip(changing.shop.channel, trip["id"])
    [offer] = offers_of(kept, segment, wish=ALONE, binding=False, at=NOW)
    assert len(offer.rides) == 2


def test_rides_that_no_product_covers_together_are_booked_each_for_itself(changing):
    changing.sell_each_alone()

    trip = today(changing)

    assert bookings_in(trip) == [True, True]
    assert "quickBookingsUrl" in trip["booking"]
    assert trip["moneyCost"] == 8
    segments = bookable_segments(find_trip(changing.shop.channel, trip["id"]))
    assert [[ride.trip_id for ride in one.rides] for one in segments] == [["one-13"], ["two-13"]]


def test_trip_of_which_a_part_is_not_sold_tells_no_cost(changing):
    trip = today(changing)
    assert "moneyCost" in trip
    changing.shop.channel.entries.all().delete()

    assert "moneyCost" not in today(changing)


def test_change_is_told_strictly_and_in_one_group_with_later_ones(changing):
    told = get_strictly(changing.app, address(MARKET, BEACH))

    assert modes_of(told)[0] == ["pt_pub_bus", "pt_pub_bus"]
    assert [len(group["trips"]) for group in told["groups"]] == [2, 1]


def test_queries_do_not_grow_with_the_products(changing):
    counts = []
    for count in (0, 2):
        for _ in range(count):
            product = ProductFactory(
                tenant=changing.shop.tenant, operator=changing.shop.product.operator
            )
            FareFactory(product=product, category=changing.shop.adult, amount="9.00")
            CatalogueEntryFactory(channel=changing.shop.channel, product=product)
        today(changing)
        with counted() as asked:
            today(changing)
        counts.append(asked.statements)

    assert counts[0] == counts[1]
