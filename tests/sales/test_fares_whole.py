from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from operators.timetable.itineraries import Itinerary
from sales.errors import NoFare
from sales.fares.trips import count_zones
from sales.fares.whole import charge_of, choose_fare, group_fares, own_fares
from tests.factories.itineraries import one_ride, ride, two_rides
from tests.factories.tariffs import (
    ADULT,
    CHILD,
    area_fare,
    fare,
    group_fare,
    km_fare,
    span,
    trip,
    zone_area,
    zone_fare,
)

MONDAY = [1]


def through(zones):
    """A ride through so many zones."""
    return trip(Itinerary((ride(zone_ids=tuple(f"zone {number}" for number in range(zones))),)))


def far(metres):
    """Two rides that are so long together."""
    first, second = two_rides().rides
    lengths = {"distance_metres": 400}, {"distance_metres": metres - 400}
    return trip(Itinerary((replace(first, **lengths[0]), replace(second, **lengths[1]))))


def price(fares, where):
    chosen = choose_fare(own_fares(fares, ADULT), where)
    return None if chosen is None else charge_of(chosen, where).unit_amount


def test_zones_are_counted_once_over_all_rides():
    assert count_zones(two_rides().rides) == 3
    assert count_zones(one_ride().rides) == 1


def test_trip_without_zones_counts_as_one():
    assert count_zones([ride(zone_ids=())]) == 1


def test_trip_through_more_zones_than_a_barcode_holds_has_no_price():
    assert through(100).zones == 100
    with pytest.raises(NoFare, match="more than 100 zones"):
        through(101)


@pytest.mark.parametrize(
    ("zones", "amount"), [(1, "2.00"), (2, "3.00"), (3, "4.00"), (4, "4.00"), (5, "9.00")]
)
def test_fare_is_the_smallest_step_that_covers_the_zones(zones, amount):
    fares = [fare("9.00"), zone_fare("4.00", 4), zone_fare("2.00", 1), zone_fare("3.00", 2)]

    assert price(fares, through(zones)) == Decimal(amount)


def test_fare_is_missing_beyond_the_last_step():
    assert price([zone_fare("2.00", 1)], through(2)) is None


def test_fare_of_another_category_does_not_count():
    assert price([fare("2.00", category_id=CHILD)], trip()) is None


def test_fare_for_all_is_for_those_without_their_own():
    fares = [fare("1.00", category_id=None), fare("2.00")]

    assert price(fares, trip()) == Decimal("2.00")
    assert price(fares[:1], trip()) == Decimal("1.00")


@pytest.mark.parametrize(
    ("metres", "amount"), [(999, "1.00"), (5_000, "1.00"), (5_001, "2.00"), (10_000, "2.00")]
)
def test_fare_is_the_smallest_step_that_covers_the_distance(metres, amount):
    fares = [km_fare("2.00", 10), km_fare("1.00", 5)]

    assert price(fares, far(metres)) == Decimal(amount)


def test_fare_is_missing_beyond_the_last_kilometre():
    assert price([km_fare("1.00", 5)], far(5_001)) is None


@pytest.mark.parametrize(
    ("metres", "amount"), [(401, "1.14"), (1_000, "1.14"), (1_001, "1.27"), (9_999, "2.35")]
)
def test_each_kilometre_that_is_begun_is_added_and_the_sum_rounded_once(metres, amount):
    assert price([km_fare("1.00", per_km="0.1350")], far(metres)) == Decimal(amount)


def test_trip_that_nobody_measured_has_no_price_by_distance():
    assert price([km_fare("1.00")], trip(two_rides())) is None


def test_fare_between_areas_is_for_that_direction_alone():
    areas = [zone_area(1, "A", "B"), zone_area(2, "C")]
    there = trip(two_rides(), areas=areas)
    back = trip(Itinerary((ride(zone_ids=("C", "A")),)), areas=areas)

    assert price([area_fare("5.00", 1, 2)], there) == Decimal("5.00")
    assert price([area_fare("5.00", 1, 2)], back) is None


def test_fare_between_areas_can_be_for_both_ways():
    areas = [zone_area(1, "A"), zone_area(2, "C")]
    back = trip(Itinerary((ride(zone_ids=("C", "A")),)), areas=areas)

    charge = charge_of(area_fare("5.00", 1, 2, both_ways=True), back)

    assert price([area_fare("5.00", 1, 2, both_ways=True)], back) == Decimal("5.00")
    assert (charge.facts, charge.rule) == (
        {"origin": "Area 2", "destination": "Area 1"},
        "From Area 2 to Area 1.",
    )


def test_area_holds_the_stops_that_it_names():
    area = zone_area(1)
    area.stop_ids = ["stop-1"]

    [hop] = trip(areas=[area]).hops
    assert (hop.origin_areas, hop.destination_areas) == ({1}, frozenset())


def test_areas_come_before_zones_and_these_before_distance_and_one_price():
    area = zone_area(1, "A")
    fares = [
        fare("1.00"),
        km_fare("2.00"),
        zone_fare("3.00", 1),
        area_fare("4.00", 1, 1),
    ]
    where = trip(Itinerary((replace(ride(), distance_metres=1000),)), areas=[area])

    found = [price(fares[:number], where) for number in (4, 3, 2, 1)]

    assert [str(amount) for amount in found] == ["4.00", "3.00", "2.00", "1.00"]


def test_fare_of_the_time_comes_before_that_of_any_time():
    peak = span(time(12), time(14), MONDAY)
    fares = [fare("4.00"), fare("5.00", time_band_id=1)]

    in_peak = trip(one_ride(), spans=[peak])

    assert price(fares, in_peak) == Decimal("5.00")
    assert price(fares, trip()) == Decimal("4.00")
    assert charge_of(fares[1], in_peak).rule == "One price for any trip; the trip departs in Peak."


@pytest.mark.parametrize(
    ("first", "end", "amount"),
    [
        (date(2026, 6, 1), date(2026, 6, 2), "5.00"),
        (None, date(2026, 6, 1), None),
        (date(2026, 6, 2), None, None),
    ],
)
def test_fare_holds_on_the_days_of_its_period(first, end, amount):
    found = price([fare("5.00", period=DateRange(first, end))], trip())

    assert found == (amount and Decimal(amount))


def test_cheapest_of_equal_fares_is_taken():
    areas = [zone_area(1, "A"), zone_area(2, "A")]

    fares = [area_fare("5.00", 1, 1), area_fare("4.00", 2, 2)]

    assert price(fares, trip(areas=areas)) == Decimal("4.00")


def test_price_for_a_group_is_that_of_the_smallest_size_that_holds_it():
    fares = [group_fare("20.00", 5), group_fare("9.00", 2), fare("1.00")]

    assert [found.amount for found in group_fares(fares, 3)] == [Decimal("20.00")]
    assert [found.amount for found in group_fares(fares, 2)] == [Decimal("9.00")]
    assert group_fares(fares, 6) == []


def test_price_by_distance_is_explained():
    charge = charge_of(km_fare("1.00", 10, per_km="0.1500"), far(1_001))

    assert charge.rule == (
        "The trip has 2 of up to 10 km, each counted when begun; 1.00 plus 0.15 for each km."
    )
