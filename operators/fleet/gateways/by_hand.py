"""Vehicles that we cannot reach: their customers lock and unlock them by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from operators.fleet.errors import GatewayUnable
from operators.fleet.gateways.interface import Dispatch, Driver, Sighting
from operators.fleet.models import Asset


class ByHand:
    """Takes every command as done, and knows of a vehicle what its fleet last reported."""

    is_simulated = False
    tells_place = False

    def unlock(self, asset: Asset, *, at: datetime) -> Sighting:
        return _last_report(asset, at)

    def lock(self, asset: Asset, *, at: datetime) -> Sighting:
        # Nobody tells where it was left; the customer's app may.
        return Sighting(at)

    def open_trunk(self, asset: Asset, *, at: datetime) -> Sighting:
        raise GatewayUnable("Trunks of this fleet are opened by hand.")

    def alert(self, asset: Asset, *, at: datetime) -> None:
        raise GatewayUnable("The vehicles of this fleet can neither honk nor flash.")

    def locate(self, asset: Asset, *, at: datetime) -> Sighting:
        return _last_report(asset, at)

    def locate_many(self, assets: Sequence[Asset], *, at: datetime) -> Mapping[int, Sighting]:
        return {}

    def dispatch(
        self, asset: Asset, *, longitude: float, latitude: float, at: datetime
    ) -> Dispatch:
        raise GatewayUnable

    def driver(self, asset: Asset, *, at: datetime) -> Driver:
        raise GatewayUnable


def _last_report(asset: Asset, at: datetime) -> Sighting:
    return Sighting(at, asset.longitude, asset.latitude, asset.charge, asset.range_metres)
