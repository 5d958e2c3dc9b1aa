"""Regions and pricing plans of fleets in the words of TOMP 1.6, as they are agreed: what /edge/tomp
tells (§ operator information)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from operators.fleet.places import polygons_of
from operators.fleet.states import PartType, PlanPartKind, VehicleUse
from operators.fleet.terms import PartTerms
from operators.models import PricingPlan, Region
from protocols.tomp.areas import name_of
from protocols.tomp.vehicle_prices import in_each_polygon
from protocols.tomp.wire import number, plain, utc


def regions_to_wire(regions: Iterable[Region]) -> list[dict[str, Any]]:
    """`systemRegion[]`. An area of several polygons is told as several regions, since the member
    `serviceArea` is one polygon."""
    return [
        region_to_wire(region, name_of(region.region_id, place), rings)
        for region in regions
        for place, rings in enumerate(polygons_of(region), start=1)
    ]


def region_to_wire(region: Region, name: str, rings: list[Any]) -> dict[str, Any]:
    """`systemRegion` of one polygon, its rings closed; heights are left out."""
    wire: dict[str, Any] = {
        "regionId": name,
        "name": region.name,
        "type": region.kind,
        "serviceArea": {
            "type": "Polygon",
            "coordinates": [[place[:2] for place in ring] for ring in rings],
        },
    }
    times = {"areaStartTime": region.starts_at, "areaEndTime": region.ends_at}
    return wire | {member: utc(moment) for member, moment in times.items() if moment}


def plans_to_wire(plans: Iterable[PricingPlan]) -> list[dict[str, Any]]:
    """`systemPricingPlan[]`: what holds in a region of several polygons is told for each."""
    return list(in_each_polygon(plans, plan_to_wire))


def plan_to_wire(plan: PricingPlan) -> dict[str, Any]:
    """`systemPricingPlan`, with the parts as they are agreed: an amount for so many units."""
    terms = plan.terms()
    wire: dict[str, Any] = {
        "planId": plan.plan_id,
        "name": plan.name,
        "isTaxable": plan.is_taxable,
        "description": plan.description,
        "fare": {
            "estimated": False,
            "parts": [part_to_wire(part, plan.currency) for part in terms.parts],
        },
    }
    return wire | ({"url": plan.url} if plan.url else {})


def part_to_wire(part: PartTerms, currency: str) -> dict[str, Any]:
    """`farePart` of a plan."""
    wire: dict[str, Any] = {
        "amount": number(part.amount),
        "currencyCode": currency,
        "type": part.type,
    }
    if part.name:
        wire["name"] = part.name
    if part.type == PartType.FLEX:
        wire |= {"unitType": part.unit, "units": plain(part.units)}
    if part.kind != PlanPartKind.DEFAULT:
        wire["kind"] = part.kind
    if part.use != VehicleUse.IN_USE:
        wire["assetState"] = part.use
    if part.scale_unit:
        wire["scaleType"] = part.scale_unit
    limits = {
        "scaleFrom": part.scale_from,
        "scaleTo": part.scale_to,
        "minimumAmount": part.minimum,
        "maximumAmount": part.maximum,
    }
    return wire | {member: plain(told) for member, told in limits.items() if told is not None}
