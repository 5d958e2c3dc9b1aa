"""The one region of a key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operators.models import Asset
from operators.tenancy.models import TokenRole
from protocols.tripgo.areas import WHOLE_WORLD, box_polygon, encode_polyline
from tests.factories.fleet import PLACE
from tests.factories.sales import SalesChannelFactory
from tests.protocols.tripgo.client import App
from tests.protocols.tripgo.worlds import BEACH, MARKET, neighbour_of
from tests.protocols.worlds import open_channel

pytestmark = pytest.mark.django_db

FREIBURG = ((47.9, 7.7), (48.1, 7.9))


def decoded(text: str) -> list[tuple[float, float]]:
    """The corners of an encoded polyline, as apps read it."""
    numbers, shift, number = [], 0, 0
    for character in text:
        chunk = ord(character) - 63
        number |= (chunk & 0x1F) << shift
        shift += 5
        if chunk < 0x20:
            numbers.append(~(number >> 1) if number & 1 else number >> 1)
            shift = number = 0
    places, latitude, longitude = [], 0, 0
    for north, east in zip(numbers[::2], numbers[1::2], strict=True):
        latitude, longitude = latitude + north, longitude + east
        places.append((latitude / 100_000, longitude / 100_000))
    return places


PLACES = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(st.lists(PLACES, max_size=8))
def test_polyline_is_read_back(places):
    told = [(round(lat * 1e5) / 100_000, round(lng * 1e5) / 100_000) for lat, lng in places]

    assert decoded(encode_polyline(places)) == told


def test_known_polyline():
    """The example of Google's own documentation."""
    places = [(38.5, -120.2), (40.7, -120.95), (43.252, -126.453)]

    assert encode_polyline(places) == "_p~iF~ps|U_ulLnnqC_mqNvxq`@"


def test_polygon_is_closed():
    corners = box_polygon(FREIBURG)

    assert corners[0] == corners[-1]
    assert len(set(corners)) == 4


def test_region_is_around_all_that_is_sold(stranger):
    [region] = stranger.post("regions.json", {"v": 2})["regions"]

    corners = decoded(region["polygon"])
    south, north = min(c[0] for c in corners), max(c[0] for c in corners)
    west, east = min(c[1] for c in corners), max(c[1] for c in corners)
    for latitude, longitude in (MARKET, BEACH, (PLACE[1], PLACE[0])):
        assert south < latitude < north
        assert west < longitude < east
    assert region["urls"] == ["http://localhost/v1"]
    assert region["timezone"] == "Europe/Amsterdam"
    assert region["cities"][0]["timezone"] == "Europe/Amsterdam"


def test_base_has_no_flags(stranger):
    told = stranger.send("POST", "regions.json", {"bsb": True}, query={"psb": 1}).json()

    assert told["regions"][0]["urls"] == ["http://localhost/v1"]


def test_modes_are_those_on_sale(stranger, tripgo):
    told = stranger.post("regions.json")

    [region] = told["regions"]
    taxis = f"ps_tax_{tripgo.taxis.service.fleet.system_id}"
    assert {"pt_pub", "wa_wal", taxis} < set(region["modes"])
    assert set(told["modes"]) == set(region["modes"])
    assert told["modes"]["pt_pub"]["title"] == "Public transport"


def test_modes_are_named_in_the_language_of_the_app(stranger):
    told = stranger.having(Accept_Language="de").post("regions.json")

    assert told["modes"]["pt_pub"]["title"] != "Public transport"
    assert told["regions"] == stranger.post("regions.json")["regions"]


def test_channel_that_sells_rides_alone_has_no_vehicles(tripgo):
    [region] = neighbour_of(tripgo).post("regions.json")["regions"]

    assert region["modes"] == ["pt_pub", "wa_wal"]


def test_channel_that_sells_nothing_yet_has_the_whole_world():
    key = open_channel(SalesChannelFactory(), TokenRole.TRIPGO)[1]

    [region] = App(key).post("regions.json")["regions"]

    assert decoded(region["polygon"])[0] == WHOLE_WORLD[0]
    assert region["modes"] == ["wa_wal"]


def test_hash_is_the_same_until_something_changes(stranger, tripgo):
    first, again = stranger.post("regions.json"), stranger.post("regions.json")
    Asset.objects.update(latitude=1.0, longitude=1.0)

    assert first == again
    assert stranger.post("regions.json")["hashCode"] != first["hashCode"]
    assert -(2**31) <= first["hashCode"] < 2**31
