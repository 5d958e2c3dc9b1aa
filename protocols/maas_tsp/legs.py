"""Legs: one ride from one place to another."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from protocols.maas_tsp.wire import duration, milliseconds


def leg_to_wire(
    mode: str,
    starts_at: datetime,
    ends_at: datetime,
    *,
    origin: dict[str, Any],
    destination: dict[str, Any],
    delay: timedelta | None = None,
) -> dict[str, Any]:
    """`leg` (core/leg), with places that are told already. `delay`: how much later than was asked
    for it begins."""
    told = {
        "mode": mode,
        "startTime": milliseconds(starts_at),
        "endTime": milliseconds(ends_at),
        "from": origin,
        "to": destination,
    }
    return told if delay is None else {**told, "departureDelay": duration(delay)}
