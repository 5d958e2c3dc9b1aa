"""Fares: told in hundredths, chosen by id, held against our own offer."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocols.tripgo.errors import NotBookable
from protocols.tripgo.quick.fares import (
    FareOption,
    choose_fares,
    chosen_to_wire,
    riders_of,
)

ADULT = FareOption("adult", "Adult", Decimal("4.00"), "EUR", preset=1, rider="Adult")
CHILD = FareOption("child", "Child", Decimal("2.35"), "EUR", most=3, rider="Child")
INFANT = FareOption("infant", "Infant", Decimal(0), "EUR", rider="Infant", accompanies=True)
PAIR = FareOption("pair", "For two", Decimal(6), "EUR", least=2)
TAXI = FareOption("taxi", "Taxi", Decimal("12.50"), "EUR", preset=1, most=1, is_fixed=True)
FARES = (ADULT, CHILD, INFANT, PAIR)


def test_fare_is_told_with_a_whole_price_in_hundredths():
    assert CHILD.to_wire(2) == {
        "id": "child",
        "name": "Child",
        "description": "",
        "price": 235,
        "currency": "EUR",
        "value": 2,
        "max": 3,
        "riders": [{"id": "child", "name": "Child"}],
        "type": "single_ride",
    }
    assert PAIR.to_wire()["min"] == 2
    assert ADULT.to_wire()["value"] == 1


def test_trap_05_hundredths_whatever_the_currency():
    assert FareOption("a", "A", Decimal(300), "JPY").to_wire()["price"] == 30000


def test_riders_are_those_that_fares_are_for():
    assert riders_of([ADULT, CHILD, TAXI]) == [
        {"id": "adult", "name": "Adult"},
        {"id": "child", "name": "Child"},
    ]


@pytest.mark.parametrize(
    ("told", "chosen"),
    [
        (None, {"adult": 1}),
        ({"adult": 2, "child": 1}, {"adult": 2, "child": 1}),
        ({"child": 3}, {"child": 3}),
        ({"adult": 1, "infant": 2}, {"adult": 1, "infant": 2}),
        ({"pair": 2, "adult": 0}, {"pair": 2}),
    ],
)
def test_fares_are_chosen_by_id(told, chosen):
    assert choose_fares(FARES, told) == chosen
    assert [fare["id"] for fare in chosen_to_wire(FARES, chosen)] == [
        fare.id for fare in FARES if fare.id in chosen
    ]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({}, "at least one fare"),
        ({"senior": 1}, "not offered any more"),
        ({"adult": 21}, "Adult: At most 20"),
        ({"child": 4}, "Child: At most 3"),
        ({"pair": 1}, "For two: At least 2"),
        ({"infant": 1}, "Infant: Somebody else has to travel along"),
    ],
)
def test_choice_that_does_not_fit_is_refused_in_words_for_the_traveller(told, reason):
    with pytest.raises(NotBookable, match=reason):
        choose_fares(FARES, told)


def test_one_fare_alone_where_one_alone_may_be_chosen():
    with pytest.raises(NotBookable, match="one fare only"):
        choose_fares(FARES, {"adult": 1, "child": 1}, single=True)
    assert choose_fares(FARES, {"adult": 2}, single=True) == {"adult": 2}


@pytest.mark.parametrize("told", [None, {}, {"taxi": 1}])
def test_fare_that_comes_with_the_trip_is_in_whatever_is_told(told):
    assert choose_fares([TAXI], told) == {"taxi": 1}


@given(st.dictionaries(st.sampled_from([fare.id for fare in FARES]), st.integers(0, 25)))
def test_whatever_is_chosen_keeps_to_the_bounds(told):
    try:
        chosen = choose_fares(FARES, told)
    except NotBookable:
        return
    wire = chosen_to_wire(FARES, chosen)
    assert sum(fare["value"] for fare in wire) == sum(told.values())
    assert all(fare.get("min", 1) <= fare["value"] <= fare["max"] for fare in wire)
    assert {fare["id"] for fare in wire} - {"infant"}
