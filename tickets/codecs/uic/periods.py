"""The validity of a ticket in the days and minutes of a UIC barcode (barcode format §3.4).

The first day counts from the UTC day of issue, the last one from the first; the minutes are local.
Offsets from UTC are never written, so the hour that a clock shows twice is read in favour of the
traveller: as the earlier one for the start, as the later one for the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from tickets.codecs.uic.bits import BitsWrong

MINUTE = timedelta(minutes=1)
QUARTER = timedelta(minutes=15)
FIRST_MINUTE, LAST_MINUTE = 0, 1439
OWN_YEAR = 366


def write_issued(at: datetime) -> dict[str, int]:
    """The moment of issue, in UTC; its seconds are lost."""
    moment = at.astimezone(UTC)
    return {
        "issuingYear": moment.year,
        "issuingDay": moment.timetuple().tm_yday,
        "issuingTime": _minute_of(moment),
    }


def read_issued(issuing: Mapping[str, Any]) -> datetime:
    """The moment of issue, UTC; BitsWrong for day 366 of a common year."""
    start = datetime(issuing["issuingYear"], 1, 1, tzinfo=UTC)
    minutes = issuing.get("issuingTime", FIRST_MINUTE)
    moment = start + timedelta(days=issuing["issuingDay"] - 1, minutes=minutes)
    if issuing["issuingDay"] == OWN_YEAR and moment.year != start.year:
        raise BitsWrong(f"The year {start.year} has no day {OWN_YEAR}.")
    return moment


def write_period(
    valid_from: datetime, valid_until: datetime, *, issued_at: datetime, zone: tzinfo
) -> dict[str, int]:
    """The members that tell a validity: whole minutes, the last of them included.

    A period that does not begin or end with a minute is written up to a minute longer on that side.
    ValueError if it ends before it begins.
    """
    if valid_from >= valid_until:
        raise ValueError("A ticket is valid for a moment at least.")
    first = valid_from.astimezone(zone)
    last = (valid_until.astimezone(UTC) - datetime.resolution).astimezone(zone)
    period = {
        "validFromDay": (first.date() - issued_at.astimezone(UTC).date()).days,
        "validUntilDay": (last.date() - first.date()).days,
    }
    if _minute_of(first) != FIRST_MINUTE:
        period["validFromTime"] = _minute_of(first)
    if _minute_of(last) != LAST_MINUTE:
        period["validUntilTime"] = _minute_of(last)
    return period


def read_period(
    document: Mapping[str, Any], *, issued_at: datetime, zone: tzinfo
) -> tuple[datetime, datetime]:
    """First moment that is valid and first one that is not, in UTC."""
    first_day = issued_at.date() + timedelta(days=document["validFromDay"])
    last_day = first_day + timedelta(days=document["validUntilDay"])
    offset = document.get("validFromUTCOffset")
    # The schema has it left out at the end where it is the same as at the start.
    last_offset = document.get("validUntilUTCOffset", offset)
    start = _read_moment(first_day, document.get("validFromTime", FIRST_MINUTE), offset, zone)
    last = _read_moment(last_day, document.get("validUntilTime", LAST_MINUTE), last_offset, zone)
    return min(start), max(last) + MINUTE


def _read_moment(day: date, minutes: int, offset: int | None, zone: tzinfo) -> list[datetime]:
    """What the local time may mean: one moment, or two in the hour that a clock shows twice."""
    local = datetime.combine(day, time()) + minutes * MINUTE
    if offset is not None:
        return [local.replace(tzinfo=UTC) + offset * QUARTER]
    return [local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]


def _minute_of(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute
