from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operators.timetable.itineraries import Itinerary
from sales.catalogue.states import FareBasis
from sales.errors import NoFare
from sales.models import Fare, PassengerCategory, Product
from sales.offers.pricing import count_zones, find_category, find_fare, price_trip
from sales.offers.terms import OfferedTraveller, PricePart, TravellerWish
from tests.factories.itineraries import one_ride, ride, two_rides

ADULT, CHILD = 1, 2


def category(code, *ages, default=False):
    low, high = ages or (None, None)
    return PassengerCategory(code=code, min_age=low, max_age=high, is_default=default)


def fare(amount, *, category_id=ADULT, zones=None, currency="EUR"):
    return Fare(
        category_id=category_id,
        basis=FareBasis.ZONES if zones else FareBasis.FLAT,
        max_zones=zones,
        amount=Decimal(amount),
        currency=currency,
    )


def people(*categories):
    return [OfferedTraveller("", None, number, f"category {number}") for number in categories]


CATEGORIES = [
    category("adult", default=True),
    category("child", 4, 11),
    category("toddler", 0, 3),
    category("senior", 65, None),
    category("youth", 4, 18),
]


@pytest.mark.parametrize(
    ("age", "code"),
    [
        (0, "toddler"),
        (3, "toddler"),
        (4, "child"),
        (11, "child"),
        (12, "youth"),
        (18, "youth"),
        (19, "adult"),
        (64, "adult"),
        (65, "senior"),
        (120, "senior"),
        (None, "adult"),
    ],
)
def test_category_is_the_narrowest_that_the_age_fits(age, code):
    assert find_category(TravellerWish(age=age), CATEGORIES).code == code


def test_category_of_equal_span_is_the_first_by_code():
    found = find_category(TravellerWish(age=8), [category("a", 4, 12), category("b", 5, 13)])

    assert found.code == "a"


def test_category_is_missing_without_a_default_one():
    with pytest.raises(NoFare, match="mark one in the admin"):
        find_category(TravellerWish(age=30), [category("child", 4, 11)])


def test_zones_are_counted_once_over_all_rides():
    assert count_zones(two_rides()) == 3
    assert count_zones(one_ride()) == 1


def test_trip_without_zones_counts_as_one():
    assert count_zones(Itinerary((ride(zone_ids=()),))) == 1


def test_trip_through_more_zones_than_a_barcode_holds_has_no_price():
    zones = tuple(f"zone {number}" for number in range(101))

    assert count_zones(Itinerary((ride(zone_ids=zones[:100]),))) == 100
    with pytest.raises(NoFare, match="more than 100 zones"):
        count_zones(Itinerary((ride(zone_ids=zones),)))


@pytest.mark.parametrize(
    ("zones", "amount"), [(1, "2.00"), (2, "3.00"), (3, "4.00"), (4, "4.00"), (5, "9.00")]
)
def test_fare_is_the_smallest_step_that_covers_the_zones(zones, amount):
    fares = [fare("9.00"), fare("4.00", zones=4), fare("2.00", zones=1), fare("3.00", zones=2)]

    assert find_fare(fares, ADULT, zones).amount == Decimal(amount)


def test_fare_is_missing_beyond_the_last_step():
    with pytest.raises(NoFare):
        find_fare([fare("2.00", zones=1)], ADULT, 2)


def test_fare_of_another_category_does_not_count():
    with pytest.raises(NoFare):
        find_fare([fare("2.00", category_id=CHILD)], ADULT, 1)


def test_price_has_one_part_for_each_category():
    currency, parts = price_trip(
        Product(vat_rate=Decimal(9)),
        [fare("4.00"), fare("1.15", category_id=CHILD)],
        zones=1,
        travellers=people(CHILD, ADULT, CHILD),
    )

    assert currency == "EUR"
    assert parts == [
        part(CHILD, 2, "1.15", "2.30", "0.19"),
        part(ADULT, 1, "4.00", "4.00", "0.33"),
    ]


def part(number, count, unit, amount, tax):
    money = [Decimal(text) for text in (unit, amount, tax)]
    return PricePart(number, f"category {number}", count, *money)


def test_price_in_two_currencies_is_refused():
    with pytest.raises(NoFare, match="keep them in one"):
        price_trip(
            Product(vat_rate=Decimal(9)),
            [fare("4.00"), fare("1.00", category_id=CHILD, currency="NOK")],
            zones=1,
            travellers=people(ADULT, CHILD),
        )


@given(
    units=st.lists(
        st.decimals(min_value=0, max_value=Decimal("999.99"), places=2), min_size=2, max_size=2
    ),
    rate=st.decimals(min_value=0, max_value=100, places=2),
    crowd=st.lists(st.sampled_from([ADULT, CHILD]), min_size=1, max_size=9),
)
def test_price_parts_add_up_to_the_fares_of_all_travellers(units, rate, crowd):
    prices = dict(zip((ADULT, CHILD), units, strict=True))
    fares = [fare(amount, category_id=number) for number, amount in prices.items()]

    _, parts = price_trip(Product(vat_rate=rate), fares, zones=1, travellers=people(*crowd))

    assert sum(part.amount for part in parts) == sum(prices[number] for number in crowd)
    assert sum(part.count for part in parts) == len(crowd)
    assert all(part.unit_amount * part.count == part.amount for part in parts)
    assert all(PricePart.from_json(part.to_json()) == part for part in parts)
