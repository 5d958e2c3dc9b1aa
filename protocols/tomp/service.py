"""Alerts, seasons and hours in the words of TOMP, which has the same for them in all versions
(§ operator information)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from operators.fleet.places import RegionKey
from operators.fleet.weeks import OpenSpan
from operators.service.alerts import AlertReading
from operators.service.hours import Hours, Season
from operators.service.models import AlertPeriod
from operators.service.states import AlertKind
from protocols.tomp.areas import name_of, names_of
from protocols.tomp.wire import utc

ALERT_KIND = {
    AlertKind.NO_SERVICE: "SYSTEM_CLOSURE",
    AlertKind.STOP_CLOSED: "STATION_CLOSURE",
    AlertKind.STOP_MOVED: "STATION_MOVE",
    AlertKind.DETOUR: "OTHER",
    AlertKind.DELAYS: "OTHER",
    AlertKind.OTHER: "OTHER",
}
DAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
NO_END = datetime(2100, 1, 1, tzinfo=UTC)
"""What is told as the end of a coming period without one: the wire knows pairs alone."""
A_DAY = timedelta(days=1)
WHOLE_DAY = ("00:00", "23:59")
MIDNIGHT = time(0)


def alert_to_wire(
    reading: AlertReading, *, regions: Sequence[RegionKey], with_timetables: bool, at: datetime
) -> dict[str, Any]:
    """`systemAlert`. It names stations, or else the regions where it holds; lines, which TOMP does
    not know, are told at the end of the description. `regions` are those of the fleets that are
    asked for."""
    alert = reading.alert
    wire: dict[str, Any] = {
        "alertId": alert.reference,
        "alertType": ALERT_KIND[AlertKind(alert.kind)],
        "summary": alert.summary,
        "lastUpdated": utc(alert.updated_at),
    }
    if times := _times(reading.periods, at):
        wire["startAndEndTimes"] = times
    if stations := alert.stop_ids or alert.vehicle_station_ids:
        wire["stationIds"] = stations
    named = [region.feed.reference for region in reading.regions] if with_timetables else []
    named += _regions_of_fleets(reading, regions)
    if alert.region_ids or (not stations and (named or with_timetables)):
        wire["regionId"] = named
    lines = f"Lines: {', '.join(reading.lines)}" if reading.lines else ""
    if text := "\n".join(filter(None, [alert.description, lines])):
        wire["description"] = text
    return wire | ({"url": alert.url} if alert.url else {})


def season_to_wire(season: Season, *, region: str = "", station: str = "") -> dict[str, Any]:
    """`systemCalendar`, with its years, since timetables are for certain ones."""
    return {
        **_whose(region, station),
        "startYear": season.first.year,
        "startMonth": season.first.month,
        "startDay": season.first.day,
        "endYear": season.last.year,
        "endMonth": season.last.month,
        "endDay": season.last.day,
    }


def hours_to_wire(
    week: Iterable[Hours], *, region: str = "", station: str = ""
) -> list[dict[str, Any]]:
    """`systemHours[]`: days with the same hours together, in the order of the week.

    An end that is not after the start is on the next day; a day without a break is 00:00 to
    23:59.
    """
    days: dict[tuple[str, str], list[int]] = {}
    for each in sorted(week, key=lambda each: each.opens_at.weekday()):
        days.setdefault(_clock(each), []).append(each.opens_at.weekday())
    return [
        {
            **_whose(region, station),
            "days": [DAYS[day] for day in found],
            "startTime": starts,
            "endTime": ends,
        }
        for (starts, ends), found in days.items()
    ]


def spans_to_wire(
    spans: Iterable[OpenSpan], *, region: str = "", station: str = ""
) -> list[dict[str, Any]]:
    """`systemHours[]` of a fleet. What opens twice a day comes twice."""
    wire = []
    for span in spans:
        is_whole = span.opens == span.closes == MIDNIGHT
        clock = WHOLE_DAY if is_whole else (f"{span.opens:%H:%M}", f"{span.closes:%H:%M}")
        row: dict[str, Any] = {
            **_whose(region, station),
            "days": [day.value for day in span.days],
            "startTime": clock[0],
            "endTime": clock[1],
        }
        wire.append(row | ({"userType": span.user_type} if span.user_type else {}))
    return wire


def _regions_of_fleets(reading: AlertReading, regions: Sequence[RegionKey]) -> list[str]:
    """The regions of fleets where an alert holds: those that it names, else where its fleet
    operates, or all fleets of its operator."""
    alert = reading.alert
    if alert.feed_id is not None:
        return []
    if alert.fleet_id is None:
        found = [each for each in regions if each.operator == alert.operator_id]
    else:
        found = [each for each in regions if each.fleet == alert.fleet_id]
    if not alert.region_ids:
        return list(names_of(each for each in found if each.is_operating))
    known: Mapping[str, int] = {each.region_id: each.polygons for each in found}
    return [
        name_of(region_id, place)
        for region_id in alert.region_ids
        for place in range(1, known.get(region_id, 1) + 1)
    ]


def _times(periods: Iterable[AlertPeriod], at: datetime) -> list[list[str]]:
    """Pairs of start and end; none for an alert that holds until further notice, which is what
    TOMP reads where there are none."""
    told = list(periods)
    if any(period.ends_at is None and period.starts_at <= at for period in told):
        return []
    return [[utc(period.starts_at), utc(period.ends_at or NO_END)] for period in told]


def _clock(hours: Hours) -> tuple[str, str]:
    if hours.closes_at - hours.opens_at >= A_DAY:
        return WHOLE_DAY
    return f"{hours.opens_at:%H:%M}", f"{hours.closes_at:%H:%M}"


def _whose(region: str, station: str) -> dict[str, str]:
    named = {"regionId": region, "stationId": station}
    return {member: value for member, value in named.items() if value}
