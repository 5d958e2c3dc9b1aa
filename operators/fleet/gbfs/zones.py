"""Regions: the named ones around their stations, and geofencing zones with their rules."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from operators.fleet.areas import bounds_of
from operators.fleet.gbfs.feed import REGIONS, ZONES, FleetFeed
from operators.fleet.gbfs.findings import Findings
from operators.fleet.gbfs.outlines import Area, around, sound_area
from operators.fleet.gbfs.shapes import NamedRegion, Station, Zone, ZoneProperties, ZoneRule
from operators.fleet.gbfs.values import in_language
from operators.fleet.states import RegionKind
from operators.timetable.importing.problems import ProblemKind

LONGEST_NAME = 150
ALWAYS = ZoneProperties()
THE_EARTH: Area = {
    "type": "Polygon",
    "coordinates": [[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]],
}


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region as the feed has it."""

    region_id: str
    name: str
    kind: str
    area: Area
    speed_kmph: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    asset_type_ids: tuple[str, ...] = ()

    def values(self) -> tuple[Any, ...]:
        """Columns in the order of `tables.REGIONS`."""
        return (
            self.region_id,
            self.name,
            self.kind,
            self.area,
            *bounds_of(self.area),
            self.speed_kmph,
            self.starts_at,
            self.ends_at,
            list(self.asset_type_ids),
        )


def named_regions(
    feed: FleetFeed, stations: Sequence[Station], language: str, findings: Findings
) -> Iterator[RegionRow]:
    """GBFS gives these regions a name and no area: theirs is what lies around their stations."""
    places: dict[str, list[tuple[float, float]]] = {}
    for station in stations:
        if station.region_id and (station.lat, station.lon) != (0, 0):
            places.setdefault(station.region_id, []).append((station.lon, station.lat))
    seen: set[str] = set()
    for number, region in enumerate(regions_in(feed)):
        place = f"data.regions[{number}].region_id"
        if region.region_id in seen:
            message = f"The region {region.region_id} is there twice."
            findings.wrong(ProblemKind.DUPLICATE, message, file=REGIONS, place=place)
        elif region.region_id not in places:
            message = "No station is in this region, so that nobody knows where it is."
            findings.odd(ProblemKind.PLACE_UNLIKELY, message, file=REGIONS, place=place)
        else:
            name = in_language(region.name, language)[:LONGEST_NAME] or region.region_id
            area = around(places[region.region_id])
            yield RegionRow(region.region_id, name, RegionKind.OPERATING, area)
        seen.add(region.region_id)


def regions_in(feed: FleetFeed) -> list[NamedRegion]:
    told = feed.told(REGIONS)
    return told.regions if told else []


def zone_regions(
    feed: FleetFeed,
    types: Collection[str],
    known: Mapping[str, Area],
    language: str,
    findings: Findings,
) -> Iterator[RegionRow]:
    """One region for each rule of each zone; a rule may make two, such as slow and no parking.

    `known` are the areas of regions that were loaded before, which were judged then.
    """
    told = feed.told(ZONES)
    if told is None:
        return
    for number, zone in enumerate(told.geofencing_zones.features):
        place = f"data.geofencing_zones.features[{number}]"
        check_times(zone, place, findings)
        rows = list(regions_of(zone, language, Types(types, findings, f"{place}.properties.rules")))
        if all(row.region_id in known for row in rows):
            yield from (replace(row, area=known[row.region_id]) for row in rows)
            continue
        area = sound_area(zone.geometry, findings, file=ZONES, place=f"{place}.geometry")
        if area is not None:
            yield from (replace(row, area=area) for row in rows)
    everywhere = Types(types, findings, "data.global_rules")
    for rule, ids in everywhere.shared_out(told.global_rules):
        # Outside of the zones where one may ride is no region; only a speed holds everywhere.
        if (speed := speed_of(rule)) is not None:
            yield region("Everywhere", RegionKind.SPEEDLIMIT, THE_EARTH, ids, speed=speed)


def check_times(zone: Zone, place: str, findings: Findings) -> None:
    told = zone.properties
    if told.start is not None and told.end is not None and told.end <= told.start:
        message = "A zone ends after it starts."
        where = f"{place}.properties.end"
        findings.wrong(ProblemKind.DATES_REVERSED, message, file=ZONES, place=where)


@dataclass(frozen=True, slots=True)
class Types:
    """The types of vehicles that there are; rules name some of them, or mean all."""

    known: Collection[str]
    findings: Findings
    place: str

    def shared_out(self, rules: Sequence[ZoneRule]) -> Iterator[tuple[ZoneRule, tuple[str, ...]]]:
        """Each rule with the types that it is for; no types: all. The first rule wins."""
        left = set(self.known)
        ruled: set[str] = set()
        for number, rule in enumerate(rules):
            if not rule.vehicle_type_ids:
                if not ruled or left:
                    yield rule, tuple(sorted(left)) if ruled else ()
                return
            ids = self._known_ones(rule.vehicle_type_ids, number) - ruled
            if ids:
                yield rule, tuple(sorted(ids))
            ruled |= ids
            left -= ids

    def _known_ones(self, ids: Collection[str], number: int) -> set[str]:
        for unknown in sorted(set(ids) - set(self.known)):
            message = f"There is no vehicle type {unknown}; the rule is for the others."
            place = f"{self.place}[{number}].vehicle_type_ids"
            kind = ProblemKind.REFERENCE_UNKNOWN
            self.findings.odd(kind, message, file=ZONES, place=place, value=unknown)
        return set(ids) & set(self.known)


def regions_of(zone: Zone, language: str, types: Types) -> Iterator[RegionRow]:
    """What one zone comes to, with its area as it was told; without rules one may ride there."""
    told, area = zone.properties, zone.geometry
    name = in_language(told.name, language)
    if not told.rules:
        yield region(name, RegionKind.OPERATING, area, (), when=told)
        return
    for rule, ids in types.shared_out(told.rules):
        if (kind := kind_of(rule)) is not None:
            yield region(name, kind, area, ids, when=told)
        if (speed := speed_of(rule)) is not None:
            yield region(name, RegionKind.SPEEDLIMIT, area, ids, speed=speed, when=told)


def kind_of(rule: ZoneRule) -> RegionKind | None:
    """What holds for parking and passing; None where a rule only makes riders slower."""
    if (not rule.may_end and not rule.ride_through_allowed) or rule.maximum_speed_kph == 0:
        return RegionKind.NO_ACCESS
    if not rule.may_end or rule.station_parking:
        return RegionKind.NO_PARKING
    if not rule.may_start:
        return RegionKind.PARKING
    return RegionKind.OPERATING if rule.maximum_speed_kph is None else None


def speed_of(rule: ZoneRule) -> int | None:
    """Whole kilometres an hour, where riding is allowed at all."""
    if not rule.maximum_speed_kph or kind_of(rule) == RegionKind.NO_ACCESS:
        return None
    return max(1, round(rule.maximum_speed_kph))


def region(
    name: str,
    kind: RegionKind,
    area: Area,
    types: tuple[str, ...],
    *,
    speed: int | None = None,
    when: ZoneProperties = ALWAYS,
) -> RegionRow:
    """A zone has no id in GBFS: what it says is its id, so that it stays the same one."""
    outline = [area.get("type"), area.get("coordinates")]
    said = [outline, kind, speed, types, str(when.start), str(when.end)]
    digest = sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:24]
    return RegionRow(
        region_id=f"zone-{digest}",
        name=name[:LONGEST_NAME] or str(kind.label),
        kind=str(kind),
        area=area,
        speed_kmph=speed,
        starts_at=when.start,
        ends_at=when.end,
        asset_type_ids=types,
    )


def by_id(rows: Iterator[RegionRow]) -> Mapping[str, RegionRow]:
    """Zones that say the same twice are one."""
    return {row.region_id: row for row in rows}
