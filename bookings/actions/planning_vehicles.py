"""Planning the use of a vehicle: from a place to offers of what stands around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bookings.terms import Place
from operators.fleet.choosing import AssetSearch, find_free_assets
from operators.fleet.gateways.finding import gateway_of
from operators.fleet.models import Asset, Fleet
from operators.fleet.queries import is_open
from sales.catalogue.products import Product
from sales.models import Offer, SalesChannel
from sales.offers.rentals import offer_assets, products_by_fleet, quote_assets

MOST_VEHICLES = 20
"""How many are offered."""
ON_FOOT = 1000
"""Metres around the place, where nothing is said."""
FARTHEST = 20_000
"""Metres; nobody looks farther for a vehicle, whatever is asked."""


@dataclass(frozen=True, slots=True)
class VehicleWish:
    """What somebody wants to ride. Without a radius, vehicles are looked for in walking distance;
    those that are named by their ids in the whole town. `product_codes`: of these products alone;
    none: of all. `travellers` have to find room on one vehicle."""

    origin: Place
    radius_metres: float | None = None
    asset_ids: tuple[str, ...] = ()
    type_ids: tuple[str, ...] = ()
    product_codes: tuple[str, ...] = ()
    travellers: int = 1


def plan_vehicles(
    channel: SalesChannel, wish: VehicleWish, *, binding: bool, at: datetime
) -> list[Offer]:
    """Offer the free vehicles that fit the wish, the nearest first and at most 20, of the fleets
    that the channel rents out at that moment and that are open.

    Binding offers are stored and can be booked; others only inform. No vehicle, no offer.
    NothingOnSale if the channel rents nothing out. The number of queries does not depend on what is
    found, but on the fleets and the pricing plans.
    """
    products = products_by_fleet(channel, at=at)
    wanted = [product for product in products.values() if _wants(wish, product)]
    fleets = [fleet for fleet in _fleets_of(wanted) if _rents(fleet, channel, at=at)]
    assets = _around(fleets, wish)
    offer = offer_assets if binding else quote_assets
    return offer(channel, assets, products=products, at=at)


def _wants(wish: VehicleWish, product: Product) -> bool:
    return not wish.product_codes or product.code in wish.product_codes


def _fleets_of(products: Iterable[Product]) -> Iterable[Fleet]:
    return (product.fleet for product in products if product.fleet is not None)


def _rents(fleet: Fleet, channel: SalesChannel, *, at: datetime) -> bool:
    if channel.is_sandbox and not gateway_of(fleet).is_simulated:
        return False
    return is_open(fleet, at=at)


def _around(fleets: Iterable[Fleet], wish: VehicleWish) -> list[Asset]:
    near = ON_FOOT if wish.radius_metres is None else min(wish.radius_metres, FARTHEST)
    search = AssetSearch(
        longitude=wish.origin.longitude,
        latitude=wish.origin.latitude,
        metres=FARTHEST if wish.asset_ids else near,
        asset_ids=wish.asset_ids,
        type_ids=wish.type_ids,
        riders=wish.travellers,
    )
    return find_free_assets([fleet.pk for fleet in fleets], search, limit=MOST_VEHICLES)
