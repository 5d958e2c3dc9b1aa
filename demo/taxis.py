"""The taxis of the town: virtual ones, whose drivers accept what they are asked."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from demo.fleet import TOWN, TOWN_ID, place_of
from demo.town import CURRENCY, HALT_OF, NAME, TIMEZONE
from operators.fleet.gateways.simulator import first_facts
from operators.fleet.states import AssetClass, GatewayKind, PartType, PlanUnit, Propulsion
from operators.models import (
    Asset,
    AssetType,
    Driver,
    Fleet,
    Operator,
    PlanPart,
    PricingPlan,
    Region,
    SimulatedVehicle,
    TaxiService,
)
from sales.catalogue.states import Cancellation
from sales.models import Product

SYSTEM_ID = "ravensluis_taxis"
PRODUCT = "taxi"
VAT_RATE = Decimal("9.00")
ORIGIN, DESTINATION = HALT_OF["100"], HALT_OF["305"]
"""Between which a taxi can be had at any hour."""
RANKS = ("100", "101", "205", "208", "211", "305")
"""Halts where a taxi waits."""
DRIVERS = ("Anneke V.", "Youssef B.", "Marijke D.", "Sander K.", "Fatima E.", "Joris W.")
PARTS: tuple[dict[str, Any], ...] = (
    {"type": PartType.FIXED, "amount": Decimal("3.60"), "name": "Starting fee"},
    {
        "type": PartType.FLEX,
        "amount": Decimal("2.65"),
        "unit": PlanUnit.KM,
        "name": "Per kilometre",
    },
    {
        "type": PartType.FLEX,
        "amount": Decimal("0.43"),
        "unit": PlanUnit.MINUTE,
        "name": "Per minute",
    },
)


def ensure_taxis(operator: Operator, *, at: datetime) -> Fleet:
    """The fleet with its service, its taxis and a driver in each."""
    fleet, is_new = Fleet.objects.get_or_create(
        tenant_id=operator.tenant_id,
        system_id=SYSTEM_ID,
        defaults={
            "operator": operator,
            "name": f"{NAME} taxis",
            "timezone": TIMEZONE,
            "gateway": GatewayKind.SIMULATOR,
            "phone": "+31201230000",
        },
    )
    if is_new:
        make_service(fleet)
        make_taxis(fleet, at=at)
    return fleet


def make_service(fleet: Fleet) -> None:
    """Where they drive, and what that costs: told with the order, and final."""
    owned = {"tenant_id": fleet.tenant_id, "fleet": fleet}
    area = {"type": "Polygon", "coordinates": [TOWN]}
    Region.objects.create(**owned, region_id=TOWN_ID, name=NAME, area=area)
    plan = PricingPlan.objects.create(
        **owned,
        plan_id="taxi",
        name="Taxi",
        description="By distance and time.",
        currency=CURRENCY,
    )
    PlanPart.objects.bulk_create(
        PlanPart(tenant_id=fleet.tenant_id, plan=plan, sequence=place, **part)
        for place, part in enumerate(PARTS, start=1)
    )
    TaxiService.objects.create(
        **owned,
        plan=plan,
        phone="+31201230000",
        fixes_price=True,
        cancellation_fee=Decimal("5.00"),
    )


def make_taxis(fleet: Fleet, *, at: datetime) -> None:
    """A taxi at each rank, with a driver at work."""
    owned = {"tenant_id": fleet.tenant_id, "fleet": fleet}
    kind = AssetType.objects.create(
        **owned,
        type_id="estate",
        name="Electric estate car",
        asset_class=AssetClass.TAXI,
        propulsion=Propulsion.ELECTRIC,
        max_range_metres=350_000,
        riders=4,
    )
    for number, (rank, name) in enumerate(zip(RANKS, DRIVERS, strict=True), start=1):
        longitude, latitude = place_of(HALT_OF[rank])
        taxi = Asset.objects.create(
            **owned,
            asset_type=kind,
            asset_id=f"taxi-{number}",
            plate=f"TX {number:03}",
            longitude=longitude,
            latitude=latitude,
            charge=90,
            range_metres=315_000,
            reported_at=at,
        )
        SimulatedVehicle.objects.create(asset=taxi, **first_facts(taxi, at=at))
        Driver.objects.create(
            **owned, number=f"{number:03}", name=name, phone=f"+3161234500{number}", asset=taxi
        )


def ensure_trips(fleet: Fleet) -> Product:
    """What trips are sold as."""
    product, _ = Product.objects.get_or_create(
        tenant_id=fleet.tenant_id,
        code=PRODUCT,
        defaults={
            "operator": fleet.operator,
            "fleet": fleet,
            "number": 1102,
            "name": "Taxi",
            "description": "A taxi from door to door, at a price that is told before.",
            "vat_rate": VAT_RATE,
            "validity": "",
            "cancellation": Cancellation.NEVER,
        },
    )
    return product
