"""What the products on sale cost, before a trip is named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from sales.catalogue.price_list import read_price_list
from sales.catalogue.states import FareBasis
from sales.models import Fare, FareArea, RideFare, TimeBand
from tests.counting import counted
from tests.factories.moments import NOW, later
from tests.factories.sales import (
    CatalogueEntryFactory,
    FareFactory,
    PassengerCategoryFactory,
    ProductFactory,
)
from tests.factories.scenarios import Shop, open_shop
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def shop() -> Shop:
    return open_shop(single_product=False)


def prices(shop, at=NOW):
    return read_price_list(shop.channel, at=at)


def fare(shop, **more):
    return FareFactory(**{"product": shop.product, "category": shop.adult, **more})


def area(shop, code):
    return FareArea.objects.create(tenant=shop.tenant, code=code, name=code, stop_ids=[code])


def test_flat_fare_is_a_price(shop):
    [price] = prices(shop)

    assert (price.product, price.code) == (shop.product, str(shop.fare.pk))
    assert (price.passengers, price.amount, price.currency) == ("Adult", Decimal("4.00"), "EUR")
    assert (price.highest, price.max_zones, price.max_km, price.per_km, price.from_km) == (
        (None,) * 5
    )


def test_each_step_of_zones_is_a_price(shop):
    for zones in (3, 1):
        fare(shop, basis=FareBasis.ZONES, max_zones=zones, amount=zones)

    steps = [price.max_zones for price in prices(shop) if price.max_zones]

    assert steps == [1, 3]


def test_steps_of_distance_begin_where_the_one_before_ends(shop):
    child = PassengerCategoryFactory(tenant=shop.tenant, name="Child")
    for km, per_km in ((None, "0.20"), (10, None), (5, None)):
        fare(shop, basis=FareBasis.DISTANCE, max_km=km, per_km=per_km)
    fare(shop, basis=FareBasis.DISTANCE, max_km=20, category=child)

    steps = {
        (price.passengers, price.from_km, price.max_km, price.per_km)
        for price in prices(shop)
        if price.from_km is not None
    }

    assert steps == {
        ("Adult", 0, 5, None),
        ("Adult", 5, 10, None),
        ("Adult", 10, None, Decimal("0.2000")),
        ("Child", 0, 20, None),
    }


def test_prices_of_a_group_and_of_everybody_say_so(shop):
    Fare.objects.all().delete()
    fare(shop, category=None, group_size=5, amount="12.00")
    fare(shop, category=None)

    assert [price.passengers for price in prices(shop)] == ["Group of up to 5", "Everybody"]


def test_price_of_a_time_band_names_it(shop):
    band = TimeBand.objects.create(tenant=shop.tenant, code="peak", name="Peak")
    fare(shop, time_band=band, amount="5.00")

    assert [price.band for price in prices(shop)] == ["", "Peak"]


def test_prices_between_areas_are_one_row_from_the_lowest_to_the_highest(shop):
    centre, coast, hills = (area(shop, code) for code in ("centre", "coast", "hills"))
    for ends, amount in (((centre, coast), "2.00"), ((coast, hills), "9.00")):
        origin, destination = ends
        fare(
            shop,
            basis=FareBasis.AREAS,
            origin_area=origin,
            destination_area=destination,
            amount=amount,
        )

    [_, price] = prices(shop)

    assert price.code == f"areas-{shop.adult.code}-EUR"
    assert (price.amount, price.highest) == (Decimal("2.00"), Decimal("9.00"))


def test_prices_for_rides_are_one_row(shop):
    for name, amount in (("bus", "2.00"), ("train", "3.00")):
        RideFare.objects.create(
            tenant=shop.tenant, product=shop.product, name=name, amount=amount, currency="EUR"
        )

    [_, price] = prices(shop)

    assert (price.code, price.passengers) == ("rides-EUR", "Everybody")
    assert (price.amount, price.highest) == (Decimal("2.00"), Decimal("3.00"))


def test_fare_that_does_not_hold_today_is_left_out(shop):
    Fare.objects.update(period=DateRange(date(2026, 6, 2), None))

    assert prices(shop) == []
    # Monday in UTC is Tuesday already in Amsterdam.
    assert len(prices(shop, at=NOW.replace(hour=22))) == 1


def test_products_that_are_not_on_sale_are_left_out(shop):
    sold = ProductFactory(tenant=shop.tenant, operator=shop.product.operator, code="a")
    FareFactory(product=sold, category=shop.adult)
    CatalogueEntryFactory(
        channel=shop.channel, product=sold, period=DateTimeTZRange(later(days=1), None)
    )

    assert [price.product for price in prices(shop)] == [shop.product]
    assert [price.product for price in prices(shop, at=later(days=1))] == [sold, shop.product]


@pytest.mark.parametrize("count", [1, 3])
def test_price_list_takes_four_queries(shop, count):
    for zones in range(1, count):
        fare(shop, basis=FareBasis.ZONES, max_zones=zones)

    with counted() as statements:
        assert len(prices(shop)) == count

    assert statements.statements == 4
