"""Maps that are drawn here, without any outside host."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from operators.admin.fleet import drawing
from operators.admin.fleet.drawing import NOTHING, map_of_asset, map_of_fleet, map_of_region
from operators.admin.fleet.maps import Dots, DrawnArea, Map, Projection, bounds_around, draw
from operators.fleet.areas import Bounds
from operators.fleet.states import RegionKind
from tests.counting import counted
from tests.factories.fleet import (
    PLACE,
    AssetFactory,
    FleetFactory,
    RegionFactory,
    VehicleStationFactory,
    square,
)
from tests.factories.moments import NOW

pytestmark = pytest.mark.django_db

BERLIN = Bounds(13.3, 52.5, 13.4, 52.6)


def parsed(picture):
    return ElementTree.fromstring(picture)  # noqa: S314  we drew it ourselves


def titles(picture):
    return [each.text for each in parsed(picture).iter("title")]


def paths(picture):
    return {each[0].text: each for each in parsed(picture).iter("path") if len(each)}


def legend(picture):
    caption = parsed(picture).find("figcaption")
    return " ".join("".join(caption.itertext()).split())


def test_map_of_a_fleet_shows_regions_stations_and_vehicles_by_situation():
    region = RegionFactory(name="Mitte")
    fleet = region.fleet
    RegionFactory(fleet=fleet, name="Park", kind=RegionKind.NO_PARKING)
    VehicleStationFactory(fleet=fleet, name="Zoo")
    AssetFactory.create_batch(2, fleet=fleet)
    AssetFactory(fleet=fleet, taken_at=NOW)
    AssetFactory(fleet=fleet, longitude=2.3, latitude=48.8, is_disabled=True)
    AssetFactory(fleet=fleet, longitude=None, latitude=None)
    AssetFactory(fleet=fleet, retired_at=NOW)

    with counted() as count:
        picture = map_of_fleet(fleet)

    assert titles(picture) == [
        "Mitte: Operating",
        "Park: No Parking",
        "Zoo",
        "Free",
        "With a customer",
        "Disabled",
    ]
    assert legend(picture) == (
        "Operating: 1 No Parking: 1 Stations: 1 Free: 2 With a customer: 1 Disabled: 1 "
        "Outside of this map: 1"
    )
    assert paths(picture)["Free"].get("d").count("M") == 2
    assert paths(picture)["Disabled"].get("d") == ""
    assert count.statements == 3


def test_map_of_a_fleet_without_regions_is_around_its_vehicles():
    asset = AssetFactory()

    picture = map_of_fleet(asset.fleet)

    assert paths(picture)["Free"].get("d") == "M400.0,300.0h0"
    assert map_of_fleet(FleetFactory()) == NOTHING


def test_map_of_a_region_is_about_it_alone():
    region = RegionFactory(name="Mitte", kind=RegionKind.PARKING)
    RegionFactory(fleet=region.fleet)
    AssetFactory(fleet=region.fleet)

    picture = map_of_region(region)

    assert titles(picture) == ["Mitte: Parking", "Free"]
    assert paths(picture)["Mitte: Parking"].get("fill-opacity") == "0.25"


def test_map_of_a_vehicle_shows_the_regions_around_it():
    asset = AssetFactory(asset_id="7")
    RegionFactory(fleet=asset.fleet, name="Mitte")
    RegionFactory(fleet=asset.fleet, area=square(2.3, 48.8, 2.4, 48.9))

    assert titles(map_of_asset(asset)) == ["Mitte: Operating", "7"]
    asset.longitude = asset.latitude = None
    assert map_of_asset(asset) == "It did not say where it is."


def test_map_draws_no_more_vehicles_than_a_page_holds(monkeypatch):
    monkeypatch.setattr(drawing, "MOST_DRAWN", 2)
    first = AssetFactory()
    AssetFactory.create_batch(2, fleet=first.fleet)

    assert legend(map_of_fleet(first.fleet)) == "Free: 2 No more than 2 are drawn."


def test_names_are_escaped_and_nothing_is_loaded_from_elsewhere():
    region = RegionFactory(name="<script>alert(1)</script>")

    picture = map_of_fleet(region.fleet)

    assert "<script>" not in picture
    assert "http" not in picture


def test_places_keep_their_shape():
    """A kilometre is as long to the east as it is to the north, and north is up."""
    projection = Projection(BERLIN)
    west, east = projection.place(13.3, 52.55), projection.place(13.4, 52.55)
    south, north = projection.place(13.35, 52.5), projection.place(13.35, 52.6)

    assert east[0] > west[0]
    assert north[1] < south[1]
    ratio = (east[0] - west[0]) / (south[1] - north[1])
    assert ratio == pytest.approx(0.608, abs=0.001)  # cosine of 52.55 degrees
    assert projection.holds(*PLACE)
    assert not projection.holds(0.0, 0.0)


@pytest.mark.parametrize(
    ("bounds", "told"),
    [
        (BERLIN, "2 km"),
        (Bounds(13.3, 52.5, 13.3, 52.5), "50 m"),
        (Bounds(13.3, 52.5, 13.31, 52.5), "100 m"),
        (Bounds(-180.0, -90.0, 180.0, 90.0), "5000 km"),
    ],
)
def test_map_has_a_scale(bounds, told):
    picture = draw(Map(bounds, [DrawnArea("A", "Park", square(), "#000")]))

    [text] = parsed(picture).iter("text")
    assert text.text == told


def test_holes_and_parts_are_drawn():
    area = {"type": "MultiPolygon", "coordinates": [square()["coordinates"] * 2]}

    picture = draw(
        Map(BERLIN, [DrawnArea("A", "Park", area, "#000")], dots=[Dots("B", "#111", [])])
    )

    assert paths(picture)["A: Park"].get("d").count("Z") == 2


def test_bounds_are_around_boxes_before_places():
    assert bounds_around([BERLIN], [(0.0, 0.0)]) == BERLIN
    assert bounds_around([], [(0.0, 1.0), (2.0, -1.0)]) == Bounds(0.0, -1.0, 2.0, 1.0)
    assert bounds_around([], []) is None
