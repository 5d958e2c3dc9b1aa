"""The words of the format: moments, money, places, addresses, modes."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.exceptions import ValidationError

from bookings.terms import Place
from operators.fleet.states import AssetClass
from protocols.maas_tsp.addresses import KEYS, read_address, tidied, write_address
from protocols.maas_tsp.fields import (
    CommaField,
    DistanceField,
    TextField,
    TimeField,
    WholeField,
    members_of,
)
from protocols.maas_tsp.modes import (
    ANY_TRANSIT,
    ASKED,
    LATER_MODES,
    MODES,
    OF_HUNDRED,
    OF_ROUTE,
    OF_WORD,
    mode_of_rides,
    mode_of_route,
    mode_of_vehicle,
    modes_found_by,
)
from protocols.maas_tsp.places import place_to_wire, point_to_wire, read_short, write_short
from protocols.maas_tsp.wire import (
    EARLIEST_MS,
    LATEST_MS,
    cost_to_wire,
    duration,
    milliseconds,
    moment_of,
    number,
)
from tests.factories.itineraries import one_ride
from tests.protocols.maas_tsp.schemas import accepts

SHORT = re.compile(r"^[+-]?\d{1,3}(\.\d+)?,[+-]?\d{1,3}(\.\d+)?$")
MOMENTS = st.integers(EARLIEST_MS * 1000, LATEST_MS * 1000).map(
    lambda microseconds: datetime.fromtimestamp(microseconds / 1_000_000, tz=UTC)
)
LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)
VALUES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)


@given(MOMENTS)
def test_moment_is_read_back_to_the_millisecond(moment):
    told = milliseconds(moment)

    assert abs(moment_of(told) - moment) <= timedelta(milliseconds=1)
    assert milliseconds(moment_of(told)) == told


def test_duration_may_be_negative():
    assert duration(timedelta(minutes=-2, milliseconds=500)) == -119500


@given(st.decimals(0, 10**9, places=2))
def test_money_is_a_number_of_whole_cents(amount):
    assert Decimal(str(number(amount))) == amount


def test_cost_tells_the_tax_only_where_there_is_some():
    assert cost_to_wire(Decimal("4.00"), "EUR") == {"amount": 4, "currency": "EUR"}
    assert cost_to_wire(Decimal("4.15"), "EUR", taxes=Decimal("0.33")) == {
        "amount": 4.15,
        "currency": "EUR",
        "taxes": 0.33,
    }
    assert cost_to_wire(Decimal("4.00"), "EUR", taxes=Decimal("0.00")) == {
        "amount": 4,
        "currency": "EUR",
    }


@given(LONGITUDES, LATITUDES)
def test_short_place_is_read_back(longitude, latitude):
    told = write_short(longitude, latitude)
    read = read_short(told)

    assert SHORT.match(told)
    assert read == pytest.approx(Place(longitude, latitude), abs=1e-6)
    assert point_to_wire(longitude, latitude) == pytest.approx(
        {"lat": latitude, "lon": longitude}, abs=1e-6
    )


@given(st.text())
def test_any_text_is_a_place_or_is_not(text):
    read = read_short(text)

    assert read is None or (abs(read.latitude) <= 90 and abs(read.longitude) <= 180)


@pytest.mark.parametrize(
    "text",
    ["", "52", "52.1, 4.3", "91,4", "52,181", "1e1,2", "52.,4", "x,y", "٥٢,٤", "1,2" + "0" * 64],
)
def test_text_of_another_form_is_no_place(text):
    assert read_short(text) is None


def test_place_leaves_out_what_is_empty_or_too_long():
    told = place_to_wire(4.3, 52.1, name="Market", stop_id="s" * 65, station_id="d-1")

    assert told == {"lat": 52.1, "lon": 4.3, "name": "Market", "stationId": "d-1"}


def test_address_is_read_as_callers_write_it():
    told = "country:Suomi|STREETNAME:Ida%20Aalbergin tie|zipCode:00400|floor:3||x|city:"

    assert read_address(told) == {
        "country": "Suomi",
        "streetName": "Ida Aalbergin tie",
        "zipCode": "00400",
    }
    assert tidied(told) == "streetName:Ida Aalbergin tie|zipCode:00400|country:Suomi"


@pytest.mark.parametrize("told", ["", "Mannerheimintie 5", "city:", "city:5", "streetName:|"])
def test_text_without_a_part_is_no_address(told):
    assert tidied(told) == ""


@given(st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_address_is_read_back_as_it_was_written(parts):
    told = write_address(parts)

    assert "%" not in told
    assert write_address(read_address(told)) == told


@pytest.mark.usefixtures("published")
@given(st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_address_that_is_written_is_one_that_callers_take(parts):
    place = place_to_wire(4.3, 52.1, name="x", address=write_address(parts))

    assert accepts(place, "core/components/place")


@given(VALUES)
def test_any_text_can_be_tidied(text):
    assert tidied(tidied(text)) == tidied(text)


@pytest.mark.parametrize("kind", list(AssetClass))
def test_each_class_of_vehicles_has_a_mode(kind):
    assert mode_of_vehicle(kind, "unheard of") in MODES


@pytest.mark.parametrize(
    ("sub_class", "mode"),
    [
        ("scooter", "SCOOTER"),
        ("Seated Scooter", "SCOOTER"),
        ("cargo bicycle", "SHARED_BICYCLE"),
        ("cargo bike", "SHARED_BICYCLE"),
        ("van", "SHARED_CAR"),
        ("", ANY_TRANSIT),
    ],
)
def test_other_vehicles_have_the_mode_of_their_sub_class(sub_class, mode):
    assert mode_of_vehicle(AssetClass.OTHER, sub_class) == mode


@given(st.integers(0, 32767))
def test_each_route_type_has_a_mode_of_public_transport(route_type):
    assert mode_of_route(route_type) in {*MODES} - {"WALK", "WAIT", "CAR"}


def test_every_word_that_is_sent_is_one_of_release_10():
    sent = {*OF_ROUTE.values(), *OF_HUNDRED.values(), *OF_WORD.values()}

    assert sent <= set(MODES)
    assert not sent & set(LATER_MODES)


@pytest.mark.parametrize("asked", [*MODES, *LATER_MODES])
def test_each_mode_can_be_asked_for(asked):
    assert modes_found_by(asked) <= set(MODES) | {asked}


def test_search_for_a_car_finds_shared_ones():
    assert modes_found_by("CAR") == {"CAR", "SHARED_CAR"}
    assert modes_found_by("SHARED_CAR") == {"SHARED_CAR"}
    assert set(ASKED) <= {*MODES, *LATER_MODES}


def test_trip_of_several_modes_is_transit():
    [ride] = one_ride().rides
    bus, tram = replace(ride, route_type=3), replace(ride, route_type=0)

    assert mode_of_rides([bus]) == mode_of_rides([bus, bus]) == "BUS"
    assert mode_of_rides([bus, tram]) == "TRANSIT"


@pytest.mark.parametrize(
    "told", [1893492000000, "1893492000000", " 1893492000000 ", 1893492000000.0]
)
def test_time_may_be_a_text(told):
    assert TimeField().run_validation(told) == datetime(2030, 1, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (1893492000, "These are seconds; send milliseconds since 1970."),
        (4102444800000, "Must lie before the year 2100."),
        ("2030-01-01T10:00:00Z", "A valid integer is required."),
        (True, "A valid integer is required."),
        (1.5, "A valid integer is required."),
        ("9" * 30, "A valid integer is required."),
        ([1], "A valid integer is required."),
    ],
)
def test_time_of_another_form_is_refused(told, reason):
    with pytest.raises(ValidationError) as refused:
        TimeField().run_validation(told)

    assert refused.value.detail == [reason]


@given(st.one_of(st.text(), st.floats(), st.booleans(), st.integers(), st.lists(st.integers())))
def test_any_value_is_read_or_refused(told):
    for field in (WholeField(), DistanceField(), TimeField(), TextField(), CommaField()):
        with suppress(ValidationError):
            field.run_validation(told)


def test_list_has_commas_between():
    assert CommaField().run_validation(" a, b,,c ") == ("a", "b", "c")


def test_query_may_have_brackets():
    told = members_of(
        QueryDict("a=1&a=2&customer[dob]=1990-05-04&customer[x]=1&ids[]=p&ids[]=q&n[0]=r&n[1]=s&z[")
    )

    assert told == {
        "a": "2",
        "customer": {"dob": "1990-05-04", "x": "1"},
        "ids": "p,q",
        "n": "r,s",
        "z[": "",
    }


@given(st.text())
def test_any_query_is_an_object(text):
    assert isinstance(members_of(QueryDict(text)), dict)
