"""What a channel offers for a wish: trips by the timetable, taxis and vehicles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bookings.actions.planning_places import PlacesWish, plan_between_places
from bookings.actions.planning_taxis import TaxiWish, plan_taxis
from bookings.actions.planning_vehicles import VehicleWish, plan_vehicles
from bookings.terms import Place
from operators.models import AssetType
from operators.timetable.errors import NoTimetable
from protocols.maas_tsp.modes import TRANSIT, mode_of_rides, mode_of_vehicle
from protocols.maas_tsp.options.requests import STOPS_WITHIN, OptionsWish
from protocols.maas_tsp.wire import is_spoken
from sales.catalogue.ranges import ChannelRange
from sales.errors import NoFare, NothingOnSale, NotValidThen
from sales.models import Offer
from sales.offers.actions import OfferWish, store_offers
from sales.offers.terms import TravellerWish
from tickets.errors import FormUnavailable

NOTHING = (NothingOnSale, NoFare, NotValidThen, FormUnavailable, NoTimetable)
"""A search without hits is not an error."""


class TypeFacts(NamedTuple):
    """A type of vehicles."""

    fleet: int
    type_id: str
    asset_class: str
    sub_class: str

    @property
    def mode(self) -> str:
        return mode_of_vehicle(self.asset_class, self.sub_class)


Types = Sequence[TypeFacts]


def find_offers(
    opened: ChannelRange, wish: OptionsWish, types: Types, *, at: datetime
) -> list[Offer]:
    """Offers of every kind that the channel sells and the wish takes, stored so that they can be
    booked. What no release of the format has a currency for is left out, and so is what is resold.
    """
    found = [
        *_found(lambda: _trips(opened, wish, at=at)),
        *_found(lambda: _taxis(opened, wish, at=at)),
        *_found(lambda: _vehicles(opened, wish, types, at=at)),
    ]
    return store_offers([offer for offer in found if _takes(wish, offer)])


def types_of(fleets: Sequence[int]) -> Types:
    """The types of vehicles of these fleets, apart from those of taxis; one query."""
    found = AssetType.objects.filter(fleet__in=fleets, fleet__taxi_service=None).order_by("pk")
    rows = found.values_list("fleet", "type_id", "asset_class", "asset_sub_class")
    return [TypeFacts(*row) for row in rows]


def _found(search: Callable[[], list[Offer]]) -> list[Offer]:
    try:
        return search()
    except NOTHING:
        return []


def _takes(wish: OptionsWish, offer: Offer) -> bool:
    return is_spoken(offer.currency) and (
        wish.products is None or offer.product.code in wish.products
    )


def _trips(opened: ChannelRange, wish: OptionsWish, *, at: datetime) -> list[Offer]:
    if wish.destination is None or not opened.sells_tickets or not wish.takes(*TRANSIT):
        return []
    places = PlacesWish(
        wish.from_point,
        Place(wish.destination.longitude, wish.destination.latitude),
        _metres(wish.origin_metres),
        _metres(wish.destination_metres),
        wish.starts_at,
    )
    traveller = TravellerWish(age=wish.age_at(wish.starts_at))
    offers = plan_between_places(
        opened.channel, places, wish=OfferWish((traveller,)), binding=False, at=at
    )
    return [offer for offer in offers if wish.takes(mode_of_rides(offer.itinerary_rides()))]


def _metres(told: int | None) -> int:
    return STOPS_WITHIN if told is None else told


def _taxis(opened: ChannelRange, wish: OptionsWish, *, at: datetime) -> list[Offer]:
    if wish.destination is None or not wish.takes("TAXI"):
        return []
    taxi = TaxiWish(wish.origin, wish.destination, wish.starts_at)
    return plan_taxis(opened.channel, taxi, binding=False, at=at)


def _vehicles(
    opened: ChannelRange, wish: OptionsWish, types: Types, *, at: datetime
) -> list[Offer]:
    """Of those that would still be kept when the use is to begin."""
    fitting = [kind for kind in types if wish.takes(kind.mode)]
    if not fitting:
        return []
    names = () if len(fitting) == len(types) else tuple({kind.type_id for kind in fitting})
    codes = tuple(wish.products or ())
    around = VehicleWish(wish.from_point, wish.origin_metres, type_ids=names, product_codes=codes)
    offers = plan_vehicles(opened.channel, around, binding=False, at=at)
    return [offer for offer in offers if _fits(offer, wish, at=at)]


def _fits(offer: Offer, wish: OptionsWish, *, at: datetime) -> bool:
    assert offer.asset is not None
    kept = timedelta(minutes=offer.asset.fleet.reservation_minutes)
    kind = offer.asset.asset_type
    mode = mode_of_vehicle(kind.asset_class, kind.asset_sub_class)
    return wish.starts_at <= at + kept and wish.takes(mode)
