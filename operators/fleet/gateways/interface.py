"""What every way to the vehicles can be asked, in plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from operators.fleet.models import Asset


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a vehicle says of itself; empty members tell nothing."""

    seen_at: datetime
    longitude: float | None = None
    """WGS 84 degrees, as the latitude; both or none."""
    latitude: float | None = None
    charge: float | None = None
    """Percent of battery or tank."""
    range_metres: int | None = None
    """Metres that the charge is good for."""
    is_locked: bool | None = None


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A vehicle that was sent to a customer."""

    reference: str
    """What the gateway calls the ride."""
    arrives_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Driver:
    """Who drives a vehicle that comes with a driver; empty members tell nothing."""

    name: str = ""
    phone: str = ""


class VehicleGateway(Protocol):
    """A way to the vehicles of a fleet. It is asked without any lock on a row being held.

    Each may raise GatewayBusy, which tells when to try again: the lock is jammed, or the vehicle
    did not answer in time, so that nobody knows what became of it. Each command is safe to send
    twice.
    """

    is_simulated: bool
    """No real vehicle moves, so that a sandbox may use it."""
    tells_place: bool
    """Where a vehicle is now, not only where its feed saw it last."""

    def unlock(self, asset: Asset, *, at: datetime) -> Sighting:
        """Open the lock."""

    def lock(self, asset: Asset, *, at: datetime) -> Sighting:
        """Shut the lock."""

    def open_trunk(self, asset: Asset, *, at: datetime) -> Sighting:
        """Open the box of it. GatewayUnable where there is none that can be asked."""

    def alert(self, asset: Asset, *, at: datetime) -> None:
        """Let it be heard and seen for a moment, so that its customer finds it. GatewayUnable where
        it cannot."""

    def locate(self, asset: Asset, *, at: datetime) -> Sighting:
        """Where it is and how it is."""

    def locate_many(self, assets: Sequence[Asset], *, at: datetime) -> Mapping[int, Sighting]:
        """The same of many, by their keys; one that does not answer is left out."""

    def dispatch(
        self, asset: Asset, *, longitude: float, latitude: float, at: datetime
    ) -> Dispatch:
        """Send it to a customer. GatewayUnable where vehicles come without a driver."""

    def driver(self, asset: Asset, *, at: datetime) -> Driver:
        """Who drives it. GatewayUnable as before."""
