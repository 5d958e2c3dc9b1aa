"""A tenant that sells everything that this format has words for: rides from the market to the
beach, scooters and taxis. Its one channel has a key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from operators.models import Tenant
from operators.tenancy.models import TokenRole
from sales.models import ChannelToken, SalesChannel
from tests.factories.fleet import PLACE, SimulatedVehicleFactory, assets_like
from tests.factories.moments import NOW, later
from tests.factories.rentals import RentalShop, equip
from tests.factories.scenarios import Shop
from tests.factories.taxis import CORNER, TOWER, TaxiShop, equip_with_taxis
from tests.protocols.maas_tsp.client import Body, Caller, Committing
from tests.protocols.worlds import build_world, open_channel, other_channel

MARKET, BEACH = "52.1,4.3", "52.2,4.4"
"""Where the buses start and end."""
SCOOTERS = f"{PLACE[1]},{PLACE[0]}"
"""Where the scooters stand."""
STANDING = {"lat": PLACE[1], "lon": PLACE[0]}
"""The same as callers are told it."""
PICK_UP = f"{CORNER.latitude},{CORNER.longitude}"
DROP_OFF = f"{TOWER.latitude},{TOWER.longitude}"
MORE_SCOOTERS = 5
TOLERANT: dict[str, Any] = {"single_product": False}


@dataclass(frozen=True, slots=True)
class MaasWorld:
    """What there is to be had, and the key."""

    shop: Shop
    rentals: RentalShop
    taxis: TaxiShop
    token: ChannelToken
    secret: str

    @property
    def tenant(self) -> Tenant:
        return self.shop.tenant

    @property
    def channel(self) -> SalesChannel:
        return self.shop.channel

    def caller(self, *, committing: Committing | None = None) -> Caller:
        return Caller(self.secret, committing=committing)


def open_maas(folder: Path, *, product: dict[str, Any] | None = None, **shop: Any) -> MaasWorld:
    """A tenant of its own, with the afternoon's buses in force, six scooters and a taxi."""
    world = build_world(folder, product=product, **TOLERANT, **shop)
    channel = world.shop.channel
    rentals = equip(channel, None, {}, {})
    for scooter in assets_like(rentals.asset, MORE_SCOOTERS):
        SimulatedVehicleFactory(asset=scooter)
    taxis = equip_with_taxis(channel, fleet={}, service={}, product={})
    token, secret = open_channel(channel, TokenRole.MAAS_TSP)
    return MaasWorld(world.shop, rentals, taxis, token, secret)


def neighbour_of(world: MaasWorld) -> Caller:
    """The caller of another channel of the same tenant, which sells the same rides."""
    return Caller(open_channel(other_channel(world.shop), TokenRole.MAAS_TSP)[1])


def milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def ride_wish(at: datetime = NOW, **more: Any) -> Body:
    """A query for rides from the market to the beach."""
    return {"from_": MARKET, "to": BEACH, "startTime": milliseconds(at), "mode": "BUS", **more}


def scooter_wish(at: datetime = NOW, **more: Any) -> Body:
    """A query for scooters around."""
    return {"from_": SCOOTERS, "startTime": milliseconds(at), "mode": "SCOOTER", **more}


def taxi_wish(at: datetime | None = None, **more: Any) -> Body:
    """A query for taxis, in an hour if nothing else is said."""
    moment = milliseconds(at or later(hours=1))
    return {"from_": PICK_UP, "to": DROP_OFF, "startTime": moment, "mode": "TAXI", **more}
