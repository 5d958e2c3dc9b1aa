"""GET /operator/regions: where fleets operate, beside what timetables cover."""

from __future__ import annotations

import pytest

from operators.fleet.states import RegionKind
from operators.models import FeedVersion
from tests.factories.fleet import FleetFactory, RegionFactory, square
from tests.factories.moments import later

pytestmark = pytest.mark.django_db

WEST, SOUTH = square(-58.5, -34.7, -58.3, -34.5), square(-58.2, -34.7, -58.1, -34.5)
BOTH = {"type": "MultiPolygon", "coordinates": [WEST["coordinates"], SOUTH["coordinates"]]}


def rings_of(told: dict) -> list:
    """The rings of a region, in the form of either version."""
    area = told["serviceArea"]
    return area if isinstance(area, list) else area["coordinates"]


def test_region_of_a_fleet_is_told_in_the_form_of_the_version(shop, asker, version):
    RegionFactory(fleet=shop.fleet, region_id="123", name="Berlin")
    RegionFactory(fleet=FleetFactory(operator=shop.fleet.operator))

    rings = square()["coordinates"]
    told = {"regionId": "123", "name": "Berlin"}
    assert asker.ask("regions") == [
        {**told, "serviceArea": rings}
        if version == "1.1.3"
        else {**told, "type": "OPERATING", "serviceArea": {"type": "Polygon", "coordinates": rings}}
    ]


def test_region_of_several_polygons_is_told_as_several(shop, asker):
    RegionFactory(fleet=shop.fleet, region_id="123", area=BOTH)

    told = asker.ask("regions")

    assert [each["regionId"] for each in told] == ["123", "123~2"]
    assert [rings_of(each) for each in told] == BOTH["coordinates"]
    assert asker.ask("regions?offset=1") == told[1:]
    assert asker.ask("regions?limit=1") == told[:1]
    assert asker.ask("regions?offset=2") == []


def test_holes_stay_and_heights_go(shop, asker):
    outline = [[[*place, 34.5] for place in ring] for ring in square()["coordinates"]]
    hole = square(13.34, 52.54, 13.36, 52.56)["coordinates"]
    RegionFactory(fleet=shop.fleet, area={"type": "Polygon", "coordinates": [*outline, *hole]})

    [told] = asker.ask("regions")

    assert rings_of(told) == [*square()["coordinates"], *hole]


def test_first_version_tells_only_where_vehicles_operate_now(shop, asker, version):
    fleet = shop.fleet
    RegionFactory(fleet=fleet, region_id="here")
    RegionFactory(fleet=fleet, region_id="slow", kind=RegionKind.SPEEDLIMIT, speed_kmph=10)
    RegionFactory(fleet=fleet, region_id="soon", starts_at=later(days=1), ends_at=later(days=2))
    RegionFactory(fleet=fleet, region_id="over", ends_at=later())

    told = {each["regionId"]: each for each in asker.ask("regions")}

    if version == "1.1.3":
        assert set(told) == {"here"}
        return
    assert set(told) == {"here", "slow", "soon"}
    assert (told["slow"]["type"], told["slow"]["typeUnit"], told["slow"]["typeValue"]) == (
        "SPEEDLIMIT",
        "KMPH",
        10,
    )
    assert (told["soon"]["areaStartTime"], told["soon"]["areaEndTime"]) == (
        "2026-06-02T10:00:00Z",
        "2026-06-03T10:00:00Z",
    )


def test_regions_of_timetables_come_first_and_pages_run_on(both, both_asker, feed):
    RegionFactory(fleet=both.fleet, region_id="123", area=BOTH)

    told = both_asker.ask("regions")

    assert [each["regionId"] for each in told] == [feed.reference, "123", "123~2"]
    pages = [both_asker.ask(f"regions?offset={place}&limit=1") for place in range(4)]
    assert [row for page in pages for row in page] == told
    assert pages[3] == []


def test_timetable_without_an_area_is_told_without_one(both, both_asker, feed, version):
    FeedVersion.objects.filter(feed=feed).update(service_area=[])

    kind = {} if version == "1.1.3" else {"type": "OPERATING"}
    assert both_asker.ask("regions") == [{"regionId": feed.reference, "name": feed.name, **kind}]


def test_region_of_a_timetable_is_no_region_of_vehicles_alone(shop, asker):
    assert asker.ask("regions") == []
    assert asker.refusal("stations?regionId=nowhere") == (400, 1002, "RegionUnknown")
    assert asker.refusal("stations?regionId=nowhere~2") == (400, 1002, "RegionUnknown")


@pytest.mark.parametrize("name", ["123~3", "123~0", "123~x", "~2"])
def test_polygon_that_a_region_has_not_is_unknown(shop, asker, name):
    RegionFactory(fleet=shop.fleet, region_id="123", area=BOTH)

    assert asker.refusal(f"stations?regionId={name}") == (400, 1002, "RegionUnknown")
