"""Vehicle stations, with what their status says today."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from operators.fleet.gbfs.feed import STATIONS, STATUSES, FleetFeed
from operators.fleet.gbfs.findings import Findings
from operators.fleet.gbfs.outlines import Area, sound_area
from operators.fleet.gbfs.shapes import Station, Status
from operators.fleet.gbfs.values import in_language
from operators.timetable.importing.problems import ProblemKind

LONGEST_NAME, LONGEST_ADDRESS = 150, 250


@dataclass(frozen=True, slots=True)
class StationRow:
    """A station as the feed has it; `region_id` names the region that it is in."""

    station_id: str
    name: str
    latitude: float
    longitude: float
    address: str
    capacity: int | None
    is_virtual: bool
    is_renting: bool
    is_returning: bool
    area: Area | None
    region_id: str | None

    def values(self) -> tuple[object, ...]:
        """Columns in the order of `tables.STATIONS`, without the region."""
        return (
            self.station_id,
            self.name,
            self.latitude,
            self.longitude,
            self.address,
            self.capacity,
            self.is_virtual,
            self.is_renting,
            self.is_returning,
            self.area,
        )


def stations_in(
    feed: FleetFeed, regions: Collection[str] | None, language: str, findings: Findings
) -> Iterator[StationRow]:
    """The stations of a feed; each id once, each in one of these regions, if there are any."""
    told = feed.told(STATIONS)
    statuses = statuses_in(feed, findings)
    seen: set[str] = set()
    for number, station in enumerate(told.stations if told else []):
        place = f"data.stations[{number}]"
        if station.station_id in seen:
            message = f"The station {station.station_id} is there twice."
            where = f"{place}.station_id"
            findings.wrong(ProblemKind.DUPLICATE, message, file=STATIONS, place=where)
        region = station.region_id
        if region is not None and regions is not None and region not in regions:
            where = f"{place}.region_id"
            kind = ProblemKind.REFERENCE_UNKNOWN
            message = f"There is no region {region}."
            findings.wrong(kind, message, file=STATIONS, place=where, value=region)
        seen.add(station.station_id)
        yield station_row(station, statuses.get(station.station_id), language, findings, place)


def statuses_in(feed: FleetFeed, findings: Findings) -> dict[str, Status]:
    """What stations can do today. Stations come and go: a status without one is only told."""
    told = feed.told(STATUSES)
    stations = feed.told(STATIONS)
    known = {station.station_id for station in stations.stations} if stations else set()
    found: dict[str, Status] = {}
    for number, status in enumerate(told.stations if told else []):
        place = f"data.stations[{number}].station_id"
        if status.station_id in found:
            message = f"The station {status.station_id} is there twice."
            findings.wrong(ProblemKind.DUPLICATE, message, file=STATUSES, place=place)
        if status.station_id not in known:
            message = f"There is no station {status.station_id}; nothing can be told of it."
            kind = ProblemKind.REFERENCE_UNKNOWN
            findings.odd(kind, message, file=STATUSES, place=place, value=status.station_id)
        found[status.station_id] = status
    return found


def station_row(
    station: Station, status: Status | None, language: str, findings: Findings, place: str
) -> StationRow:
    if (station.lat, station.lon) == (0, 0):
        message = "The station is told to be at 0, 0 in the sea."
        where = f"{place}.lat"
        findings.odd(ProblemKind.PLACE_UNLIKELY, message, file=STATIONS, place=where)
    area = None
    if station.station_area is not None:
        where = f"{place}.station_area"
        area = sound_area(station.station_area, findings, file=STATIONS, place=where)
    return StationRow(
        station_id=station.station_id,
        name=in_language(station.name, language)[:LONGEST_NAME] or station.station_id,
        latitude=station.lat,
        longitude=station.lon,
        address=(station.address or "").strip()[:LONGEST_ADDRESS],
        capacity=station.capacity,
        is_virtual=bool(station.is_virtual_station),
        is_renting=status is None or (status.is_installed and status.is_renting),
        is_returning=status is None or (status.is_installed and status.is_returning),
        area=area,
        region_id=station.region_id,
    )
