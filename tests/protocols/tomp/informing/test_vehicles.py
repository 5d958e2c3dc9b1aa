"""GET /operator/available-assets: the vehicles that can be taken."""

from __future__ import annotations

import pytest

from operators.fleet.states import AssetClass, GatewayKind
from protocols.tomp.v1_1.vehicles import ASSET_CLASS
from protocols.tomp.v1_6.vehicles import ACCESS_METHOD
from sales.catalogue.states import ChannelMode
from tests.factories.fleet import (
    PLACE,
    AssetFactory,
    AssetTypeFactory,
    FleetFactory,
    RegionFactory,
    VehicleStationFactory,
    assets_like,
    square,
)
from tests.factories.moments import NOW
from tests.factories.rentals import equip, open_rental_shop
from tests.protocols.tomp.informing.asking import Asker
from tests.protocols.tomp.published import MISSING, read_published
from tests.protocols.worlds import open_channel

pytestmark = pytest.mark.django_db


def counts(told: list[dict]) -> list[tuple[str, int, list[str]]]:
    return [
        (each["id"], each["nrAvailable"], [asset["id"] for asset in each["assets"]])
        for each in told
    ]


def test_vehicle_is_told_with_its_type_and_place(shop, asker, version):
    kind = shop.asset.asset_type
    kind.brand, kind.model = "Ninebot", "G30"
    kind.save()
    shop.asset.plate = "B 1"
    shop.asset.save()

    [told] = asker.ask("available-assets")

    asset = {"id": shop.asset.asset_id, "isReserved": False, "isDisabled": False}
    place = {"location": {"coordinates": {"lng": PLACE[0], "lat": PLACE[1]}}}
    shared = {
        "name": kind.name,
        "propulsion": "ELECTRIC",
        "persons": 1,
        "brand": "Ninebot",
        "model": "G30",
    }
    whole = {
        "id": kind.type_id,
        "nrAvailable": 1,
        "assetClass": "OTHER",
        "assetSubClass": "scooter",
    }
    if version == "1.1.3":
        assert told == whole | {
            "assets": [{**asset, "overriddenProperties": {**place, "stateOfCharge": 85}}],
            "sharedProperties": shared,
        }
        return
    plan = told.pop("defaultPricingPlan")
    assert plan["planId"] == kind.default_plan.plan_id
    more = {"stateOfCharge": 85, "maxRange": 12_000, "licensePlate": "B 1"}
    assert told == whole | {
        "assets": [{**asset, **more, "overriddenProperties": place}],
        "sharedProperties": {**shared, "accessMethods": ["TOMP-API"]},
    }


def test_vehicle_that_nobody_can_take_is_not_told(shop, asker):
    kind = shop.asset.asset_type
    for state in (
        {"is_disabled": True},
        {"is_reserved": True},
        {"taken_at": NOW},
        {"retired_at": NOW},
        {"charge": 5},
    ):
        assets_like(shop.asset, 1, **state)
    shop.book()

    assert counts(asker.ask("available-assets")) == [(kind.type_id, 0, [])]


def test_type_without_a_plan_tells_none(shop, asker):
    shop.asset.retired_at = NOW
    shop.asset.save()
    AssetTypeFactory(fleet=shop.fleet, default_plan=None, type_id="none")

    told = {each["id"]: each for each in asker.ask("available-assets")}

    assert told["none"]["nrAvailable"] == 0
    assert "defaultPricingPlan" not in told["none"]


def test_vehicle_without_a_place_stands_where_its_station_is(shop, asker):
    dock = VehicleStationFactory(fleet=shop.fleet, station_id="dock", longitude=1, latitude=2)
    assets_like(shop.asset, 1, longitude=None, latitude=None, charge=None, station=dock)
    assets_like(shop.asset, 1)

    [told] = asker.ask("available-assets?stationId=dock")

    assert (told["stationId"], told["nrAvailable"]) == ("dock", 1)
    [asset] = told["assets"]
    assert asset["overriddenProperties"] == {"location": {"coordinates": {"lng": 1.0, "lat": 2.0}}}


def test_pages_count_vehicles_and_types_come_in_each(shop, asker):
    first = shop.asset.asset_type
    assets_like(shop.asset, 2)
    empty = AssetTypeFactory(fleet=shop.fleet)
    last = AssetFactory(fleet=shop.fleet).asset_type
    whole = asker.ask("available-assets")

    pages = [asker.ask(f"available-assets?offset={at}&limit=2") for at in range(0, 8, 2)]

    ids = [asset["id"] for asset in whole[0]["assets"]]
    assert [(each["id"], each["nrAvailable"]) for each in whole] == [
        (first.type_id, 3),
        (empty.type_id, 0),
        (last.type_id, 1),
    ]
    assert [counts(page) for page in pages] == [
        [(first.type_id, 3, ids[:2])],
        [(first.type_id, 3, ids[2:]), (empty.type_id, 0, [])],
        [(last.type_id, 1, [whole[2]["assets"][0]["id"]])],
        [],
    ]


def test_region_and_polygon_narrow_the_vehicles(shop, asker):
    east = square(14, 52, 15, 53)
    area = {"type": "MultiPolygon", "coordinates": [square()["coordinates"], east["coordinates"]]}
    RegionFactory(fleet=shop.fleet, region_id="two", area=area)
    [other] = assets_like(shop.asset, 1, longitude=14.5, latitude=52.5)
    assets_like(shop.asset, 1, longitude=0, latitude=0)
    dock = VehicleStationFactory(fleet=shop.fleet, longitude=14.5, latitude=52.5)
    [docked] = assets_like(shop.asset, 1, longitude=None, latitude=None, station=dock)
    type_id = shop.asset.asset_type.type_id

    def told(query):
        return [(each[0], set(each[2])) for each in counts(asker.ask(f"available-assets?{query}"))]

    there = {other.asset_id, docked.asset_id}
    assert told("regionId=two") == [(type_id, {shop.asset.asset_id, *there})]
    assert told("regionId=two~2") == [(type_id, there)]


def test_place_without_vehicles_has_no_types(shop, asker):
    RegionFactory(fleet=shop.fleet, region_id="sea", area=square(1, 1, 2, 2))
    VehicleStationFactory(fleet=shop.fleet, station_id="dock")

    assert asker.ask("available-assets?regionId=sea") == []
    assert asker.ask("available-assets?stationId=dock") == []


def test_station_of_a_region_is_in_it_wherever_it_stands(shop, asker):
    sea = RegionFactory(fleet=shop.fleet, region_id="sea", area=square(1, 1, 2, 2))
    VehicleStationFactory(fleet=shop.fleet, station_id="dock", region=sea)

    assert asker.ask("available-assets?regionId=sea&stationId=dock") == []


def test_station_outside_the_region_is_unknown(shop, asker):
    RegionFactory(fleet=shop.fleet, region_id="sea", area=square(1, 1, 2, 2))
    VehicleStationFactory(fleet=shop.fleet, station_id="dock")

    answer = asker.refusal("available-assets?regionId=sea&stationId=dock")

    assert answer == (400, 1002, "StationUnknown")


@pytest.mark.parametrize("version", ["1.6.1"], indirect=True)
def test_box_narrows_the_vehicles(shop, asker):
    [pacific] = assets_like(shop.asset, 1, longitude=179.5, latitude=-17.5)
    type_id = shop.asset.asset_type.type_id

    def told(box):
        return counts(asker.ask(f"available-assets?boundingbox={box}"))

    assert told("52.5,52.6,13.3,13.4") == [(type_id, 1, [shop.asset.asset_id])]
    assert told("-18,-17,179,-179") == [(type_id, 1, [pacific.asset_id])]
    assert told("-35,-34,-59,-58") == []


@pytest.mark.parametrize("version", ["1.6.1"], indirect=True)
@pytest.mark.parametrize(
    "box", ["1,2,3", "1,2,3,x", "nan,1,2,3", "53,52,13,14", "1,2,3,181", "-91,2,3,4", "1,2,3,4,5"]
)
def test_box_that_is_none_is_refused(shop, asker, box):
    answer = asker.refusal(f"available-assets?boundingbox={box}")

    assert answer == (400, 1002, "Invalid")


@pytest.mark.parametrize("version", ["1.1.3"], indirect=True)
def test_first_version_knows_no_box(shop, asker):
    assert len(asker.ask("available-assets?boundingbox=1,2,3,4")) == 1


def test_vehicles_of_other_fleets_are_not_told(shop, asker):
    AssetFactory(fleet=FleetFactory(operator=shop.fleet.operator))
    AssetFactory()

    assert [each[1] for each in counts(asker.ask("available-assets"))] == [1]


def test_channel_for_trials_is_told_simulated_vehicles_only(clock, version):
    shop = open_rental_shop(mode=ChannelMode.SANDBOX, single_product=False)
    equip(shop.channel, None, {"gateway": GatewayKind.NONE}, {})

    told = Asker(open_channel(shop.channel)[1], version).ask("available-assets")

    assert counts(told) == [(shop.asset.asset_type.type_id, 1, [shop.asset.asset_id])]


def test_channel_for_trials_without_simulated_vehicles_is_told_none(clock, version):
    shop = open_rental_shop(mode=ChannelMode.SANDBOX, fleet={"gateway": GatewayKind.NONE})

    assert Asker(open_channel(shop.channel)[1], version).ask("available-assets") == []


def test_channel_that_sells_is_told_real_vehicles_too(clock, version):
    shop = open_rental_shop(fleet={"gateway": GatewayKind.NONE})

    told = Asker(open_channel(shop.channel)[1], version).ask("available-assets")

    assert [each[1] for each in counts(told)] == [1]


def test_ferry_is_told_in_the_words_of_the_version(shop, asker, version):
    AssetFactory(
        fleet=shop.fleet,
        asset_type=AssetTypeFactory(
            fleet=shop.fleet, asset_class=AssetClass.FERRY, asset_sub_class=""
        ),
    )

    told = asker.ask("available-assets")[1]

    assert told["assetClass"] == ("WATER" if version == "1.1.3" else "FERRY")
    assert "assetSubClass" not in told


def test_every_class_has_a_word_of_the_first_file():
    published = read_published("1.1.0")
    if published is None:
        pytest.skip(MISSING)

    assert set(ASSET_CLASS) == set(AssetClass)
    assert set(ASSET_CLASS.values()) == published.words_of("assetClass")


def test_every_gateway_has_its_way_of_access():
    assert set(ACCESS_METHOD) == set(GatewayKind)
