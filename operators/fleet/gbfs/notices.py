"""Alerts of a feed, and when they hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from operators.fleet.gbfs.feed import ALERTS, FleetFeed
from operators.fleet.gbfs.findings import Findings
from operators.fleet.gbfs.service_shapes import SystemAlert
from operators.fleet.gbfs.values import in_language
from operators.service.states import AlertKind
from operators.tenancy.websites import website
from operators.timetable.importing.problems import ProblemKind

LONGEST_SUMMARY, LONGEST_DESCRIPTION = 150, 4000
KINDS = {
    "system_closure": AlertKind.NO_SERVICE,
    "station_closure": AlertKind.STOP_CLOSED,
    "station_move": AlertKind.STOP_MOVED,
    "other": AlertKind.OTHER,
}

Times = tuple[tuple[datetime, datetime | None], ...]


@dataclass(frozen=True, slots=True)
class AlertRow:
    """An alert as the feed has it; without times it holds until the feed leaves it out."""

    source_id: str
    kind: str
    summary: str
    description: str
    url: str
    vehicle_station_ids: tuple[str, ...]
    region_ids: tuple[str, ...]
    updated_at: datetime
    times: Times
    is_open: bool

    def values(self) -> tuple[object, ...]:
        """Columns in the order of `tables.ALERTS`."""
        return (
            self.source_id,
            self.kind,
            self.summary,
            self.description,
            self.url,
            list(self.vehicle_station_ids),
            list(self.region_ids),
            self.updated_at,
        )

    def periods(self, known: Mapping[str, datetime]) -> Times:
        """When it holds; one without times began when it was first seen."""
        if self.is_open:
            return ((known.get(self.source_id, self.updated_at), None),)
        return self.times


def alerts_in(
    feed: FleetFeed, stations: Collection[str], language: str, findings: Findings
) -> Iterator[AlertRow]:
    """The alerts of a feed; each id once."""
    told = feed.told(ALERTS)
    if told is None:
        return
    seen: set[str] = set()
    published = feed.published[ALERTS]
    for number, alert in enumerate(told.alerts):
        place = f"data.alerts[{number}]"
        if alert.alert_id in seen:
            message = f"The alert {alert.alert_id} is there twice."
            where = f"{place}.alert_id"
            findings.wrong(ProblemKind.DUPLICATE, message, file=ALERTS, place=where)
        for index, station in enumerate(alert.station_ids):
            if station not in stations:
                where = f"{place}.station_ids[{index}]"
                kind = ProblemKind.REFERENCE_UNKNOWN
                message = f"There is no station {station}."
                findings.odd(kind, message, file=ALERTS, place=where, value=station)
        seen.add(alert.alert_id)
        yield alert_row(alert, language, published, findings, place)


def alert_row(
    alert: SystemAlert, language: str, published: datetime, findings: Findings, place: str
) -> AlertRow:
    kind = KINDS.get(alert.type, AlertKind.OTHER)
    description = in_language(alert.description, language)
    summary = in_language(alert.summary, language) or description or kind.label
    return AlertRow(
        source_id=alert.alert_id,
        kind=kind,
        summary=summary[:LONGEST_SUMMARY],
        description=description[:LONGEST_DESCRIPTION],
        url=website(in_language(alert.url, language)),
        vehicle_station_ids=tuple(alert.station_ids),
        region_ids=tuple(alert.region_ids),
        updated_at=alert.last_updated or published,
        times=times_of(alert, findings, place),
        is_open=not alert.times,
    )


def times_of(alert: SystemAlert, findings: Findings, place: str) -> Times:
    """The periods that can be; each start once."""
    found: dict[datetime, datetime | None] = {}
    for number, time in enumerate(alert.times or []):
        if time.end is not None and time.end <= time.start:
            message = "This time ends before it starts, so it is left out."
            where = f"{place}.times[{number}].end"
            findings.odd(ProblemKind.DATES_REVERSED, message, file=ALERTS, place=where)
            continue
        found[time.start] = time.end
    return tuple(found.items())
