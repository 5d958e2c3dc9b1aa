"""A tenant that sells everything that this format has words for: rides from the market to the
beach, scooters and taxis. Its one channel has a key, and one traveller has an account."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from operators.models import Tenant
from operators.tenancy.models import TokenRole
from sales.models import AccountLink, ChannelToken, SalesChannel
from tests.factories.accounts import AccountLinkFactory
from tests.factories.fleet import PLACE, SimulatedVehicleFactory, assets_like
from tests.factories.rentals import RentalShop, equip
from tests.factories.scenarios import Shop
from tests.factories.taxis import CORNER, TOWER, TaxiShop, equip_with_taxis
from tests.protocols.tripgo.client import App, Committing
from tests.protocols.worlds import build_world, open_channel, other_channel

MARKET, BEACH = (52.1, 4.3), (52.2, 4.4)
"""Latitude and longitude of where the buses start and end."""
SCOOTERS = (PLACE[1], PLACE[0])
"""Where the scooters stand."""
PICK_UP = (CORNER.latitude, CORNER.longitude)
DROP_OFF = (TOWER.latitude, TOWER.longitude)
MORE_SCOOTERS = 5
TOLERANT: dict[str, Any] = {"single_product": False}


@dataclass(frozen=True, slots=True)
class TripGoWorld:
    """What there is to be had, the key, and a traveller who is signed in."""

    shop: Shop
    rentals: RentalShop
    taxis: TaxiShop
    token: ChannelToken
    secret: str
    link: AccountLink
    user_token: str

    @property
    def tenant(self) -> Tenant:
        return self.shop.tenant

    @property
    def channel(self) -> SalesChannel:
        return self.shop.channel

    def app(self, *, committing: Committing | None = None) -> App:
        """An app with the traveller signed in."""
        return App(self.secret, self.user_token, committing=committing)

    def stranger(self, *, committing: Committing | None = None) -> App:
        """An app at which nobody is signed in."""
        return App(self.secret, committing=committing)


def open_tripgo(folder: Path, *, product: dict[str, Any] | None = None, **shop: Any) -> TripGoWorld:
    """A tenant of its own, with the afternoon's buses in force, six scooters and a taxi."""
    world = build_world(folder, product=product, **TOLERANT, **shop)
    channel = world.shop.channel
    rentals = equip(channel, None, {}, {})
    for scooter in assets_like(rentals.asset, MORE_SCOOTERS):
        SimulatedVehicleFactory(asset=scooter)
    taxis = equip_with_taxis(channel, fleet={}, service={}, product={})
    token, secret = open_channel(channel, TokenRole.TRIPGO)
    link = AccountLinkFactory(channel=channel)
    return TripGoWorld(world.shop, rentals, taxis, token, secret, link, link.secret)


def neighbour_of(world: TripGoWorld) -> App:
    """An app of another channel of the same tenant, with a traveller of its own signed in."""
    channel = other_channel(world.shop)
    return App(
        open_channel(channel, TokenRole.TRIPGO)[1], AccountLinkFactory(channel=channel).secret
    )


def another_traveller(world: TripGoWorld) -> App:
    """The same app in the hands of somebody else."""
    return App(world.secret, AccountLinkFactory(channel=world.channel).secret)
