"""Vehicles, their types and what they cost, in the words of TOMP 1.1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from operators.fleet.availability import TypeReading
from operators.fleet.states import AssetClass, PartType, PlanPartKind, VehicleUse
from operators.fleet.terms import PartTerms, PlanTerms
from operators.models import Asset, AssetType, PricingPlan
from protocols.tomp.stands import place_of
from protocols.tomp.vehicle_prices import amounts_of, in_each_polygon, with_vat
from protocols.tomp.wire import number, plain

ASSET_CLASS: Mapping[str, str] = {
    **{each: each.value for each in AssetClass},
    # 1.1 has no word for it yet.
    AssetClass.FERRY: "WATER",
}


def type_to_wire(
    reading: TypeReading, *, station: str, rates: Mapping[int, Decimal], country: str
) -> dict[str, Any]:
    """`assetType` with the vehicles of it that can be taken; 1.1 cannot say what they cost."""
    wire = {
        **kind_to_wire(reading.asset_type),
        "nrAvailable": reading.free,
        "assets": [asset_to_wire(asset) for asset in reading.assets],
    }
    return wire | ({"stationId": station} if station else {})


def kind_to_wire(kind: AssetType) -> dict[str, Any]:
    """`assetType`: what all vehicles of a type have in common."""
    shared: dict[str, Any] = {
        "name": kind.name,
        "propulsion": kind.propulsion,
        "persons": kind.riders,
    }
    optional = {"brand": kind.brand, "model": kind.model}
    wire: dict[str, Any] = {
        "id": kind.type_id,
        "assetClass": ASSET_CLASS[kind.asset_class],
        "sharedProperties": shared | {name: told for name, told in optional.items() if told},
    }
    return wire | ({"assetSubClass": kind.asset_sub_class} if kind.asset_sub_class else {})


def asset_to_wire(asset: Asset) -> dict[str, Any]:
    """`asset` that can be taken: where it stands, or its station, and its charge in percent."""
    place = place_of(asset)
    told: dict[str, Any] = {
        "location": {"coordinates": {"lng": place.longitude, "lat": place.latitude}}
    }
    if asset.charge is not None:
        told["stateOfCharge"] = int(asset.charge)
    return {
        "id": asset.asset_id,
        "isReserved": False,
        "isDisabled": False,
        "overriddenProperties": told,
    }


def plans_to_wire(
    plans: Iterable[PricingPlan], *, rates: Mapping[int, Decimal], country: str
) -> list[dict[str, Any]]:
    """`systemPricingPlan[]`: what holds in a region of several polygons is told for each."""
    told = in_each_polygon(
        plans, lambda plan: plan_to_wire(plan, rate=rates[plan.fleet_id], country=country)
    )
    return list(told)


def plan_to_wire(plan: PricingPlan, *, rate: Decimal, country: str) -> dict[str, Any]:
    """`systemPricingPlan`, VAT included. What a pause costs is told in words, since 1.1 adds all
    parts up."""
    terms = plan.terms()
    parts = [part for part in terms.parts if part.use == VehicleUse.IN_USE]
    wire: dict[str, Any] = {
        "planId": plan.plan_id,
        "name": plan.name,
        "isTaxable": False,
        "description": _description(plan, terms, rate),
        "fare": {
            "estimated": False,
            "description": plan.name,
            "parts": [part_to_wire(part, terms, rate=rate, country=country) for part in parts],
        },
    }
    return wire | ({"url": plan.url} if plan.url else {})


def part_to_wire(
    part: PartTerms, terms: PlanTerms, *, rate: Decimal, country: str
) -> dict[str, Any]:
    """`farePart` of a plan. What 1.1 has no members for is in `meta`."""
    amounts = amounts_of(part, terms, rate=rate)
    wire: dict[str, Any] = {
        "type": part.type,
        "name": part.name or PartType(part.type).label.partition(":")[0],
        "amount": number(amounts.amount),
        "amountExVat": number(amounts.without_vat),
        "currencyCode": terms.currency,
        "vatRate": number(rate),
        "vatCountryCode": country,
    }
    if part.type == PartType.FLEX:
        wire |= {"unitType": part.unit, "units": plain(part.units)}
    if part.scale_unit:
        wire["scaleType"] = part.scale_unit
    scale = {"scaleFrom": part.scale_from, "scaleTo": part.scale_to}
    wire |= {member: plain(told) for member, told in scale.items() if told is not None}
    meta = _meta(part, terms, rate)
    return wire | ({"meta": meta} if meta else {})


def _meta(part: PartTerms, terms: PlanTerms, rate: Decimal) -> dict[str, Any]:
    meta: dict[str, Any] = {} if part.kind == PlanPartKind.DEFAULT else {"kind": part.kind}
    limits = {"minimumAmount": part.minimum, "maximumAmount": part.maximum}
    return meta | {
        member: plain(with_vat(told, terms, rate=rate))
        for member, told in limits.items()
        if told is not None
    }


def _description(plan: PricingPlan, terms: PlanTerms, rate: Decimal) -> str:
    paused = [
        f"{with_vat(part.amount, terms, rate=rate).normalize():f} {terms.currency}"
        + (f" for {plain(part.units)} {part.unit}" if part.unit else "")
        for part in terms.parts
        if part.use == VehicleUse.PAUSED
    ]
    words = f"While paused: {', '.join(paused)}." if paused else ""
    return " ".join(filter(None, [plan.description, words])) or plan.name
