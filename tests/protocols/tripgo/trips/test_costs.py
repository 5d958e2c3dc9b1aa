"""What a trip costs, and how long links take: plain arithmetic."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from protocols.tripgo.trips.costs import costs_of
from protocols.tripgo.trips.planning.links import ByVehicle, Carried, OnFoot
from protocols.tripgo.trips.segments import Price, Segment, SegmentKind, Spot
from tests.factories.moments import NOW, later

HERE, THERE = Spot(4.3, 52.1, "Here"), Spot(4.31, 52.1, "There")
"""684 m apart in a straight line."""
EUROS = ("2.50", "EUR")


def segment(name, kind=SegmentKind.RIDE, mode="pt_pub_bus", price=None, **more):
    covers = (name,) if price else ()
    told = Price(Decimal(price[0]), price[1]) if price else None
    return Segment(
        name, kind, mode, HERE, THERE, NOW, later(minutes=10), 2000,
        covers=covers, price=told, **more,
    )  # fmt: skip


WALK = segment("w", SegmentKind.WALK, "wa_wal")


@pytest.mark.parametrize(
    ("segments", "money"),
    [
        ([WALK], None),
        ([segment("a")], None),
        ([WALK, segment("a", price=("2.50", "EUR"))], (2.5, "EUR", "€")),
        (
            [segment("a", price=("2.50", "EUR")), segment("b", price=("2.50", "EUR"))],
            (5, "EUR", "€"),
        ),
        ([segment("a", price=("2.50", "EUR")), segment("b")], None),
        ([segment("a", price=("2.50", "EUR")), segment("b", price=("9.00", "NOK"))], None),
        ([segment("a", price=("9.00", "NOK"))], (9, "NOK", "NOK")),
    ],
)
def test_money_is_told_where_all_of_it_is_known(segments, money):
    told = costs_of(segments)

    found = tuple(
        told[name] for name in ("moneyCost", "currency", "currencySymbol") if name in told
    )
    assert found == (money or ())


def test_ride_that_another_one_covers_costs_no_more():
    first = replace(segment("a", price=("4.00", "EUR")), covers=("a", "b"))

    assert costs_of([first, segment("b")])["moneyCost"] == 4


def test_walks_cost_effort_and_buses_carbon():
    told = costs_of([WALK, segment("a")])

    assert (told["caloriesCost"], told["carbonCost"], told["hassleCost"]) == (100, 0.16, 10)
    assert told["weightedScore"] == 20


def carried(**more):
    price = Price(Decimal(5), "EUR")
    return Carried(
        SegmentKind.VEHICLE, "me_mic-s_sco_voi", 1, "Voi", 800, 200, price,
        soonest=NOW, latest=later(minutes=15), **more,
    )  # fmt: skip


def test_walk_is_longer_than_the_straight_line_and_nothing_where_somebody_is_there():
    assert OnFoot().lasts(HERE, THERE).total_seconds() == pytest.approx(684 * 1.3 / 1.2, abs=2)
    assert OnFoot().told(HERE, HERE, NOW) == []


def test_vehicle_is_walked_to_and_left_in_time():
    link = ByVehicle(carried(begins=Spot(4.301, 52.1)))

    walk, ride = link.told(HERE, THERE, NOW)

    assert (walk.destination, walk.ends_at) == (ride.origin, ride.starts_at)
    assert ride.ends_at - NOW + timedelta(minutes=2) == link.lasts(HERE, THERE)
    assert ride.covers == (ride.id,)


@pytest.mark.parametrize(("minutes", "begins"), [(-1, False), (0, True), (15, True), (16, False)])
def test_vehicle_is_kept_for_a_while_alone(minutes, begins):
    assert ByVehicle(carried()).begins(later(minutes=minutes)) is begins
