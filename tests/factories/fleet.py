"""Fleets of shared vehicles: a fleet of scooters in Berlin, as in the published examples."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import factory
from django.db.models import Model
from factory.django import DjangoModelFactory

from operators.fleet.states import (
    AssetClass,
    GatewayKind,
    PartType,
    PlanPartKind,
    PlanUnit,
    Propulsion,
)
from operators.models import (
    Asset,
    AssetType,
    Fleet,
    FleetHours,
    FleetImport,
    Operator,
    PlanPart,
    PricingPlan,
    Region,
    SimulatedVehicle,
    VehicleStation,
)
from tests.factories.moments import BY, NOW
from tests.factories.operators import OperatorFactory

PLACE = (13.3888, 52.5170)
"""Longitude and latitude of a corner in Berlin."""
UNLOCKING: dict[str, Any] = {
    "type": PartType.FIXED,
    "amount": Decimal("1.00"),
    "name": "Unlock fee",
}
PER_MINUTE: dict[str, Any] = {
    "type": PartType.FLEX,
    "amount": Decimal("0.19"),
    "unit": PlanUnit.MINUTE,
    "name": "Per minute",
}
PAUSING: dict[str, Any] = {**PER_MINUTE, "amount": Decimal("0.05"), "use": "PAUSED"}
AT_MOST: dict[str, Any] = {"type": PartType.MAX, "amount": Decimal("25.00"), "name": "At most"}
TENTH_OFF: dict[str, Any] = {
    "type": PartType.FLEX,
    "kind": PlanPartKind.DISCOUNT,
    "amount": Decimal(-10),
    "unit": PlanUnit.PERCENTAGE,
}


def square(
    west: float = 13.3, south: float = 52.5, east: float = 13.4, north: float = 52.6
) -> dict[str, Any]:
    """A square as a GeoJSON Polygon; around the corner in Berlin if nothing else is said."""
    corners = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [corners]}


class FleetFactory(DjangoModelFactory):
    """A fleet whose locks are simulated."""

    operator = factory.SubFactory(OperatorFactory)
    tenant = factory.SelfAttribute("operator.tenant")
    system_id = factory.Sequence(lambda n: f"system-{n}")
    name = factory.Sequence(lambda n: f"Fleet {n}")
    timezone = "Europe/Berlin"
    gateway = GatewayKind.SIMULATOR

    class Meta:
        model = Fleet


class OfFleetFactory(DjangoModelFactory):
    """Rows of a fleet, whose tenant is their own."""

    fleet = factory.SubFactory(FleetFactory)
    tenant = factory.SelfAttribute("fleet.tenant")

    class Meta:
        abstract = True


class FleetHoursFactory(OfFleetFactory):
    """Hours that are told in words."""

    text = "Mo-Su 06:00-22:00"

    class Meta:
        model = FleetHours


class FleetImportFactory(OfFleetFactory):
    """A reading of the feed that has not ended."""

    source = "folder"
    requested_by = str(BY)
    started_at = NOW

    class Meta:
        model = FleetImport


class RegionFactory(OfFleetFactory):
    """Where the vehicles of a fleet may be used."""

    region_id = factory.Sequence(lambda n: f"region-{n}")
    name = factory.Sequence(lambda n: f"Region {n}")
    area = factory.LazyFunction(square)

    class Meta:
        model = Region


class PlanPartFactory(DjangoModelFactory):
    """One more part of a plan."""

    plan = factory.SubFactory("tests.factories.fleet.PricingPlanFactory", parts=[])
    tenant = factory.SelfAttribute("plan.tenant")
    sequence = factory.LazyAttribute(lambda part: part.plan.parts.count() + 1)
    type = PartType.FIXED
    amount = Decimal("1.00")

    class Meta:
        model = PlanPart


class PricingPlanFactory(OfFleetFactory):
    """1.00 to unlock and 0.19 for each minute, or the `parts` that are given."""

    plan_id = factory.Sequence(lambda n: f"plan-{n}")
    name = factory.Sequence(lambda n: f"Plan {n}")
    description = "Pay per minute pricing"
    currency = "EUR"

    class Meta:
        model = PricingPlan
        skip_postgeneration_save = True

    @factory.post_generation
    def parts(self, create, parts, **kwargs):
        for part in [UNLOCKING, PER_MINUTE] if parts is None else parts:
            PlanPartFactory(plan=self, **part)


class AssetTypeFactory(OfFleetFactory):
    """A scooter with a price."""

    type_id = factory.Sequence(lambda n: f"type-{n}")
    name = factory.Sequence(lambda n: f"Scooter {n}")
    asset_class = AssetClass.OTHER
    asset_sub_class = "scooter"
    propulsion = Propulsion.ELECTRIC
    max_range_metres = 20_000
    default_plan = factory.SubFactory(PricingPlanFactory, fleet=factory.SelfAttribute("..fleet"))

    class Meta:
        model = AssetType


class VehicleStationFactory(OfFleetFactory):
    """Where vehicles stand."""

    station_id = factory.Sequence(lambda n: f"station-{n}")
    name = factory.Sequence(lambda n: f"Station {n}")
    longitude, latitude = PLACE

    class Meta:
        model = VehicleStation


class AssetFactory(OfFleetFactory):
    """A scooter that is free. `asset_type` of one that is given has the fleet that is given."""

    asset_type = factory.SubFactory(AssetTypeFactory, fleet=factory.SelfAttribute("..fleet"))
    asset_id = factory.Sequence(lambda n: f"vehicle-{n}")
    longitude, latitude = PLACE
    charge = 85.0
    range_metres = 12_000
    reported_at = NOW

    class Meta:
        model = Asset


def assets_like(asset: Asset, count: int, **more: Any) -> list[Asset]:
    """That many more vehicles of the fleet and type of one."""
    return AssetFactory.create_batch(count, fleet=asset.fleet, asset_type=asset.asset_type, **more)


class SimulatedVehicleFactory(DjangoModelFactory):
    """What the simulator knows of a vehicle that stands locked where the fleet thinks it does."""

    asset = factory.SubFactory(AssetFactory)
    longitude = factory.SelfAttribute("asset.longitude")
    latitude = factory.SelfAttribute("asset.latitude")
    charge = factory.SelfAttribute("asset.charge")
    moved_at = NOW

    class Meta:
        model = SimulatedVehicle


def fleet_rows(operator: Operator) -> list[Model]:
    """A fleet with one row of each kind; nothing needs its station."""
    fleet = FleetFactory(operator=operator)
    asset = AssetFactory(fleet=fleet)
    SimulatedVehicleFactory(asset=asset)
    FleetHoursFactory(fleet=fleet)
    kind = asset.asset_type
    station, region = VehicleStationFactory(fleet=fleet), RegionFactory(fleet=fleet)
    reading = FleetImportFactory(fleet=fleet)
    return [fleet, asset, kind, kind.default_plan, station, region, reading]
