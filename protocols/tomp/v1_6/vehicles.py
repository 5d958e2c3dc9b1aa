"""Vehicles, their types and what they cost, in the words of TOMP 1.6."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from operators.fleet.availability import TypeReading
from operators.fleet.states import GatewayKind, PartType, PlanPartKind, VehicleUse
from operators.fleet.terms import PartTerms, PlanTerms
from operators.models import Asset, AssetType, PricingPlan
from protocols.tomp.stands import place_of
from protocols.tomp.vehicle_prices import amounts_of, in_each_polygon, with_vat
from protocols.tomp.wire import number, plain

ACCESS_METHOD: Mapping[str, str] = {
    GatewayKind.SIMULATOR: "TOMP-API",
    GatewayKind.NONE: "NONE",
}
"""How the locks of a fleet are opened: by leg events, or by hand."""


def type_to_wire(
    reading: TypeReading, *, station: str, rates: Mapping[int, Decimal], country: str
) -> dict[str, Any]:
    """`assetType` with the vehicles of it that can be taken, and what one costs that has no plan of
    its own."""
    kind = reading.asset_type
    wire = {
        **kind_to_wire(kind),
        "nrAvailable": reading.free,
        "assets": [asset_to_wire(asset) for asset in reading.assets],
    }
    if station:
        wire["stationId"] = station
    if kind.default_plan is not None:
        rate = rates[kind.fleet_id]
        wire["defaultPricingPlan"] = plan_to_wire(kind.default_plan, rate=rate, country=country)
    return wire


def kind_to_wire(kind: AssetType) -> dict[str, Any]:
    """`assetType`: what all vehicles of a type have in common."""
    shared: dict[str, Any] = {
        "name": kind.name,
        "accessMethods": [ACCESS_METHOD[kind.fleet.gateway]],
        "propulsion": kind.propulsion,
        "persons": kind.riders,
    }
    optional = {"brand": kind.brand, "model": kind.model}
    wire: dict[str, Any] = {
        "id": kind.type_id,
        "assetClass": kind.asset_class,
        "sharedProperties": shared | {name: told for name, told in optional.items() if told},
    }
    return wire | ({"assetSubClass": kind.asset_sub_class} if kind.asset_sub_class else {})


def asset_to_wire(asset: Asset) -> dict[str, Any]:
    """`asset` that can be taken: where it stands, or its station, its charge in percent and how
    many metres that is good for."""
    place = place_of(asset)
    coordinates = {"lng": place.longitude, "lat": place.latitude}
    wire: dict[str, Any] = {"id": asset.asset_id, "isReserved": False, "isDisabled": False}
    optional = {
        "stateOfCharge": None if asset.charge is None else int(asset.charge),
        "maxRange": asset.range_metres,
        "licensePlate": asset.plate or None,
        "stationId": asset.station.station_id if asset.station else None,
    }
    wire |= {member: told for member, told in optional.items() if told is not None}
    return {**wire, "overriddenProperties": {"location": {"coordinates": coordinates}}}


def plans_to_wire(
    plans: Iterable[PricingPlan], *, rates: Mapping[int, Decimal], country: str
) -> list[dict[str, Any]]:
    """`systemPricingPlan[]`: what holds in a region of several polygons is told for each."""
    told = in_each_polygon(
        plans, lambda plan: plan_to_wire(plan, rate=rates[plan.fleet_id], country=country)
    )
    return list(told)


def plan_to_wire(plan: PricingPlan, *, rate: Decimal, country: str) -> dict[str, Any]:
    """`systemPricingPlan`, VAT included."""
    terms = plan.terms()
    wire: dict[str, Any] = {
        "planId": plan.plan_id,
        "name": plan.name,
        "isTaxable": False,
        "surgePricing": any(part.kind == PlanPartKind.SURGE for part in terms.parts),
        "description": plan.description or plan.name,
        "fare": {
            "estimated": False,
            "description": plan.name,
            "parts": [
                part_to_wire(part, terms, rate=rate, country=country) for part in terms.parts
            ],
        },
    }
    if plan.region is not None:
        wire["regionId"] = plan.region.region_id
    return wire | ({"url": plan.url} if plan.url else {})


def part_to_wire(
    part: PartTerms, terms: PlanTerms, *, rate: Decimal, country: str
) -> dict[str, Any]:
    """`farePart` of a plan."""
    amounts = amounts_of(part, terms, rate=rate)
    wire: dict[str, Any] = {
        "type": part.type,
        "name": part.name or PartType(part.type).label.partition(":")[0],
        "amount": number(amounts.amount),
        "currencyCode": terms.currency,
        "vatRate": number(rate),
        "vatCountryCode": country,
    }
    if amounts.without_vat >= 0:
        # The file knows discounts, but none of an amount without VAT.
        wire["amountExVat"] = number(amounts.without_vat)
    if part.type == PartType.FLEX:
        wire |= {"unitType": part.unit, "units": plain(part.units)}
    if part.kind != PlanPartKind.DEFAULT:
        wire["kind"] = part.kind
    if part.use != VehicleUse.IN_USE:
        wire["assetState"] = part.use
    return wire | _limits(part, terms, rate)


def _limits(part: PartTerms, terms: PlanTerms, rate: Decimal) -> dict[str, Any]:
    wire: dict[str, Any] = {"scaleType": part.scale_unit} if part.scale_unit else {}
    amounts = {"minimumAmount": part.minimum, "maximumAmount": part.maximum}
    told = {
        member: None if amount is None else with_vat(amount, terms, rate=rate)
        for member, amount in amounts.items()
    }
    told |= {"scaleFrom": part.scale_from, "scaleTo": part.scale_to}
    return wire | {member: plain(amount) for member, amount in told.items() if amount is not None}
