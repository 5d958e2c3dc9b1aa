"""Means of travel: every kind has a word, and every word a look."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operators.fleet.models import Fleet
from operators.fleet.states import AssetClass
from operators.models import Operator
from protocols.tripgo.modes import (
    LOOKS,
    OF_CLASS,
    OF_HUNDRED,
    OF_ROUTE,
    OF_WORD,
    company_info,
    family_of,
    is_asked_for,
    mode_info,
    mode_of_class,
    mode_of_rides,
    mode_of_route,
    mode_of_taxis,
)

COLOUR = {"red", "green", "blue"}


@pytest.mark.parametrize("asset_class", AssetClass)
def test_each_class_of_vehicle_has_a_mode_that_is_shown(asset_class):
    assert mode_of_class(asset_class, "thing") in LOOKS


def test_every_mode_that_there_is_has_a_look():
    known = {*OF_CLASS.values(), *OF_ROUTE.values(), *OF_HUNDRED.values(), *OF_WORD.values()}

    assert known <= set(LOOKS)


@given(st.integers(0, 2000))
def test_each_route_type_has_a_mode(route_type):
    assert mode_of_route(route_type) in LOOKS


@pytest.mark.parametrize(
    ("route_type", "mode"),
    [(0, "pt_pub_tram"), (3, "pt_pub_bus"), (109, "pt_pub_train"), (401, "pt_pub_subway")],
)
def test_basic_and_extended_route_types(route_type, mode):
    assert mode_of_route(route_type) == mode


def test_rides_of_several_modes_are_public_transport():
    bus, tram = SimpleNamespace(route_type=3), SimpleNamespace(route_type=0)

    assert mode_of_rides([bus, bus]) == "pt_pub_bus"
    assert mode_of_rides([bus, tram]) == "pt_pub"


@pytest.mark.parametrize(
    ("sub_class", "mode"),
    [("Cargo bike", "me_mic-s_bic"), ("E-Scooter", "me_mic-s_sco"), ("hover", "me_mic-s")],
)
def test_other_vehicles_are_known_by_their_sub_class(sub_class, mode):
    assert mode_of_class("OTHER", sub_class, system_id="voi") == f"{mode}_voi"


def test_class_of_somebody_else_that_nobody_knows_is_public_transport():
    assert mode_of_class("ROCKET") == "pt_pub"


def test_modes_are_asked_for_by_their_beginnings():
    assert is_asked_for("pt_pub_bus", ["pt_pub"])
    assert is_asked_for("pt_pub_bus", [])
    assert not is_asked_for("pt_pub_bus", ["pt_pub_b"])
    assert not is_asked_for("pt_pub", ["pt_pub_bus"])


def test_segments_of_public_transport_have_the_family_and_others_their_own():
    assert family_of("pt_pub_bus") == "pt_pub"
    assert family_of("ps_tax_city") == "ps_tax_city"


def test_mode_is_shown_by_its_longest_known_beginning():
    told = mode_info("ps_tax_city-taxi", alt="City Taxi")

    assert (told["identifier"], told["alt"], told["localIcon"]) == (
        "ps_tax_city-taxi", "City Taxi", "taxi",
    )  # fmt: skip
    assert told["description"] == "Taxi"
    assert mode_info("pt_pub_bus", tint="00FF7F")["color"] == {"red": 0, "green": 255, "blue": 127}
    assert mode_info("something_else")["localIcon"] == "kickscooter-share"


def test_brand_always_has_a_colour():
    told = company_info(Operator(name="Bus"), mode="pt_pub_bus")

    assert set(told) == {"name", "color"}
    assert set(told["color"]) == COLOUR
    whole = Fleet(name="Taxi", url="https://taxi.example", phone="+49761", system_id="city")
    assert company_info(whole, mode=mode_of_taxis(whole))["phone"] == "+49761"
