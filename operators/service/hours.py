"""On which days, and from when to when, vehicles run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from operators.service.places import Station
from operators.timetable.models import FeedVersion, OperatingDay

A_WEEK = timedelta(days=7)
HALF_A_DAY = timedelta(hours=12)

# One row for each day on which anything calls at the stops. The calls of a service are summed up
# before its days are looked at, so that a stop is read once, not once a day.
DAYS_AT_STOPS = """
WITH span AS (
    SELECT
        pattern.service_id,
        min(times.first_departure) AS first_departure,
        max(times.last_departure) AS last_departure
    FROM operators_patterncall AS call
    JOIN operators_pattern AS pattern ON pattern.id = call.pattern_id
    CROSS JOIN LATERAL (
        SELECT min(departure) AS first_departure, max(departure) AS last_departure
        FROM unnest(call.departures) AS departure
    ) AS times
    WHERE call.version_id = %(version)s AND call.stop_id = ANY (%(stops)s)
    GROUP BY pattern.service_id
)
SELECT day.date, min(span.first_departure), max(span.last_departure)
FROM span
JOIN operators_serviceday AS day
    ON day.version_id = %(version)s AND day.service_id = span.service_id
GROUP BY day.date
ORDER BY day.date
"""


@dataclass(frozen=True, slots=True)
class Hours:
    """From the first departure to the last one, or to the last arrival; in the tenant's zone."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Season:
    """Days on which vehicles run, both ends inclusive. A week without service ends a season."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Operation:
    """When a region or a stop is served, in the order of days."""

    version: FeedVersion
    days: tuple[tuple[date, int, int], ...]
    """Service day, first departure and last call, in seconds as the timetable counts them."""

    def seasons(self, *, since: date) -> list[Season]:
        """The seasons that have not ended by then."""
        found = join_days(day for day, _, _ in self.days)
        return [season for season in found if season.last >= since]

    def week(self, *, since: date, zone: ZoneInfo) -> list[Hours]:
        """The hours of the seven days from then on, or from the first service after it on.

        What opens after midnight belongs to the next day; each day comes once.
        """
        feed_zone = ZoneInfo(self.version.timezone)
        hours = [
            Hours(moment(day, first, feed_zone, zone), moment(day, last, feed_zone, zone))
            for day, first, last in self.days
        ]
        coming = [each for each in hours if each.opens_at.date() >= since]
        if not coming:
            return []
        begins = min(each.opens_at.date() for each in coming)
        begins = since if begins < since + A_WEEK else begins
        return one_a_day(each for each in coming if each.opens_at.date() < begins + A_WEEK)


def read_operations(regions: Sequence[FeedVersion]) -> list[Operation]:
    """How each region operates; one query for all of them."""
    days: dict[int, list[tuple[date, int, int]]] = {region.pk: [] for region in regions}
    rows = OperatingDay.objects.filter(version__in=regions).order_by("version", "date")
    for version, *day in rows.values_list("version", "date", "first_departure", "last_arrival"):
        days[version].append((day[0], day[1], day[2]))
    return [Operation(region, tuple(days[region.pk])) for region in regions]


def read_operations_at(station: Station) -> list[Operation]:
    """How a stop is served by each timetable that knows it; one query for each."""
    found = []
    with connection.cursor() as cursor:
        for calls in station.calls:
            wanted: dict[str, Any] = {"stops": list(calls.stop_keys), "version": calls.version.pk}
            cursor.execute(DAYS_AT_STOPS, wanted)
            found.append(Operation(calls.version, tuple(cursor.fetchall())))
    return found


def join_days(days: Iterable[date]) -> list[Season]:
    """Days in order, joined to seasons; days off shorter than a week are part of one."""
    seasons: list[Season] = []
    for day in days:
        if seasons and day - seasons[-1].last <= A_WEEK:
            seasons[-1] = Season(seasons[-1].first, day)
        else:
            seasons.append(Season(day, day))
    return seasons


def moment(day: date, seconds: int, feed_zone: ZoneInfo, zone: ZoneInfo) -> datetime:
    """Seconds of a service day, which count from noon minus twelve hours, as a moment."""
    noon = datetime.combine(day, time(12), tzinfo=feed_zone).astimezone(UTC)
    return (noon - HALF_A_DAY + timedelta(seconds=seconds)).astimezone(zone)


def one_a_day(hours: Iterable[Hours]) -> list[Hours]:
    """The hours that begin on one day as one, in the order of days."""
    days: dict[date, Hours] = {}
    for each in sorted(hours, key=lambda each: each.opens_at):
        earlier = days.setdefault(each.opens_at.date(), each)
        days[each.opens_at.date()] = Hours(earlier.opens_at, max(earlier.closes_at, each.closes_at))
    return list(days.values())
