"""The moment at which the tests take place, and who acts in them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from operators.tenancy.actors import Actor

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
"""Monday noon in Amsterdam."""
BY = Actor.partner("test")


def later(**duration: float) -> datetime:
    """That long after NOW."""
    return NOW + timedelta(**duration)
