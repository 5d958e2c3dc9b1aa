"""A feed as a whole: all of its files read, and of one version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from operators.fleet.gbfs import service_shapes, shapes
from operators.fleet.gbfs.reading import read_document
from operators.fleet.gbfs.shapes import Document
from operators.fleet.gbfs.sources import DISCOVERY, Files
from operators.timetable.importing.problems import Problem, ProblemKind, ProblemsFound

A_DAY = timedelta(days=1)
MOST_SECONDS = 7 * 24 * 3600
MAJORS = ("2", "3")
SYSTEM = "system_information.json"
REGIONS = "system_regions.json"
ZONES = "geofencing_zones.json"
PLANS = "system_pricing_plans.json"
TYPES = "vehicle_types.json"
STATIONS = "station_information.json"
STATUSES = "station_status.json"
BIKES = "free_bike_status.json"
VEHICLES = "vehicle_status.json"
ALERTS = "system_alerts.json"
HOURS = "system_hours.json"
CALENDAR = "system_calendar.json"

SHAPES: dict[str, type[Document[Any]]] = {
    SYSTEM: Document[shapes.SystemInformation],
    REGIONS: Document[shapes.SystemRegions],
    ZONES: Document[shapes.GeofencingZones],
    PLANS: Document[shapes.SystemPricingPlans],
    TYPES: Document[shapes.VehicleTypes],
    STATIONS: Document[shapes.StationInformation],
    STATUSES: Document[shapes.StationStatus],
    VEHICLES: Document[shapes.VehicleStatus],
    BIKES: Document[shapes.FreeBikeStatus],
    ALERTS: Document[service_shapes.SystemAlerts],
    HOURS: Document[service_shapes.SystemHours],
    CALENDAR: Document[service_shapes.SystemCalendar],
}
NAMES = [DISCOVERY, *SHAPES]


@dataclass(frozen=True, slots=True)
class FleetFeed:
    """What the files of a feed say; None stands for a file that the feed does not have."""

    version: str
    published: Mapping[str, datetime]
    documents: Mapping[str, Document[Any]]

    def __contains__(self, name: str) -> bool:
        return name in self.documents

    def told(self, name: str) -> Any:
        """What a file says; None: the feed does not have it."""
        document = self.documents.get(name)
        return document.data if document else None

    @property
    def system(self) -> shapes.SystemInformation:
        return self.told(SYSTEM)

    @property
    def vehicles_file(self) -> str:
        """The one that tells of vehicles; both versions' names are taken."""
        return VEHICLES if VEHICLES in self.documents else BIKES

    def fresh_until(self, *, at: datetime) -> datetime:
        """Before then the vehicles will not be told anew (ttl), but look again within a day."""
        document = self.documents.get(self.vehicles_file, self.documents[SYSTEM])
        return min(
            document.last_updated + timedelta(seconds=min(document.ttl, MOST_SECONDS)), at + A_DAY
        )


def read_feed(files: Files) -> FleetFeed:
    """All files, each read whole. ProblemsFound tells of all that are malformed at once."""
    problems: list[Problem] = []
    documents: dict[str, Document[Any]] = {}
    for name, shape in SHAPES.items():
        if name not in files:
            continue
        try:
            documents[name] = read_document(name, files[name], shape)
        except ProblemsFound as found:
            problems += found.problems
    if SYSTEM not in files:
        problems.append(missing(files))
    problems += wrong_versions(documents)
    if problems:
        raise ProblemsFound(*problems)
    published = {name: document.last_updated for name, document in documents.items()}
    return FleetFeed(documents[SYSTEM].version, published, documents)


def missing(files: Files) -> Problem:
    message = f"The feed has no {SYSTEM}; add it."
    if not files:
        message = f"There is no {SYSTEM} here; send a zip file or a folder with the GBFS files."
    return Problem(ProblemKind.FILE_MISSING, message, file=SYSTEM)


def wrong_versions(documents: Mapping[str, Document[Any]]) -> Iterator[Problem]:
    """Versions that we do not read, and files of another one than the first."""
    majors = {name: document.version.partition(".")[0] for name, document in documents.items()}
    for name, document in documents.items():
        if majors[name] not in MAJORS:
            message = f"GBFS {document.version} is not read here; publish version 2 or 3."
            kind = ProblemKind.VERSION_UNKNOWN
        elif majors[name] != majors.get(SYSTEM, majors[name]):
            other = documents[SYSTEM].version
            message = f"This file has version {document.version}, and {SYSTEM} has {other}."
            kind = ProblemKind.VERSION_DIFFERENT
        else:
            continue
        yield Problem(kind, message, file=name, field="version", value=document.version[:100])


def check_order(feed: FleetFeed, kept: Mapping[str, str]) -> Iterator[Problem]:
    """Files that are older than those that were loaded last: a cache may give an old one."""
    for name, moment in feed.published.items():
        before = kept.get(name)
        if before is not None and moment < datetime.fromisoformat(before):
            message = (
                f"This file is of {moment.isoformat()}, older than the one of {before} that was "
                "loaded; the fleet does not go back."
            )
            yield Problem(ProblemKind.OLDER, message, file=name, field="last_updated")


def published_at(feed: FleetFeed, *, at: datetime) -> dict[str, str]:
    """When each file was published; a clock that is far ahead must not lock out later files."""
    return {
        name: min(moment, at).isoformat() if moment > at + A_DAY else moment.isoformat()
        for name, moment in feed.published.items()
    }


def check_system(feed: FleetFeed, before: str) -> Iterator[Problem]:
    """A feed of another system than the one that was loaded last, such as a wrong address."""
    if before and feed.system.system_id != before:
        message = (
            f"The feed is of the system {feed.system.system_id}, and this fleet was loaded from "
            f"{before}; import it with --anyway if that is meant."
        )
        yield Problem(ProblemKind.SYSTEM_DIFFERENT, message, file=SYSTEM, field="data.system_id")
