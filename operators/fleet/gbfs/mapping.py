"""From the files of a feed to the rows of a fleet, all of them checked before any is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import available_timezones

from operators.fleet.gbfs.feed import (
    BIKES,
    PLANS,
    REGIONS,
    STATIONS,
    SYSTEM,
    TYPES,
    VEHICLES,
    FleetFeed,
)
from operators.fleet.gbfs.findings import Findings
from operators.fleet.gbfs.notices import AlertRow, alerts_in
from operators.fleet.gbfs.opening import HoursRow, hours_in, tells_hours
from operators.fleet.gbfs.outlines import Area
from operators.fleet.gbfs.prices import PlanRow, plans_in
from operators.fleet.gbfs.stations import StationRow, stations_in
from operators.fleet.gbfs.values import in_language
from operators.fleet.gbfs.vehicles import (
    BICYCLE,
    NO_TYPE,
    AssetRow,
    Known,
    TypeRow,
    assets_in,
    types_in,
)
from operators.fleet.gbfs.zones import RegionRow, by_id, named_regions, regions_in, zone_regions
from operators.tenancy.websites import email_address, website
from operators.timetable.importing.problems import ProblemKind

LONGEST_NAME, LONGEST_PHONE, LONGEST_LANGUAGE = 150, 30, 20


@dataclass(frozen=True, slots=True)
class Kept:
    """What the fleet has already: for files that the feed lacks, and to judge no area twice."""

    plans: Collection[str] = ()
    types: Mapping[str, int | None] = field(default_factory=dict)
    stations: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    areas: Mapping[str, Area] = field(default_factory=dict)
    """By the ids of regions that came from the feed."""


@dataclass(frozen=True, slots=True)
class FleetRows:
    """Everything that a feed says of a fleet.

    `files` are the ones that the feed has: kinds of rows without their file stay as they are, apart
    from regions and alerts, which bear the mark of the feed.
    """

    files: Collection[str]
    facts: Mapping[str, str]
    regions: Sequence[RegionRow]
    plans: Sequence[PlanRow]
    types: Sequence[TypeRow]
    stations: Sequence[StationRow]
    assets: Sequence[AssetRow]
    alerts: Sequence[AlertRow]
    hours: Sequence[HoursRow] | None

    @property
    def has_vehicles(self) -> bool:
        return VEHICLES in self.files or BIKES in self.files


def map_feed(feed: FleetFeed, kept: Kept, *, language: str, findings: Findings) -> FleetRows:
    """The rows of a feed. What is wrong with them is noted; they are only good if nothing is."""
    spoken = language_of(feed, language)
    plans = list(plans_in(feed, spoken, findings))
    plan_ids = {plan.plan_id for plan in plans} if PLANS in feed else kept.plans
    types = types_of(feed, plan_ids, spoken, findings, kept)
    stations = stations_of(feed, spoken, findings)
    known = Known(
        plans=plan_ids,
        types=ranges_of(types) | ({} if TYPES in feed else dict(kept.types)),
        stations=places_of(stations) if STATIONS in feed else kept.stations,
    )
    return FleetRows(
        files=frozenset(feed.documents),
        facts=facts_of(feed, spoken, findings),
        regions=regions_of(feed, known.types, kept.areas, spoken, findings),
        plans=plans,
        types=types,
        stations=stations,
        assets=list(assets_in(feed, known, findings)),
        alerts=list(alerts_in(feed, known.stations, spoken, findings)),
        hours=hours_in(feed, findings) if tells_hours(feed) else None,
    )


def language_of(feed: FleetFeed, wanted: str) -> str:
    """The wanted language, or the one of its kin or the first that the feed has."""
    system = feed.system
    spoken = system.languages or ([system.language] if system.language else [])
    kin = wanted.partition("-")[0].lower()
    for each in spoken:
        if each.lower() == wanted.lower():
            return wanted
    related = [each for each in spoken if each.partition("-")[0].lower() == kin]
    return next(iter(related or spoken), wanted)[:LONGEST_LANGUAGE]


def facts_of(feed: FleetFeed, language: str, findings: Findings) -> dict[str, str]:
    """What the system says of itself; what it leaves out stays as it was."""
    system = feed.system
    if system.timezone not in available_timezones():
        message = f"{system.timezone} is no IANA time zone; write one such as Europe/Amsterdam."
        kind = ProblemKind.TIMEZONE_UNKNOWN
        findings.wrong(kind, message, file=SYSTEM, place="data.timezone", value=system.timezone)
    phone = system.phone_number or ""
    told = {
        "name": in_language(system.name, language)[:LONGEST_NAME],
        "timezone": system.timezone,
        "language": language,
        "url": website(system.url),
        "phone": phone if len(phone) <= LONGEST_PHONE else "",
        "email": email_address(system.email),
    }
    return {name: value for name, value in told.items() if value}


def regions_of(
    feed: FleetFeed,
    types: Collection[str],
    areas: Mapping[str, Area],
    language: str,
    findings: Findings,
) -> list[RegionRow]:
    """Named regions and zones; a feed without their files has none any more."""
    stations = feed.told(STATIONS)
    named = named_regions(feed, stations.stations if stations else [], language, findings)
    zones = zone_regions(feed, types, areas, language, findings)
    return [*named, *by_id(zones).values()]


def types_of(
    feed: FleetFeed, plans: Collection[str], language: str, findings: Findings, kept: Kept
) -> list[TypeRow]:
    """The types; a feed of vehicles that has none is one of bicycles."""
    if TYPES in feed:
        return list(types_in(feed, plans, language, findings))
    told = feed.told(feed.vehicles_file)
    untyped = told is not None and any(each.vehicle_type_id is None for each in told.vehicles)
    return [BICYCLE] if untyped and NO_TYPE not in kept.types else []


def ranges_of(types: Sequence[TypeRow]) -> dict[str, int | None]:
    """The range of each type that vehicles may name."""
    return {row.type_id: row.max_range_metres for row in types}


def stations_of(feed: FleetFeed, language: str, findings: Findings) -> list[StationRow]:
    """The stations; without the file of regions theirs lead nowhere, and harm nobody."""
    regions = None
    if REGIONS in feed:
        regions = {region.region_id for region in regions_in(feed)}
    return list(stations_in(feed, regions, language, findings))


def places_of(stations: Sequence[StationRow]) -> dict[str, tuple[float, float]]:
    return {row.station_id: (row.latitude, row.longitude) for row in stations}
