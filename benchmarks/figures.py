"""The arithmetic of the report: rates, percentiles, and what they are of a floor."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all values does not exceed (nearest rank)."""
    ordered = sorted(values)
    rank = max(1, math.ceil(share * len(ordered)))
    return ordered[rank - 1]


def per_second(count: int, seconds: float) -> float:
    return count / seconds


@dataclass(frozen=True, slots=True)
class Comparison:
    """A speed beside its floor, both in the same unit of work per second.

    A ratio of 1 is as fast as the floor, 0.5 half as fast.
    """

    what: str
    unit: str
    ours: float
    floor: float
    target: float | None = None
    """The ratio that is wanted at least."""

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    @property
    def verdict(self) -> str:
        """Whether the target is met; empty without one."""
        if self.target is None:
            return ""
        return "met" if self.ratio >= self.target else "missed"


def compared_by_cpu(
    what: str, unit: str, ours: float | None, floor: float | None
) -> list[Comparison]:
    """The comparison by processor time, where that can be read."""
    return [Comparison(what, unit, ours, floor)] if ours and floor else []
