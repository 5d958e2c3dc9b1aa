"""Regions and pricing plans of fleets in the words of TOMP 1.6 (§ operator information)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from operators.fleet.states import PartType, PlanPartKind, VehicleUse
from operators.fleet.terms import PartTerms
from operators.models import PricingPlan, Region
from protocols.tomp.wire import number, utc


def regions_to_wire(regions: Iterable[Region]) -> list[dict[str, Any]]:
    """`systemRegion[]`. An area of several polygons is told as several regions, since the member
    `serviceArea` is one polygon."""
    return [
        region_to_wire(region, name, rings)
        for region in regions
        for name, rings in polygons_of(region)
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


def polygons_of(region: Region) -> Iterator[tuple[str, list[Any]]]:
    """Each polygon of a region with its id on the wire: the region's own for the first one, with
    ~2, ~3 and so on for the others."""
    told = region.area["coordinates"]
    polygons = [told] if region.area["type"] == "Polygon" else told
    for place, rings in enumerate(polygons, start=1):
        yield (region.region_id if place == 1 else f"{region.region_id}~{place}"), rings


def plans_to_wire(plans: Iterable[PricingPlan]) -> list[dict[str, Any]]:
    """`systemPricingPlan[]`: what holds in a region of several polygons is told for each."""
    return [wire for plan in plans for wire in _in_each_polygon(plan)]


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


def plain(told: Decimal) -> int | float:
    """A number without a fraction where there is none."""
    return int(told) if told == told.to_integral_value() else float(told)


def _in_each_polygon(plan: PricingPlan) -> Iterator[dict[str, Any]]:
    wire = plan_to_wire(plan)
    if plan.region is None:
        yield wire
        return
    for place, (name, _) in enumerate(polygons_of(plan.region), start=1):
        own = plan.plan_id if place == 1 else f"{plan.plan_id}~{place}"
        yield {**wire, "planId": own, "regionId": name}
