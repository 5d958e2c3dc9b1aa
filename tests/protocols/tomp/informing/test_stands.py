"""GET /operator/stations: stations of vehicles, beside the stops."""

from __future__ import annotations

import pytest

from operators.models import Stop
from tests.factories.fleet import (
    PLACE,
    AssetFactory,
    FleetFactory,
    RegionFactory,
    VehicleStationFactory,
    assets_like,
    square,
)

pytestmark = pytest.mark.django_db

NORTH_OF_IT = (PLACE[0], PLACE[1] + 0.01)
"""About 1112 metres away."""


def names(told: list[dict]) -> list[str]:
    return [each["stationId"] for each in told]


def test_station_is_told_with_what_its_version_knows(shop, asker, version):
    region = RegionFactory(fleet=shop.fleet, region_id="123", name="Berlin")
    shop.fleet.phone = "+49 1"
    shop.fleet.save()
    dock = VehicleStationFactory(
        fleet=shop.fleet,
        station_id="dock",
        name="Dock",
        region=region,
        address="Street 4",
        capacity=10,
        is_renting=False,
        area=square(),
    )
    assets_like(shop.asset, 2, station=dock)
    assets_like(shop.asset, 1, station=dock, is_disabled=True)

    [told] = asker.ask("stations")

    whole = {
        "stationId": "dock",
        "name": "Dock",
        "coordinates": {"lng": PLACE[0], "lat": PLACE[1]},
        "regionId": "123",
        "physicalAddress": {"streetAddress": "Street 4"},
    }
    if version == "1.1.3":
        assert told == whole
        return
    assert told == whole | {
        "physicalAddress": {"streetAddress": "Street 4", "areaReference": "Berlin"},
        "contactPhone": "+49 1",
        "stationArea": square(),
        "isVirtual": False,
        "isInstalled": True,
        "isRenting": False,
        "isReturning": True,
        "capacity": 10,
        "assetsAvailable": 2,
        "assetTypesAvailable": {shop.asset.asset_type.type_id: 2},
        "docksAvailable": 7,
    }


def test_station_of_which_little_is_known_tells_little(shop, asker, version):
    VehicleStationFactory(fleet=shop.fleet, address="Street 4", is_virtual=True, capacity=3)

    [told] = asker.ask("stations")

    assert "regionId" not in told
    if version == "1.6.1":
        assert told["crossStreet"] == "Street 4"
        assert (told["assetsAvailable"], told["assetTypesAvailable"]) == (0, {})
        assert (told["capacity"], "docksAvailable" in told) == (3, False)


def test_stations_of_other_fleets_are_not_told(shop, asker):
    VehicleStationFactory(fleet=FleetFactory(operator=shop.fleet.operator))
    VehicleStationFactory()

    assert asker.ask("stations") == []


def test_stations_come_after_the_stops_and_pages_run_on(both, both_asker):
    VehicleStationFactory(fleet=both.fleet, station_id="a")
    VehicleStationFactory(fleet=both.fleet, station_id="b")

    told = both_asker.ask("stations")

    stops = list(Stop.objects.order_by("stop_id").values_list("stop_id", flat=True))
    assert names(told) == [*stops, "a", "b"]
    pages = [both_asker.ask(f"stations?offset={place}&limit=3") for place in range(0, 12, 3)]
    assert [row for page in pages for row in page] == told
    assert both_asker.ask(f"stations?offset={len(told)}") == []


def test_stations_of_a_region_are_its_own_or_stand_in_it(shop, asker):
    region = RegionFactory(fleet=shop.fleet, region_id="here")
    far = RegionFactory(fleet=shop.fleet, region_id="far", area=square(1, 1, 2, 2))
    VehicleStationFactory(fleet=shop.fleet, station_id="inside")
    VehicleStationFactory(fleet=shop.fleet, station_id="told", region=region, latitude=1.5)
    VehicleStationFactory(fleet=shop.fleet, station_id="far", longitude=1.5, latitude=1.5)

    assert names(asker.ask("stations?regionId=here")) == ["inside", "told"]
    assert names(asker.ask(f"stations?regionId={far.region_id}")) == ["far"]


def test_station_in_a_hole_of_a_region_is_not_in_it(shop, asker):
    hole = square(13.38, 52.51, 13.39, 52.52)["coordinates"]
    area = {"type": "Polygon", "coordinates": [*square()["coordinates"], *hole]}
    RegionFactory(fleet=shop.fleet, region_id="here", area=area)
    VehicleStationFactory(fleet=shop.fleet)

    assert asker.ask("stations?regionId=here") == []


def test_region_of_a_timetable_has_stops_alone(both, both_asker, feed):
    VehicleStationFactory(fleet=both.fleet, station_id="dock")

    told = both_asker.ask(f"stations?regionId={feed.reference}")

    assert "dock" not in names(told)
    assert {each["regionId"] for each in told} == {feed.reference}


@pytest.mark.parametrize("version", ["1.6.1"], indirect=True)
def test_circle_leaves_out_what_is_farther(both, both_asker):
    VehicleStationFactory(fleet=both.fleet, station_id="corner")
    longitude, latitude = NORTH_OF_IT
    VehicleStationFactory(fleet=both.fleet, station_id="north", latitude=latitude)
    near = f"stations?lon={longitude}&lat={PLACE[1]}&radius="

    assert names(both_asker.ask(f"{near}1100")) == ["corner"]
    assert names(both_asker.ask(f"{near}1120")) == ["corner", "north"]
    assert names(both_asker.ask("stations?lon=4.3&lat=52.1&radius=200")) == ["market"]
    assert names(both_asker.ask("stations?lon=-70.5&lat=-33.4&radius=200")) == []


@pytest.mark.parametrize("version", ["1.6.1"], indirect=True)
@pytest.mark.parametrize(
    ("query", "errorcode"),
    [
        ("lon=4.3", 1001),
        ("lat=52.1&radius=5", 1001),
        ("lon=181&lat=1&radius=1", 1002),
        ("lon=nan&lat=1&radius=1", 1002),
        ("lon=1&lat=1&radius=-1", 1002),
    ],
)
def test_circle_that_is_none_is_refused(shop, asker, query, errorcode):
    assert asker.refusal(f"stations?{query}")[:2] == (400, errorcode)


@pytest.mark.parametrize("version", ["1.1.3"], indirect=True)
def test_first_version_knows_no_circle(shop, asker):
    VehicleStationFactory(fleet=shop.fleet, station_id="dock")

    assert names(asker.ask("stations?lon=1&lat=1&radius=1")) == ["dock"]


def test_vehicles_of_several_types_are_counted_apart(shop, asker, version):
    dock = VehicleStationFactory(fleet=shop.fleet)
    other = AssetFactory(fleet=shop.fleet, station=dock)
    assets_like(shop.asset, 2, station=dock)

    [told] = asker.ask("stations")

    if version == "1.6.1":
        assert told["assetsAvailable"] == 3
        assert told["assetTypesAvailable"] == {
            shop.asset.asset_type.type_id: 2,
            other.asset_type.type_id: 1,
        }
