"""Reading fleets for those who sell from them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from operators.fleet.errors import AssetUnknown, FleetUnknown, GatewayBusy
from operators.fleet.queries import get_asset, get_fleet, plans_of, regions_of_fleets
from operators.fleet.states import RegionKind, Situation
from operators.models import Asset, Fleet
from tests.counting import counted
from tests.factories.fleet import (
    AssetFactory,
    FleetFactory,
    FleetHoursFactory,
    FleetImportFactory,
    PlanPartFactory,
    PricingPlanFactory,
    RegionFactory,
    SimulatedVehicleFactory,
    VehicleStationFactory,
    square,
)
from tests.factories.moments import NOW, later
from tests.factories.operators import OperatorFactory, TenantFactory

pytestmark = pytest.mark.django_db


def test_fleet_is_found_by_its_system_id():
    fleet = FleetFactory(system_id="voi_berlin")
    FleetFactory(system_id="voi_berlin")

    assert get_fleet(fleet.tenant, "voi_berlin") == fleet
    with pytest.raises(FleetUnknown):
        get_fleet(TenantFactory(), "voi_berlin")


def test_vehicle_is_found_by_its_id_with_all_that_a_rental_needs():
    asset = AssetFactory(asset_id="7")
    AssetFactory(asset_id="7")
    AssetFactory(asset_id="7", fleet=asset.fleet, retired_at=NOW)
    later_fleet = FleetFactory(operator=asset.fleet.operator)
    AssetFactory(asset_id="7", fleet=later_fleet)

    with counted() as count:
        found = get_asset(asset.tenant, "7")
        facts = (found.fleet, found.asset_type, found.rented_by)

    assert found == asset
    assert facts == (asset.fleet, asset.asset_type, asset.asset_type.default_plan)
    assert count.statements == 1


def test_vehicle_that_is_retired_or_of_another_tenant_is_unknown():
    asset = AssetFactory(asset_id="7", retired_at=NOW)
    AssetFactory(asset_id="8")

    for asset_id in ("7", "8"):
        with pytest.raises(AssetUnknown):
            get_asset(asset.tenant, asset_id)


def test_plan_of_a_vehicle_goes_before_that_of_its_type():
    asset = AssetFactory()
    asset.plan = PricingPlanFactory(fleet=asset.fleet)
    asset.save()

    assert get_asset(asset.tenant, asset.asset_id).rented_by == asset.plan


def test_regions_are_told_by_kind_until_they_are_over():
    first = RegionFactory(ends_at=later(hours=1))
    fleet = first.fleet
    parking = RegionFactory(fleet=fleet, kind=RegionKind.NO_PARKING)
    coming = RegionFactory(fleet=fleet, starts_at=later(days=1))
    RegionFactory(fleet=fleet, ends_at=NOW)
    RegionFactory()

    tenant = fleet.tenant
    assert regions_of_fleets(tenant, at=NOW) == [first, coming]
    assert regions_of_fleets(tenant, at=NOW, kind=RegionKind.NO_PARKING) == [parking]
    assert regions_of_fleets(tenant, at=NOW, kind=None) == [first, parking, coming]
    assert regions_of_fleets(tenant, at=NOW, kind=None, offset=1, limit=1) == [parking]


@pytest.mark.parametrize("count", [1, 3])
def test_plans_are_told_with_their_parts_in_two_queries(count):
    fleet = FleetFactory()
    region = RegionFactory(fleet=fleet)
    plans = PricingPlanFactory.create_batch(count, fleet=fleet, region=region)
    PricingPlanFactory()

    with counted() as queries:
        found = plans_of(fleet.tenant)
        facts = [(len(plan.terms().parts), plan.region, plan.fleet) for plan in found]

    assert found == plans
    assert facts == [(2, region, fleet)] * count
    assert queries.statements == 2
    assert plans_of(fleet.tenant, offset=count - 1, limit=1) == plans[-1:]


def test_vehicle_stands_in_one_situation():
    fleet = FleetFactory()
    facts = {
        Situation.FREE: {},
        Situation.TAKEN: {"taken_at": NOW, "is_disabled": True},
        Situation.RESERVED: {"is_reserved": True},
        Situation.EMPTY: {"charge": 9.0},
        Situation.DISABLED: {"is_disabled": True, "charge": 1.0},
        Situation.RETIRED: {"retired_at": NOW, "is_disabled": True},
    }
    assets = {AssetFactory(fleet=fleet, **more).pk: told for told, more in facts.items()}

    rows = Asset.objects.with_situation().values_list("pk", "situation")

    assert dict(rows) == assets


def test_fleets_are_due_when_their_minutes_have_gone():
    operator = OperatorFactory()

    def read(minutes, **more):
        asked = None if minutes is None else later(minutes=-minutes)
        facts = {
            "refreshes_itself": True,
            "gbfs_url": "https://gbfs.example",
            "refreshed_at": asked,
        }
        return FleetFactory(operator=operator, **{**facts, **more})

    due, longest, never = read(5), read(60), read(None)
    read(4)
    read(60, refreshes_itself=False)
    rare = read(60, gbfs_refresh_minutes=61)

    assert list(Fleet.objects.due_for_refresh(NOW)) == [never, longest, due]
    assert rare in Fleet.objects.due_for_refresh(later(minutes=1))


def test_region_keeps_the_box_around_its_area():
    region = RegionFactory(area=square(-0.3, -33.9, -0.1, 51.6))

    region.refresh_from_db()
    assert (region.west, region.south, region.east, region.north) == (-0.3, -33.9, -0.1, 51.6)
    assert RegionFactory._meta.model.objects.of_kind(RegionKind.OPERATING).get() == region


def test_region_whose_area_is_not_sound_is_refused_by_every_form():
    region = RegionFactory.build(area={"type": "Polygon", "coordinates": []})

    with pytest.raises(ValidationError) as refusal:
        region.clean()

    assert refusal.value.message_dict == {
        "area": ["GeoJSON wants a list here that is not empty: coordinates."]
    }


def test_rows_are_called_by_their_names():
    asset = AssetFactory(asset_id="7", plate="")
    hours = FleetHoursFactory(
        fleet=asset.fleet, days=["MON", "TUE"], opens="06:00", closes="22:00", text=""
    )
    hours.refresh_from_db()
    names = [
        (asset, "7"),
        (AssetFactory(plate="B-XY 7"), "B-XY 7"),
        (hours, "MON, TUE 06:00-22:00"),
        (FleetHoursFactory(), "Mo-Su 06:00-22:00"),
        (PlanPartFactory(), "Fixed: once 1"),
        (PlanPartFactory(name="Unlock fee"), "Unlock fee"),
        (RegionFactory(name="Mitte"), "Mitte"),
        (PricingPlanFactory(name="Standard"), "Standard"),
        (VehicleStationFactory(name="Zoo"), "Zoo"),
        (asset.asset_type, asset.asset_type.name),
        (SimulatedVehicleFactory(asset=asset), f"simulated {asset.pk}"),
        (FleetImportFactory(fleet__name="Voi"), "Voi of 2026-06-01 10:00 UTC"),
        (asset.events.create(name="ADDED", actor="test", happened_at=NOW), f"ADDED {asset.pk}"),
    ]

    assert [str(row) for row, _ in names] == [name for _, name in names]


def test_busy_gateway_says_when_to_try_again():
    busy = GatewayBusy(wait=7)

    assert (busy.wait, busy.detail) == (
        7,
        "The lock of the vehicle does not answer; try again in a moment.",
    )
    assert GatewayBusy("Jammed.").wait == 5
