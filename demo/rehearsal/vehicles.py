"""The vehicles of the scene: a fleet of each operator, with prices of many kinds."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from operators.fleet.states import (
    AssetClass,
    PartType,
    PlanPartKind,
    PlanUnit,
    Propulsion,
    VehicleUse,
)
from operators.models import Asset, AssetType, Fleet, Operator, PlanPart, PricingPlan
from sales.catalogue.states import Cancellation
from sales.models import Product

VEHICLES = 5
FLEX, PERCENTAGE = PartType.FLEX, PlanUnit.PERCENTAGE
UNLOCKING: dict[str, Any] = {"type": PartType.FIXED, "amount": Decimal("10.00")}
PER_MINUTE: dict[str, Any] = {"type": FLEX, "amount": Decimal("2.4900"), "unit": PlanUnit.MINUTE}
PLANS: tuple[tuple[dict[str, Any], ...], ...] = (
    (
        UNLOCKING,
        PER_MINUTE,
        {**PER_MINUTE, "amount": Decimal("0.3333"), "use": VehicleUse.PAUSED},
        {
            "type": FLEX,
            "amount": Decimal(-10),
            "unit": PERCENTAGE,
            "kind": PlanPartKind.DISCOUNT,
        },
        {"type": PartType.MAX, "amount": Decimal("199.00")},
    ),
    (
        {"type": FLEX, "amount": Decimal("4.44"), "unit": PlanUnit.KM},
        {**PER_MINUTE, "scale_from": Decimal(30), "scale_unit": PlanUnit.MINUTE},
        {"type": FLEX, "amount": Decimal("12.5"), "unit": PERCENTAGE, "kind": PlanPartKind.SURGE},
    ),
)
"""The first is told with VAT, the second without."""


def park_vehicles(operator: Operator, *, currency: str, number: int, place: int) -> Product:
    """A fleet of the operator, and the product that rents its vehicles out."""
    tenant = operator.tenant
    fleet = Fleet.objects.create(
        tenant=tenant,
        operator=operator,
        system_id=f"fleet-{place}",
        name=f"Scooters of {operator}",
        timezone=tenant.timezone,
    )
    kind = _kind_of(fleet, currency=currency, place=place)
    Asset.objects.bulk_create(
        Asset(
            tenant=tenant,
            fleet=fleet,
            asset_type=kind,
            asset_id=f"v-{place}-{vehicle}",
            longitude=10.7,
            latitude=59.9,
        )
        for vehicle in range(VEHICLES)
    )
    return Product.objects.create(
        tenant=tenant,
        operator=operator,
        fleet=fleet,
        number=number,
        code=f"scooter-{place}",
        name="Scooter",
        vat_rate="25.00",
        cancellation=Cancellation.NEVER,
    )


def _kind_of(fleet: Fleet, *, currency: str, place: int) -> AssetType:
    plan = PricingPlan.objects.create(
        tenant=fleet.tenant,
        fleet=fleet,
        plan_id="scooter",
        name="Scooter",
        currency=currency,
        tax_included=place == 0,
    )
    PlanPart.objects.bulk_create(
        PlanPart(tenant=fleet.tenant, plan=plan, sequence=sequence, **part)
        for sequence, part in enumerate(PLANS[place], start=1)
    )
    return AssetType.objects.create(
        tenant=fleet.tenant,
        fleet=fleet,
        type_id="scooter",
        name="Scooter",
        asset_class=AssetClass.STEP,
        propulsion=Propulsion.ELECTRIC,
        default_plan=plan,
    )
