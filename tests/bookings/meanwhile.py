"""Gateways that take so long that something else has happened by then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from operators.fleet.gateways.interface import Sighting
from operators.fleet.gateways.simulator import Simulator
from operators.models import Asset


class Meanwhile(Simulator):
    """Once, after it was told to unlock, or to lock where that is said."""

    def __init__(self, happen: Callable[[], object], *, after: str = "unlock") -> None:
        self.happen = happen
        self.after = after

    def unlock(self, asset: Asset, *, at: datetime) -> Sighting:
        try:
            return super().unlock(asset, at=at)
        finally:
            self.told("unlock")

    def lock(self, asset: Asset, *, at: datetime) -> Sighting:
        try:
            return super().lock(asset, at=at)
        finally:
            self.told("lock")

    def told(self, command: str) -> None:
        if command == self.after:
            self.happen, happen = lambda: None, self.happen
            happen()
