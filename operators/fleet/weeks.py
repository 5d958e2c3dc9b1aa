"""When the vehicles of fleets can be rented in the coming week."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State

from operators.fleet.hours import is_readable
from operators.fleet.models import Fleet, FleetHours
from operators.fleet.states import Day

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
DAYS = tuple(Day)
MIDNIGHT = time(0)
MOST_SPANS = 100
"""Of one week; whoever opens more often is not told in full."""


@dataclass(frozen=True, slots=True)
class OpenSpan:
    """Hours of days of the week, by the clock of the fleet. What closes when or before it opens
    closes on the next day; from 00:00 to 00:00 is a whole day."""

    days: tuple[Day, ...]
    opens: time
    closes: time
    user_type: str = ""
    """A word of HoursFor; empty: everybody."""


@dataclass(frozen=True, slots=True)
class FleetWeek:
    """A fleet with its hours of the seven days from a moment on."""

    fleet: Fleet
    spans: tuple[OpenSpan, ...]


ALWAYS = (OpenSpan(DAYS, MIDNIGHT, MIDNIGHT),)


def read_weeks(fleets: Iterable[int], *, at: datetime) -> list[FleetWeek]:
    """The coming week of each of these fleets, the eldest first; two queries."""
    found = Fleet.objects.filter(pk__in=fleets).prefetch_related("hours").order_by("pk")
    return [FleetWeek(fleet, week_of(fleet, at=at)) for fleet in found]


def week_of(fleet: Fleet, *, at: datetime) -> tuple[OpenSpan, ...]:
    """The hours of a fleet, as `is_open` judges them; one query unless prefetched."""
    rows = sorted(fleet.hours.all(), key=lambda row: row.pk)
    hours = [row for row in rows if row.opens is not None or is_readable(row.text)]
    if not hours:
        return ALWAYS
    today = at.astimezone(ZoneInfo(fleet.timezone)).date()
    return tuple(span for row in hours for span in _spans_of(row, today))


def _spans_of(row: FleetHours, today: date) -> Iterator[OpenSpan]:
    if row.opens is not None and row.closes is not None:
        days = tuple(day for day in DAYS if day in row.days)
        yield OpenSpan(days, row.opens, row.closes, row.user_type)
        return
    alike: dict[tuple[time, time], list[Day]] = {}
    for opens, closes in _opened(row.text, today):
        day = DAYS[opens.weekday()]
        alike.setdefault((opens.time(), closes.time()), []).append(day)
    for (opens_at, closes_at), found in alike.items():
        yield OpenSpan(tuple(sorted(found, key=DAYS.index)), opens_at, closes_at, row.user_type)


def _opened(text: str, today: date) -> Iterator[tuple[datetime, datetime]]:
    """What opens in the seven days from today on, at most a day at a time."""
    begin = datetime.combine(today, MIDNIGHT)
    end = begin + A_WEEK
    told = OpeningHours(text).intervals(begin - A_DAY, end + A_DAY)
    for _, (opens, closes, state, _) in zip(range(MOST_SPANS), told, strict=False):
        if state != State.OPEN:
            continue
        if closes - opens <= A_DAY:
            if begin <= opens < end:
                yield opens, closes
            continue
        yield from _by_day(max(opens, begin), min(closes, end))


def _by_day(opens: datetime, closes: datetime) -> Iterator[tuple[datetime, datetime]]:
    while opens < closes:
        midnight = datetime.combine(opens.date() + A_DAY, MIDNIGHT)
        yield opens, min(midnight, closes)
        opens = midnight
