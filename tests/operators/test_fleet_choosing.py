"""The free vehicles around a place, by their own place or by that of their station."""

from __future__ import annotations

import pytest

from operators.fleet.choosing import AssetSearch, find_free_assets
from operators.models import Fleet
from tests.counting import counted
from tests.factories.fleet import (
    AssetFactory,
    AssetTypeFactory,
    FleetFactory,
    PricingPlanFactory,
    VehicleStationFactory,
)
from tests.standing import standing

CORNER = AssetSearch(13.4, 52.5, 2000)


@standing
def fleet(db) -> Fleet:
    fleet = FleetFactory()
    plan = PricingPlanFactory(fleet=fleet)
    AssetTypeFactory(fleet=fleet, type_id="scooter", default_plan=plan)
    AssetTypeFactory(fleet=fleet, type_id="bike", default_plan=plan)
    return fleet


def vehicle(fleet, asset_id, north=0.0, *, kind="scooter", **more):
    facts = {"longitude": 13.4, "latitude": 52.5 + north, **more}
    kind = fleet.asset_types.get(type_id=kind)
    return AssetFactory(fleet=fleet, asset_type=kind, asset_id=asset_id, **facts)


def docked(fleet, asset_id, north, *, longitude=13.4, **station):
    place = VehicleStationFactory(
        fleet=fleet, longitude=longitude, latitude=52.5 + north, **station
    )
    return vehicle(fleet, asset_id, longitude=None, latitude=None, station=place)


def found(fleet, search=CORNER, **page) -> list[str]:
    page = {"limit": 10, **page}
    return [asset.asset_id for asset in find_free_assets([fleet.pk], search, **page)]


def test_nearest_comes_first_whoever_tells_where_it_is(fleet):
    docked(fleet, "second", 0.002)
    vehicle(fleet, "third", 0.003)
    vehicle(fleet, "first", 0.001)
    docked(fleet, "too far", 0.1)
    vehicle(fleet, "too far as well", 0.1)

    assert found(fleet) == ["first", "second", "third"]
    assert found(fleet, offset=1, limit=1) == ["second"]
    assert found(fleet, offset=2) == ["third"]


def test_how_far_it_is_is_told(fleet):
    vehicle(fleet, "own", 0.001)
    docked(fleet, "docked", 0.002)

    metres = [round(one.metres) for one in find_free_assets([fleet.pk], CORNER, limit=9)]

    assert metres == [111, 222]


def test_vehicle_that_tells_its_place_stands_there_whatever_its_station(fleet):
    far = VehicleStationFactory(fleet=fleet, longitude=14.0, latitude=53.0)
    vehicle(fleet, "here", station=far)

    assert found(fleet) == ["here"]


def test_station_that_rents_nothing_out_offers_nothing(fleet):
    docked(fleet, "locked in", 0.001, is_renting=False)

    assert found(fleet) == []


def test_station_beyond_the_date_line_is_near(fleet):
    docked(fleet, "east of it", 0, longitude=-179.999)

    assert found(fleet, AssetSearch(179.999, 52.5, 2000)) == ["east of it"]


def test_vehicles_are_chosen_by_id_and_type(fleet):
    vehicle(fleet, "scooter-1")
    vehicle(fleet, "bike-1", kind="bike")
    vehicle(fleet, "bike-2", kind="bike")

    assert found(fleet, AssetSearch(13.4, 52.5, type_ids=["bike"])) == ["bike-1", "bike-2"]
    assert found(fleet, AssetSearch(0.0, 0.0, asset_ids=["bike-2"])) == ["bike-2"]


@pytest.mark.parametrize("facts", [{"is_disabled": True}, {"charge": 1.0}, {"is_reserved": True}])
def test_vehicle_that_cannot_be_had_is_left_out(fleet, facts):
    vehicle(fleet, "out of it", **facts)

    assert found(fleet) == []


def test_fleets_of_others_are_left_out(fleet):
    vehicle(fleet, "ours")

    assert found(FleetFactory()) == []


def test_plans_come_with_their_vehicles(fleet):
    for number in range(3):
        vehicle(fleet, f"vehicle-{number}")

    with counted() as count:
        for asset in find_free_assets([fleet.pk], CORNER, limit=10):
            assert asset.rented_by.terms().parts

    assert count.statements == 3
