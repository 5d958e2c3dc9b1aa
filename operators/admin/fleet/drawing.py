"""What the maps of fleets show; each map takes three queries, whatever is on it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from operators.admin.fleet.maps import (
    Dots,
    DrawnArea,
    DrawnStation,
    Map,
    bounds_around,
    draw,
)
from operators.fleet.areas import Bounds
from operators.fleet.models import Asset, Fleet, Region
from operators.fleet.states import RegionKind, Situation

MOST_DRAWN = 25_000
"""Vehicles on one map; their dots make a page of half a megabyte."""
NOTHING = "Nothing has a place yet: add a region, a station or a vehicle."
REGION_COLOURS = {
    RegionKind.OPERATING: "#16a34a",
    RegionKind.NO_ACCESS: "#dc2626",
    RegionKind.NO_PARKING: "#ea580c",
    RegionKind.PARKING: "#2563eb",
    RegionKind.DISCOUNT: "#9333ea",
    RegionKind.SPEEDLIMIT: "#ca8a04",
}
SITUATION_COLOURS = {
    Situation.FREE: "#15803d",
    Situation.TAKEN: "#2563eb",
    Situation.RESERVED: "#9333ea",
    Situation.EMPTY: "#d97706",
    Situation.DISABLED: "#64748b",
    Situation.RETIRED: "#cbd5e1",
}


def map_of_fleet(fleet: Fleet) -> SafeString:
    """All regions, stations and vehicles, around the regions that it operates in."""
    return _map(fleet, list(fleet.regions.order_by("pk")))


def map_of_region(region: Region) -> SafeString:
    """One region with what of its fleet is there."""
    return _map(region.fleet, [region], subject=region)


def map_of_asset(asset: Asset) -> SafeString:
    """Where one vehicle is, in the regions of its fleet."""
    if asset.longitude is None or asset.latitude is None:
        return format_html("{}", "It did not say where it is.")
    here = (asset.longitude, asset.latitude)
    regions = list(asset.fleet.regions.boxing(*here).order_by("pk"))
    bounds = bounds_around([box_of(each) for each in regions], [here])
    assert bounds is not None
    dots = [Dots(str(asset), SITUATION_COLOURS[Situation.FREE], [here])]
    return draw(Map(bounds, [_drawn(each) for each in regions], [], dots))


def box_of(region: Region) -> Bounds:
    return Bounds(region.west, region.south, region.east, region.north)


def _map(fleet: Fleet, regions: list[Region], *, subject: Region | None = None) -> SafeString:
    stations = list(fleet.vehicle_stations.values_list("name", "longitude", "latitude"))
    dots, note = dots_of(fleet)
    places = [(longitude, latitude) for _, longitude, latitude in stations]
    places += [place for each in dots for place in each.places]
    operating = [each for each in regions if each.kind == RegionKind.OPERATING]
    bounds = bounds_around([box_of(each) for each in operating or regions], places)
    if bounds is None:
        return format_html("{}", NOTHING)
    areas = [_drawn(each, is_subject=each == subject) for each in regions]
    return draw(Map(bounds, areas, [DrawnStation(*each) for each in stations], dots, note))


def dots_of(fleet: Fleet) -> tuple[list[Dots], str]:
    """The vehicles that said where they are, by situation, and whether these are not all."""
    found: Any = fleet.assets.live().exclude(longitude=None).with_situation().order_by("pk")
    rows = list(found.values_list("situation", "longitude", "latitude")[: MOST_DRAWN + 1])
    groups: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for situation, longitude, latitude in rows[:MOST_DRAWN]:
        groups[situation].append((longitude, latitude))
    dots = [
        Dots(str(each.label), SITUATION_COLOURS[each], groups[each])
        for each in Situation
        if each in groups
    ]
    return dots, f"No more than {MOST_DRAWN} are drawn." if len(rows) > MOST_DRAWN else ""


def _drawn(region: Region, *, is_subject: bool = False) -> DrawnArea:
    kind = RegionKind(region.kind)
    return DrawnArea(region.name, str(kind.label), region.area, REGION_COLOURS[kind], is_subject)
