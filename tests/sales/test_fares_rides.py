"""The cheapest way to pay for the rides of a trip."""

from datetime import timedelta
from decimal import Decimal

import pytest

from sales.fares.rides import cheapest_way
from sales.fares.trips import Hop
from tests.factories.itineraries import ride
from tests.factories.moments import NOW
from tests.factories.tariffs import ADULT, CHILD, ride_fare, tariff, transfer, trip_of

BUS, TRAM = 1, 2


def hops(*networks, pause=5):
    """Rides of twenty minutes each, with a pause between them."""
    every = timedelta(minutes=20 + pause)
    return [
        Hop(
            ride(NOW + place * every, zone_ids=(f"Z{place}", f"Z{place + 1}")),
            origin_areas=frozenset({place}),
            destination_areas=frozenset({place + 1}),
            networks=frozenset({network}),
            bands=frozenset({place}),
            arrival_bands=frozenset({10 + place}),
        )
        for place, network in enumerate(networks)
    ]


def way(where, *rows, category=ADULT):
    """Name and amount of each charge."""
    found = cheapest_way(tariff(*rows), trip_of(where), category)
    return found and [(charge.name, str(charge.unit_amount)) for charge in found]


def test_each_ride_is_paid_for():
    assert way(hops(BUS, BUS), ride_fare("2.00")) == [("single", "2.00"), ("single", "2.00")]


def test_trip_without_a_fare_for_each_ride_has_no_price():
    assert way(hops(BUS, TRAM), ride_fare("2.00", network_id=BUS)) is None


@pytest.mark.parametrize(("most", "charges"), [(0, 3), (1, 2), (2, 1), (None, 1)])
def test_fare_covers_the_changes_that_it_allows(most, charges):
    assert len(way(hops(BUS, BUS, BUS), ride_fare("2.00", max_transfers=most))) == charges


@pytest.mark.parametrize(("seconds", "charges"), [(25 * 60, 1), (25 * 60 - 1, 2)])
def test_fare_covers_a_ride_that_departs_in_time(seconds, charges):
    fare = ride_fare("2.00", max_transfers=None, transfer_seconds=seconds)

    assert len(way(hops(BUS, BUS), fare)) == charges


def test_time_for_changes_does_not_end_a_single_ride():
    assert len(way(hops(BUS), ride_fare("2.00", max_transfers=0, transfer_seconds=1))) == 1


@pytest.mark.parametrize(
    ("condition", "fits"),
    [
        ({"network_id": BUS}, True),
        ({"network_id": TRAM}, False),
        ({"origin_area_id": 0}, True),
        ({"origin_area_id": 1}, False),
        ({"destination_area_id": 2}, True),
        ({"destination_area_id": 1}, False),
        ({"time_band_id": 0}, True),
        ({"time_band_id": 1}, False),
        ({"arrival_band_id": 11}, True),
        ({"arrival_band_id": 10}, False),
        ({"zones_passed": ["Z2", "Z1", "Z0"]}, True),
        ({"zones_passed": ["Z0", "Z1"]}, False),
        ({"category_id": ADULT}, True),
        ({"category_id": CHILD}, False),
    ],
)
def test_fare_for_rides_in_a_row_looks_at_both_ends_and_all_between(condition, fits):
    fare = ride_fare("2.00", max_transfers=1, **condition)

    assert (way(hops(BUS, BUS), fare) is not None) is fits


def test_cheapest_way_is_taken():
    fares = [
        ride_fare("2.00", "single"),
        ride_fare("3.50", "through", max_transfers=1),
        ride_fare("5.00", "day", max_transfers=None),
    ]

    assert way(hops(BUS, BUS), *fares) == [("through", "3.50")]
    assert way(hops(BUS, BUS, BUS), *fares) == [("day", "5.00")]


def test_fewest_charges_win_where_ways_cost_the_same():
    fares = [ride_fare("2.00", "single"), ride_fare("4.00", "through", max_transfers=1)]

    assert way(hops(BUS, BUS), *fares) == [("through", "4.00")]


def test_highest_priority_counts_though_it_is_dearer():
    fares = [ride_fare("2.00", "usual"), ride_fare("6.00", "airport", network_id=TRAM, priority=1)]

    assert way(hops(BUS, TRAM), *fares) == [("usual", "2.00"), ("airport", "6.00")]


def test_fare_of_the_category_takes_the_place_of_the_one_for_all():
    fares = [ride_fare("2.00"), ride_fare("2.50", category_id=ADULT)]

    assert way(hops(BUS), *fares) == [("single", "2.50")]
    assert way(hops(BUS), *fares, category=CHILD) == [("single", "2.00")]


LOCAL = ride_fare("2.00", "local", leg_group="local", network_id=BUS)
EXPRESS = ride_fare("5.00", "express", leg_group="express", network_id=TRAM)


def test_change_can_cost_an_amount_instead_of_the_next_ride():
    upgrade = transfer("3.50", "local express", name="upgrade")

    assert way(hops(BUS, TRAM), LOCAL, EXPRESS, upgrade) == [("local", "2.00"), ("upgrade", "3.50")]
    assert way(hops(TRAM, BUS), LOCAL, EXPRESS, upgrade) == [("express", "5.00"), ("local", "2.00")]


def test_change_can_cost_an_amount_on_top():
    fee = transfer("0.25", "local express", "ON_TOP", name="fee")

    assert way(hops(BUS, TRAM), LOCAL, EXPRESS, fee) == [
        ("local", "2.00"),
        ("fee", "0.25"),
        ("express", "5.00"),
    ]


def test_change_can_cost_an_amount_instead_of_both_rides():
    both = transfer("6.00", "local express", "INSTEAD_OF_BOTH", name="through")

    assert way(hops(BUS, TRAM), LOCAL, EXPRESS, both) == [("local", "2.00"), ("through", "4.00")]


def test_change_can_be_free():
    assert way(hops(BUS, BUS), LOCAL, transfer("0.00")) == [("local", "2.00"), ("Change", "0.00")]


@pytest.mark.parametrize(("most", "total"), [(1, "4.00"), (2, "2.00"), (None, "2.00")])
def test_changes_in_a_row_are_counted(most, total):
    found = cheapest_way(
        tariff(LOCAL, transfer("0.00", most=most)), trip_of(hops(BUS, BUS, BUS)), ADULT
    )

    assert sum(charge.unit_amount for charge in found) == Decimal(total)


@pytest.mark.parametrize(
    ("limited", "seconds"),
    [
        ("DEPARTURE_TO_ARRIVAL", 45 * 60),
        ("DEPARTURE_TO_DEPARTURE", 25 * 60),
        ("ARRIVAL_TO_DEPARTURE", 5 * 60),
        ("ARRIVAL_TO_ARRIVAL", 25 * 60),
    ],
)
def test_change_holds_within_its_time(limited, seconds):
    def total(limit):
        rule = transfer("0.00", limit_seconds=limit, limited=limited)
        found = cheapest_way(tariff(LOCAL, rule), trip_of(hops(BUS, BUS)), ADULT)
        return sum(charge.unit_amount for charge in found)

    assert total(seconds) == Decimal("2.00")
    assert total(seconds - 1) == Decimal("4.00")


def test_time_for_changes_counts_from_the_first_ride():
    rule = transfer("0.00", limit_seconds=45 * 60, limited="DEPARTURE_TO_DEPARTURE")

    assert way(hops(BUS, BUS, BUS), LOCAL, rule) == [
        ("local", "2.00"),
        ("Change", "0.00"),
        ("local", "2.00"),
    ]


def test_time_for_changes_between_leg_groups_counts_from_the_ride_before():
    there, back = (
        transfer("0.00", groups, limit_seconds=25 * 60, limited="DEPARTURE_TO_DEPARTURE")
        for groups in ("local express", "express local")
    )

    found = way(hops(BUS, TRAM, BUS), LOCAL, EXPRESS, there, back)

    assert found == [("local", "2.00"), ("Change", "0.00"), ("Change", "0.00")]


@pytest.mark.parametrize(
    ("kinds", "amounts"),
    [
        # A + AB, then S + BC; A + AB + B, then S + BC + C; AB, then S + BC; and mixed.
        (("INSTEAD_OF_NEXT", "INSTEAD_OF_NEXT"), ["2.00", "0.70", "0.30"]),
        (("ON_TOP", "ON_TOP"), ["2.00", "0.70", "5.00", "0.30", "2.00"]),
        (("INSTEAD_OF_BOTH", "INSTEAD_OF_BOTH"), ["2.00", "-1.30", "0.30"]),
        (("ON_TOP", "INSTEAD_OF_BOTH"), ["2.00", "0.70", "5.00", "0.30"]),
        (("INSTEAD_OF_BOTH", "INSTEAD_OF_NEXT"), ["2.00", "-1.30", "0.30"]),
    ],
)
def test_second_change_adds_to_what_was_paid_before(kinds, amounts):
    rules = [
        transfer("0.70", "local express", kinds[0], name="AB"),
        transfer("0.30", "express local", kinds[1], name="BC"),
    ]

    found = way(hops(BUS, TRAM, BUS), LOCAL, EXPRESS, *rules)

    assert [amount for _, amount in found] == amounts


def test_change_for_the_fewest_in_a_row_comes_first():
    rules = [
        transfer("0.50", name="first", most=1),
        transfer("0.40", name="second", most=2),
        transfer("0.10", name="later", most=None),
    ]

    found = way(hops(BUS, BUS, BUS, BUS), LOCAL, *rules)

    assert [name for name, _ in found] == ["local", "first", "second", "later"]


def test_what_a_change_comes_to_decides_which_is_the_cheapest():
    rules = [
        transfer("0.10", "local express", "ON_TOP", name="fee"),
        transfer("1.00", "local express", name="rest"),
    ]

    assert way(hops(BUS, TRAM), LOCAL, EXPRESS, *rules) == [("local", "2.00"), ("rest", "1.00")]


def test_cheapest_of_the_changes_that_fit_is_taken():
    rules = [transfer("1.00", name="dear"), transfer("0.50", name="cheap")]

    assert way(hops(BUS, BUS), LOCAL, *rules) == [("local", "2.00"), ("cheap", "0.50")]


def test_change_of_the_category_takes_the_place_of_the_one_for_all():
    rules = [transfer("0.50"), transfer("0.75", category_id=ADULT)]

    assert way(hops(BUS, BUS), LOCAL, *rules) == [("local", "2.00"), ("Change", "0.75")]


def test_charges_say_which_rides_they_pay_for():
    alone, through = ride_fare("1.00", origin_area_id=0), ride_fare("2.00", "day", max_transfers=1)

    first, second = cheapest_way(tariff(alone, through), trip_of(hops(BUS, BUS, BUS)), ADULT)

    assert (first.facts, first.rule) == ({"rides": (0,)}, "single pays for ride 1.")
    assert (second.facts, second.rule) == ({"rides": (1, 2)}, "day pays for rides 2 and 3.")
