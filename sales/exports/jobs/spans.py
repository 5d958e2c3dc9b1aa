"""The days that a schedule exports, and when it does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sales.exports.jobs.states import Rhythm
from sales.exports.wishes import Period

DAY = timedelta(days=1)


def begin_of(rhythm: str, day: date) -> date:
    """The first day of the span that a day is in."""
    if rhythm == Rhythm.WEEK:
        return day - day.weekday() * DAY
    return day.replace(day=1) if rhythm == Rhythm.MONTH else day


def begins_from(rhythm: str, day: date) -> Iterator[date]:
    """First days of spans, from the one that a day is in."""
    begin = begin_of(rhythm, day)
    lengths = {Rhythm.DAY: 1, Rhythm.WEEK: 7, Rhythm.MONTH: 31}
    while True:
        yield begin
        begin = begin_of(rhythm, begin + lengths[Rhythm(rhythm)] * DAY)


def next_moment(
    rhythm: str, at_time: time, days_after: int, *, zone: ZoneInfo, after: datetime
) -> datetime:
    """The first moment after `after` at which a span is due, UTC.

    A time that the clocks leave out is taken as the one that they show then.
    """
    earliest = after.astimezone(zone).date() - (days_after + 1) * DAY
    for begin in begins_from(rhythm, earliest):
        local = datetime.combine(begin + days_after * DAY, at_time, tzinfo=zone)
        moment = local.astimezone(UTC)
        if moment > after:
            return moment
    raise AssertionError("Days do not end.")


def span_due(rhythm: str, days_after: int, *, zone: ZoneInfo, moment: datetime) -> Period:
    """The whole span before the one that is running at a due moment, less the days it waits."""
    begin = begin_of(rhythm, moment.astimezone(zone).date() - days_after * DAY)
    return Period(begin_of(rhythm, begin - DAY), begin - DAY)
