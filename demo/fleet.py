"""The scooters of the town: virtual ones, with locks that a simulator plays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from math import cos, radians, sin
from typing import Any

from demo.town import CURRENCY, HALT_OF, HALTS, NAME, TIMEZONE, Halt
from operators.fleet.gateways.simulator import first_facts
from operators.fleet.queries import assets_near
from operators.fleet.states import (
    AssetClass,
    GatewayKind,
    PartType,
    PlanUnit,
    Propulsion,
    RegionKind,
)
from operators.models import (
    Asset,
    AssetType,
    Fleet,
    Operator,
    PlanPart,
    PricingPlan,
    Region,
    SimulatedVehicle,
    VehicleStation,
)
from sales.catalogue.states import Cancellation
from sales.models import Product

SYSTEM_ID = "ravensluis_scooters"
PRODUCT = "scooter"
VEHICLES = 200
FULL_RANGE = 16_000
"""Metres with a full battery."""
LONGEST_MINUTES = 120
VAT_RATE = Decimal("21.00")
NEAR = HALT_OF["100"]
HUBS = [halt for halt in HALTS if halt.zone in "12" and not halt.platform]
STANDS = ("100", "101", "205", "208")
"""Halts with a marked place for scooters."""
METRES_A_DEGREE = 111_195
GOLDEN_ANGLE = 137.508

TOWN = [[5.175, 52.505], [5.29, 52.505], [5.29, 52.575], [5.175, 52.575], [5.175, 52.505]]
VILLAGE = [[5.286, 52.548], [5.306, 52.548], [5.306, 52.57], [5.286, 52.57], [5.286, 52.548]]
TOWN_ID, VILLAGE_ID = "ravensluis", "wiekersloot"


def around(halt: Halt, metres: float) -> list[list[float]]:
    """A square ring around a halt, so far to each side."""
    longitude, latitude = place_of(halt)
    up = metres / METRES_A_DEGREE
    aside = up / cos(radians(latitude))
    west, east = round(longitude - aside, 6), round(longitude + aside, 6)
    south, north = round(latitude - up, 6), round(latitude + up, 6)
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def place_of(halt: Halt) -> tuple[float, float]:
    return float(halt.longitude), float(halt.latitude)


def regions() -> Iterator[dict[str, Any]]:
    """Each region's fields, one of every kind at least."""
    rings = {
        (TOWN_ID, NAME, RegionKind.OPERATING): TOWN,
        (VILLAGE_ID, "Wiekersloot", RegionKind.OPERATING): VILLAGE,
        ("market", "Grote Markt", RegionKind.NO_PARKING): around(HALT_OF["101"], 60),
        ("hospital", "Ziekenhuis", RegionKind.NO_ACCESS): around(HALT_OF["208"], 120),
        ("station", "Ravensluis Centraal", RegionKind.PARKING): around(HALT_OF["100"], 40),
        ("university", "Universiteit", RegionKind.DISCOUNT): around(HALT_OF["305"], 150),
        ("old-quarter", "Begijnhof", RegionKind.SPEEDLIMIT): around(HALT_OF["211"], 200),
    }
    for (region_id, name, kind), ring in rings.items():
        yield {
            "region_id": region_id,
            "name": name,
            "kind": kind,
            "area": {"type": "Polygon", "coordinates": [ring]},
            "speed_kmph": 15 if kind == RegionKind.SPEEDLIMIT else None,
        }


def plans() -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Each plan's fields with those of its parts."""
    unlock = {"type": PartType.FIXED, "amount": Decimal("1.00"), "name": "Unlock fee"}
    minutes = {"type": PartType.FLEX, "unit": PlanUnit.MINUTE, "name": "Per minute"}
    cap = {"type": PartType.MAX, "amount": Decimal("25.00"), "name": "At most"}
    yield (
        {
            "plan_id": "standard",
            "name": "Standard e-scooter",
            "description": "Pay per minute.",
            "region_id": TOWN_ID,
        },
        [unlock, {**minutes, "amount": Decimal("0.19")}, cap],
    )
    yield (
        {
            "plan_id": "village",
            "name": "Village e-scooter",
            "description": "Pay per minute, without an unlock fee.",
            "region_id": VILLAGE_ID,
        },
        [{**minutes, "amount": Decimal("0.15")}, cap],
    )


def ensure_fleet(operator: Operator, *, at: datetime) -> Fleet:
    """The fleet with all that belongs to it. The simulator's timer cares for its batteries."""
    known = {"tenant_id": operator.tenant_id}
    fleet, is_new = Fleet.objects.get_or_create(
        **known,
        system_id=SYSTEM_ID,
        defaults={
            "operator": operator,
            "name": f"{NAME} scooters",
            "timezone": TIMEZONE,
            "gateway": GatewayKind.SIMULATOR,
            "longest_minutes": LONGEST_MINUTES,
        },
    )
    if is_new:
        make_tariff(fleet)
        make_stands(fleet)
        make_vehicles(fleet, at=at)
    return fleet


def make_tariff(fleet: Fleet) -> None:
    """The regions, and what it costs in which."""
    owned = {"tenant_id": fleet.tenant_id, "fleet": fleet}
    made = {each["region_id"]: Region.objects.create(**owned, **each) for each in regions()}
    for told, parts in plans():
        told["region"] = made[told.pop("region_id")]
        plan = PricingPlan.objects.create(**owned, currency=CURRENCY, **told)
        PlanPart.objects.bulk_create(
            PlanPart(tenant_id=fleet.tenant_id, plan=plan, sequence=place, **part)
            for place, part in enumerate(parts, start=1)
        )


def make_stands(fleet: Fleet) -> None:
    """Marked places, which anybody may use and nobody has to."""
    VehicleStation.objects.bulk_create(
        VehicleStation(
            tenant_id=fleet.tenant_id,
            fleet=fleet,
            station_id=f"stand-{code}",
            name=HALT_OF[code].name,
            longitude=place_of(HALT_OF[code])[0],
            latitude=place_of(HALT_OF[code])[1],
            is_virtual=True,
        )
        for code in STANDS
    )


def make_vehicles(fleet: Fleet, *, at: datetime) -> None:
    """Scooters around the halts of the town, each with a battery of its own."""
    owned = {"tenant_id": fleet.tenant_id, "fleet": fleet}
    kind = AssetType.objects.create(
        **owned,
        type_id="escooter",
        name="E-scooter",
        asset_class=AssetClass.OTHER,
        asset_sub_class="scooter",
        propulsion=Propulsion.ELECTRIC,
        max_range_metres=FULL_RANGE,
        default_plan=fleet.plans.get(plan_id="standard"),
    )
    assets = Asset.objects.bulk_create(
        Asset(**owned, asset_type=kind, reported_at=at, **facts) for facts in vehicles()
    )
    SimulatedVehicle.objects.bulk_create(
        SimulatedVehicle(asset=asset, **first_facts(asset, at=at)) for asset in assets
    )


def vehicles() -> Iterator[dict[str, Any]]:
    """Where each scooter stands and how full it is, alike on every machine."""
    for number in range(VEHICLES):
        longitude, latitude = place_of(HUBS[number % len(HUBS)])
        metres, turn = 25 + number % 90, radians(number * GOLDEN_ANGLE)
        aside = metres * sin(turn) / (METRES_A_DEGREE * cos(radians(latitude)))
        charge = 40 + number * 37 % 61
        yield {
            "asset_id": f"rvs-{number + 1:03}",
            "plate": f"RV {number + 1:03}",
            "longitude": round(longitude + aside, 6),
            "latitude": round(latitude + metres * cos(turn) / METRES_A_DEGREE, 6),
            "charge": charge,
            "range_metres": FULL_RANGE * charge // 100,
        }


def ensure_rentals(fleet: Fleet) -> Product:
    """What the vehicles are sold as."""
    product, _ = Product.objects.get_or_create(
        tenant_id=fleet.tenant_id,
        code=PRODUCT,
        defaults={
            "operator": fleet.operator,
            "fleet": fleet,
            "number": 1101,
            "name": "E-scooter",
            "description": "A scooter for as long as you like, paid by the minute.",
            "vat_rate": VAT_RATE,
            "validity": "",
            "cancellation": Cancellation.NEVER,
        },
    )
    return product


def free_vehicles(fleet: Fleet) -> dict[str, Any]:
    """A place, and the ids of the vehicles that are free around it, the nearest first."""
    longitude, latitude = place_of(NEAR)
    found = assets_near(fleet.tenant, longitude=longitude, latitude=latitude, metres=10_000)
    free = list(found.filter(fleet=fleet).values_list("asset_id", flat=True))
    return {
        "near": {"lng": longitude, "lat": latitude},
        "asset": free[0] if free else None,
        "assets": free,
    }
