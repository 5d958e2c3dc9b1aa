"""How many statements operator information costs, with the one that lets the caller in; and that
the examples of the descriptions are as it happens."""

from __future__ import annotations

import pytest

from operators.fleet.states import RegionKind
from protocols.tomp.v1_1 import operator_examples as examples_1_1
from protocols.tomp.v1_6 import operator_examples as examples_1_6
from tests.factories.fleet import (
    AssetFactory,
    FleetHoursFactory,
    PricingPlanFactory,
    RegionFactory,
    VehicleStationFactory,
    assets_like,
)
from tests.factories.service import AlertFactory
from tests.protocols.tomp.test_description import shape
from tests.protocols.tomp.test_queries import statements

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("information", 3),
        ("regions", 4),
        ("stations", 4),
        ("stations?regionId=here", 5),
        ("alerts", 7),
        ("alerts?regionId=here", 9),
        ("alerts?stationId=dock", 8),
        ("operating-calendar", 3),
        ("operating-hours", 5),
        ("operating-hours?stationId=dock", 5),
        ("pricing-plans", 4),
        ("pricing-plans?regionId=here", 5),
        ("available-assets", 6),
        ("available-assets?regionId=here", 7),
        ("available-assets?stationId=dock", 7),
    ],
)
def test_lists_take_as_many_statements_for_three_rows_as_for_one(shop, asker, path, most, count):
    fleet = shop.fleet
    here = RegionFactory(fleet=fleet, region_id="here")
    dock = VehicleStationFactory(fleet=fleet, station_id="dock", region=here)
    RegionFactory.create_batch(count - 1, fleet=fleet)
    VehicleStationFactory.create_batch(count - 1, fleet=fleet, region=here)
    PricingPlanFactory.create_batch(count - 1, fleet=fleet, region=here)
    assets_like(shop.asset, count, station=dock)
    AssetFactory.create_batch(count - 1, fleet=fleet, station=dock)
    FleetHoursFactory.create_batch(count, fleet=fleet)
    for _ in range(count):
        AlertFactory(operator=fleet.operator, fleet=fleet)

    with statements() as sent:
        asker.ask(path)

    assert len(sent) <= most, sent


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "most"), [("regions", 5), ("stations", 5), ("pricing-plans", 8), ("alerts", 7)]
)
def test_rides_and_vehicles_together_cost_the_sum(both, both_asker, path, most, count):
    fleet = both.fleet
    RegionFactory.create_batch(count, fleet=fleet)
    VehicleStationFactory.create_batch(count, fleet=fleet)
    PricingPlanFactory.create_batch(count - 1, fleet=fleet)
    for _ in range(count):
        AlertFactory(operator=fleet.operator, fleet=fleet)

    with statements() as sent:
        both_asker.ask(path)

    assert len(sent) <= most, sent


def test_examples_are_as_it_happens(shop, asker, version):
    examples = examples_1_1 if version == "1.1.3" else examples_1_6
    fleet, plan = shop.fleet, shop.asset.asset_type.default_plan
    fleet.url, fleet.phone, fleet.email = "https://f.example", "+49 1", "f@f.example"
    fleet.save()
    plan.region = RegionFactory(fleet=fleet)
    plan.save()
    slow = RegionFactory(fleet=fleet, kind=RegionKind.SPEEDLIMIT, speed_kmph=10)
    dock = VehicleStationFactory(fleet=fleet, region=plan.region, address="Street 4", capacity=4)
    shop.asset.asset_type.type_id = "escooter"
    shop.asset.asset_type.save()
    assets_like(shop.asset, 1, asset_id="zz", station=dock)
    rows = {"pricing-plans": examples.VEHICLE_PLAN, "available-assets": examples.VEHICLE_TYPE}
    if version == "1.6.1":
        rows |= {"stations": examples_1_6.STATION}
        assert shape(asker.ask("information")) == shape(examples_1_6.INFORMATION)
        assert slow.region_id in [each["regionId"] for each in asker.ask("regions")]
        assert shape(asker.ask("regions?offset=1")[0]) == shape(examples_1_6.SPEED_LIMIT)

    for path, example in rows.items():
        [told] = asker.ask(path)
        assert shape(told) == shape(example), path
