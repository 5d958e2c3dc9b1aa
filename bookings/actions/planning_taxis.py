"""Planning a trip by taxi: from two places and a moment to offers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from operators.fleet.gateways.finding import gateway_of
from operators.fleet.models import TaxiService
from operators.fleet.models.taxis import ANY_VEHICLE
from operators.fleet.taxis import (
    TaxiPlace,
    TaxiTrip,
    drive_then,
    drive_there,
    estimate_trip,
    find_taxi_services,
)
from sales.catalogue.products import Product
from sales.errors import NothingOnSale
from sales.models import Offer, SalesChannel
from sales.offers.taxis import offer_taxis, products_of_taxis, quote_taxis

LONGEST_TRIP = 24 * 60 * 60
"""Seconds; nobody drives longer without a stop."""


@dataclass(frozen=True, slots=True)
class TaxiWish:
    """From where to where somebody wants to be driven, and when; without a moment as soon as can
    be. Moments are aware. `type`: what should come; any: whichever. `travellers` go in one taxi."""

    origin: TaxiPlace
    destination: TaxiPlace
    pick_up_at: datetime | None = None
    type: str = ANY_VEHICLE
    travellers: int = 1


def plan_taxis(
    channel: SalesChannel, wish: TaxiWish, *, binding: bool, at: datetime
) -> list[Offer]:
    """Offer the trip with each taxi service that the channel sells at that moment and that drives
    there and then with room for all, one offer each, in the order of the fleets' making.

    A pick-up that is wished sooner than a service can come is offered as soon as it can; `trip()`
    of the offer tells when. Binding offers are stored and can be booked; others only inform. No
    service, no offer. NothingOnSale if the channel sells no taxis. The number of queries does not
    depend on what is found.
    """
    products = products_of_taxis(channel, at=at)
    if not products:
        raise NothingOnSale("No taxis are on sale in this channel now.")
    trips = list(_trips(channel, wish, products, at=at))
    offer = offer_taxis if binding else quote_taxis
    return offer(channel, trips, products=products, at=at)


def _trips(
    channel: SalesChannel, wish: TaxiWish, products: Mapping[int, Product], *, at: datetime
) -> Iterator[tuple[TaxiService, TaxiTrip]]:
    places = (wish.origin, wish.destination)
    wished_at = wish.pick_up_at or at
    services = find_taxi_services(list(products))
    fitting = [service for service in services if _comes(service, channel, wish)]
    for service in drive_there(fitting, places, at=max(wished_at, at)):
        soonest = at + timedelta(minutes=service.notice_minutes)
        pick_up_at = max(soonest, wished_at)
        trip = estimate_trip(
            service, *places, pick_up_at, wished_at=wished_at, travellers=wish.travellers
        )
        if trip.seconds <= LONGEST_TRIP and drive_then(service, pick_up_at, at=at):
            yield service, trip


def _comes(service: TaxiService, channel: SalesChannel, wish: TaxiWish) -> bool:
    if channel.is_sandbox and not gateway_of(service.fleet).is_simulated:
        return False
    if service.room is not None and wish.travellers > service.room:
        return False
    kinds = {wish.type.casefold(), service.vehicle_type.casefold()}
    return len(kinds) == 1 or ANY_VEHICLE in kinds
