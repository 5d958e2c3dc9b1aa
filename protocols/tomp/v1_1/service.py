"""Regions, alerts, days and hours in the words of TOMP 1.1 (§ operator information)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from operators.service.alerts import AlertReading
from operators.service.hours import Hours, Season
from operators.service.models import AlertPeriod
from operators.service.states import AlertKind
from operators.timetable.models import FeedVersion
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


def region_to_wire(region: FeedVersion) -> dict[str, Any]:
    """`systemRegion`: what one timetable covers; in 1.1 the area is a bare array of rings."""
    wire: dict[str, Any] = {"regionId": region.feed.reference, "name": region.feed.name}
    return wire | ({"serviceArea": [region.service_area]} if region.service_area else {})


def alert_to_wire(reading: AlertReading, *, at: datetime) -> dict[str, Any]:
    """`systemAlert`. It names stops, or else the regions where it holds; lines, which TOMP does
    not know, are told at the end of the description."""
    alert = reading.alert
    wire: dict[str, Any] = {
        "alertId": alert.reference,
        "alertType": ALERT_KIND[AlertKind(alert.kind)],
        "summary": alert.summary,
        "lastUpdated": utc(alert.updated_at),
    }
    if times := _times(reading.periods, at):
        wire["startAndEndTimes"] = times
    if alert.stop_ids:
        wire["stationIds"] = alert.stop_ids
    else:
        wire["regionId"] = [region.feed.reference for region in reading.regions]
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
