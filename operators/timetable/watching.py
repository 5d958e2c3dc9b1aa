"""The time that long work takes, counted from the moment that a door gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """The moment now, counted from the moment that the door gave."""

    at: datetime
    began: float

    @classmethod
    def started(cls, at: datetime) -> Stopwatch:
        return cls(at, monotonic())

    def read(self) -> datetime:
        return self.at + timedelta(seconds=monotonic() - self.began)
