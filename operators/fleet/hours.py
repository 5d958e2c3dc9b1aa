"""Opening hours in the words of OpenStreetMap, which version 3 of GBFS tells them in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from opening_hours import OpeningHours, validate


def is_open_by(text: str, local: datetime) -> bool:
    """Whether these hours hold at a moment of the place's own clock, which has no zone."""
    return OpeningHours(text).is_open(local)


def is_readable(text: str) -> bool:
    """Whether the text is one of opening hours."""
    return validate(text)


def hours_in_words(days: Sequence[str], opens: time, closes: time) -> str:
    """Such as Mo,Tu 08:00-20:00; what closes at 00:00 closes at the end of the day."""
    until = "24:00" if closes == time(0) else f"{closes:%H:%M}"
    return f"{','.join(day.title()[:2] for day in days)} {opens:%H:%M}-{until}"
