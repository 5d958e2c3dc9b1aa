"""When a fleet can be rented: hours and seasons of version 2, the one text of version 3."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from operators.fleet.gbfs.feed import CALENDAR, HOURS, SYSTEM, FleetFeed
from operators.fleet.gbfs.findings import Findings
from operators.fleet.gbfs.service_shapes import RentalHours, Season
from operators.fleet.hours import hours_in_words, is_readable
from operators.fleet.states import Day, HoursFor
from operators.timetable.importing.problems import ProblemKind

LONGEST_TEXT = 500
WEEK = [str(day) for day in Day]
USERS = {"member": HoursFor.MEMBER, "nonmember": HoursFor.NON_MEMBERS}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
A_DAY = 24
"""Hours."""


@dataclass(frozen=True, slots=True)
class HoursRow:
    """Hours of some days, or hours in words."""

    days: tuple[str, ...] = ()
    opens: time | None = None
    closes: time | None = None
    user_type: str = ""
    text: str = ""


def tells_hours(feed: FleetFeed) -> bool:
    """Whether the feed says anything of hours; if not, those of the fleet stay."""
    return HOURS in feed or CALENDAR in feed or bool(feed.system.opening_hours)


def hours_in(feed: FleetFeed, findings: Findings) -> list[HoursRow]:
    """The rows of hours that a feed comes to."""
    if text := feed.system.opening_hours:
        return list(read_words(text.strip(), findings, SYSTEM, "data.opening_hours"))
    told, calendar = feed.told(HOURS), feed.told(CALENDAR)
    plain = [row for each in (told.rental_hours if told else []) for row in hours_rows(each)]
    if calendar is None or not calendar.calendars:
        return plain
    seasons = [season_in_words(each) for each in calendar.calendars]
    rows: list[HoursRow] = []
    for row in plain or [HoursRow()]:
        text = "; ".join(f"{season} {daily(row)}".strip() for season in seasons)
        found = read_words(text, findings, CALENDAR, "data.calendars")
        rows += [HoursRow(user_type=row.user_type, text=each.text) for each in found]
    return rows


def read_words(text: str, findings: Findings, file: str, place: str) -> Iterator[HoursRow]:
    """A text of OpenStreetMap; one that nobody can read is told, and closes nothing."""
    if len(text) > LONGEST_TEXT or not is_readable(text):
        message = "These opening hours cannot be read, so the fleet is always open."
        kind = ProblemKind.HOURS_UNREADABLE
        findings.odd(kind, message, file=file, place=place, value=text)
        return
    yield HoursRow(text=text)


def hours_rows(told: RentalHours) -> Iterator[HoursRow]:
    """One row for each kind of user, or one for everybody."""
    users = sorted(USERS[each] for each in set(told.user_types))
    days = tuple(sorted({day.upper() for day in told.days}, key=WEEK.index))
    opens, closes = clock(told.start_time), clock(told.end_time)
    for user in [""] if len(users) == len(USERS) else users:
        yield HoursRow(days, opens, closes, user)


def clock(told: str) -> time:
    """A time of day. Hours go on after 24, and 23:59:59 means the end of the day."""
    hour, minute, *seconds = (int(part) for part in told.split(":"))
    if (hour, minute) == (A_DAY - 1, 59) and seconds != [0]:
        return time(0)
    return time(hour % A_DAY, minute)


def season_in_words(season: Season) -> str:
    """A part of the year, or of certain years, in the words of OpenStreetMap."""
    first = f"{MONTHS[season.start_month - 1]} {season.start_day:02}"
    last = f"{MONTHS[season.end_month - 1]} {season.end_day:02}"
    if season.start_year and season.end_year:
        return f"{season.start_year} {first}-{season.end_year} {last}"
    return f"{first}-{last}"


def daily(row: HoursRow) -> str:
    """Days and hours in the words of OpenStreetMap; empty for all of them."""
    if row.opens is None or row.closes is None:
        return ""
    return hours_in_words(row.days, row.opens, row.closes)
