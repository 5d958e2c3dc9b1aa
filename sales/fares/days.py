"""Days that a fare or a discount holds on."""

from __future__ import annotations

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange


def holds_day(period: DateRange, day: date) -> bool:
    """Whether the day is in the period; its first day belongs to it, its end does not."""
    return (period.lower is None or period.lower <= day) and (
        period.upper is None or day < period.upper
    )
