"""Vehicles that exist only here: they drive along their heading while unlocked, drain with the
distance, and their locks can be told to jam or to be slow."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from django.db.models import F

from operators.fleet.errors import GatewayBusy
from operators.fleet.gateways.interface import Dispatch, Driver, Sighting
from operators.fleet.gateways.moving import LONG_RANGE, move_vehicles
from operators.fleet.models import Asset, SimulatedVehicle

PATIENCE_MILLISECONDS = 3000
"""How long a command waits for its answer."""
JAMMED_SECONDS, SLOW_SECONDS = 5, 10
"""When trying again makes sense."""
MINUTES_TO_CUSTOMER = 5


class Simulator:
    """Keeps the truth of each vehicle in a row of its own."""

    is_simulated = True
    tells_place = True

    def unlock(self, asset: Asset, *, at: datetime) -> Sighting:
        return self._command(asset, locked=False, at=at)

    def lock(self, asset: Asset, *, at: datetime) -> Sighting:
        return self._command(asset, locked=True, at=at)

    def open_trunk(self, asset: Asset, *, at: datetime) -> Sighting:
        vehicle = self._answering(asset, at=at)
        SimulatedVehicle.objects.filter(pk=vehicle.pk).update(trunk_opened_at=at)
        self._wait(vehicle)
        return sighting_of(vehicle, asset, at=at)

    def alert(self, asset: Asset, *, at: datetime) -> None:
        self._wait(self._answering(asset, at=at))

    def locate(self, asset: Asset, *, at: datetime) -> Sighting:
        vehicle = simulated(asset, at=at)
        self._wait(vehicle)
        return sighting_of(vehicle, asset, at=at)

    def locate_many(self, assets: Sequence[Asset], *, at: datetime) -> Mapping[int, Sighting]:
        by_key = {asset.pk: asset for asset in assets}
        move_vehicles(at=at, asset_keys=list(by_key))
        found = SimulatedVehicle.objects.filter(asset__in=by_key)
        return {one.asset_id: sighting_of(one, by_key[one.asset_id], at=at) for one in found}

    def dispatch(
        self, asset: Asset, *, longitude: float, latitude: float, at: datetime
    ) -> Dispatch:
        self._wait(simulated(asset, at=at))
        return Dispatch(f"simulated-{asset.pk}", at + timedelta(minutes=MINUTES_TO_CUSTOMER))

    def driver(self, asset: Asset, *, at: datetime) -> Driver:
        self._wait(simulated(asset, at=at))
        return Driver(name=f"Driver of {asset.asset_id}", phone="+310000000000")

    def _command(self, asset: Asset, *, locked: bool, at: datetime) -> Sighting:
        vehicle = self._answering(asset, at=at)
        # One that is as it should be answers at once: a slow one has heard the first command.
        if vehicle.is_locked != locked:
            SimulatedVehicle.objects.filter(pk=vehicle.pk).update(is_locked=locked, moved_at=at)
            vehicle.is_locked = locked
            self._wait(vehicle)
        return sighting_of(vehicle, asset, at=at)

    def _answering(self, asset: Asset, *, at: datetime) -> SimulatedVehicle:
        vehicle = simulated(asset, at=at)
        jammed = SimulatedVehicle.objects.filter(pk=vehicle.pk, jams__gt=0)
        if vehicle.jams and jammed.update(jams=F("jams") - 1):
            raise GatewayBusy("The lock is jammed; try again in a moment.", wait=JAMMED_SECONDS)
        return vehicle

    def _wait(self, vehicle: SimulatedVehicle) -> None:
        waits = min(vehicle.delay_milliseconds, PATIENCE_MILLISECONDS)
        time.sleep(waits / 1000)
        if vehicle.delay_milliseconds > PATIENCE_MILLISECONDS:
            raise GatewayBusy("The vehicle did not answer in time.", wait=SLOW_SECONDS)


def simulated(asset: Asset, *, at: datetime) -> SimulatedVehicle:
    """The vehicle as it is by then; made where the asset was last reported if there is none."""
    if move_vehicles(at=at, asset_keys=[asset.pk]):
        return SimulatedVehicle.objects.get(asset=asset)
    vehicle, _ = SimulatedVehicle.objects.get_or_create(
        asset=asset, defaults=first_facts(asset, at=at)
    )
    return vehicle


def first_facts(asset: Asset, *, at: datetime) -> dict[str, object]:
    """A vehicle that nobody has simulated yet; each has a heading and a speed of its own."""
    chance = Random(asset.asset_id)  # noqa: S311  # nothing secret
    return {
        "latitude": asset.latitude or 0.0,
        "longitude": asset.longitude or 0.0,
        "charge": 100 if asset.charge is None else asset.charge,
        "heading": float(chance.randrange(360)),
        "speed_kmph": float(chance.randint(8, 20)),
        "moved_at": at,
    }


def sighting_of(vehicle: SimulatedVehicle, asset: Asset, *, at: datetime) -> Sighting:
    """What it says of itself."""
    full = asset.asset_type.max_range_metres or LONG_RANGE
    return Sighting(
        at,
        vehicle.longitude,
        vehicle.latitude,
        round(vehicle.charge, 1),
        round(full * vehicle.charge / 100),
        vehicle.is_locked,
    )
