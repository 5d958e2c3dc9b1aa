"""Values of GTFS-Realtime messages, as far as they can be kept."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from operators.timetable.realtime.forecasts import moment_of

DAY = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
CLOCK = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)", re.ASCII)


class LeftOut(Exception):
    """An entity that is of no use; the text is what it is counted as."""


def read_date(text: Any) -> date | None:
    """YYYYMMDD; None where it is not told."""
    if not text:
        return None
    match = DAY.fullmatch(text) if isinstance(text, str) else None
    with suppress(ValueError):
        if match is not None:
            year, month, day = map(int, match.groups())
            return date(year, month, day)
    raise LeftOut("trips with a wrong day")


def read_clock(text: Any) -> int | None:
    """HH:MM:SS of the service day, past 24 as well, in seconds; None where it is not told."""
    if not text:
        return None
    match = CLOCK.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise LeftOut("trips with a wrong start")
    hours, minutes, seconds = map(int, match.groups())
    return (hours * 60 + minutes) * 60 + seconds


def text_of(text: Any, longest: int) -> str:
    """A text as the database can keep it; empty where it cannot.

    Bytes that are no UTF-8 come as bytes out of the reader.
    """
    if not isinstance(text, str) or "\0" in text or len(text) > longest:
        return ""
    return text


def told(seconds: int, *, at: datetime) -> datetime | None:
    """The moment that a message gives in seconds since 1970, not in the future; None for 0."""
    moment = moment_of(seconds) if seconds else None
    return None if moment is None else min(moment, at)
