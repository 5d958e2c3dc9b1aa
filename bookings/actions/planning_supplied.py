"""Planning with suppliers: what they offer now, to be resold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from bookings.terms import Place
from operators.supply.errors import SupplyError
from operators.supply.finding import reach
from operators.supply.terms import RemoteBooking, RemotePlace, TripAsked
from operators.timetable.stops import StopReference
from sales.catalogue.products import Product
from sales.errors import NothingOnSale
from sales.models import Offer, SalesChannel
from sales.offers.actions import OfferWish
from sales.offers.supplied import offer_supplied, supplied_products

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SupplyTrip:
    """Where and when somebody wants to travel, or around which place to ride, as it is passed on.
    Stops are those of the supplier's own timetable. Moments are aware; without any, it is now."""

    origin_stops: tuple[StopReference, ...] = ()
    origin: Place | None = None
    destination_stops: tuple[StopReference, ...] = ()
    destination: Place | None = None
    departs_after: datetime | None = None
    arrives_before: datetime | None = None
    radius_metres: int | None = None
    asset_ids: tuple[str, ...] = ()
    type_ids: tuple[str, ...] = ()


def resells(channel: SalesChannel, *, at: datetime) -> bool:
    """Whether the channel sells what others offer, at that moment."""
    return bool(supplied_products(channel, at=at))


def plan_supplied(
    channel: SalesChannel, trip: SupplyTrip, *, wish: OfferWish, binding: bool, at: datetime
) -> list[Offer]:
    """Offer what the channel's suppliers offer for the wish, at their prices. Binding offers are
    stored and can be booked; others only inform.

    One that does not answer is left out; SupplyError of the last one if none does. NothingOnSale if
    the channel resells nothing. Suppliers are asked one after another, outside any transaction.
    """
    products = supplied_products(channel, at=at)
    if not products:
        raise NothingOnSale
    offers: list[Offer] = []
    faults: list[SupplyError] = []
    for product in products:
        try:
            options = _ask(product, _asked(trip, wish))
        except SupplyError as fault:
            log.warning("supplier_left_out", supplier=product.supplier_id, reason=fault.detail)
            faults.append(fault)
            continue
        offers += offer_supplied(channel, product, options, travellers=wish.travellers, at=at)
    if len(faults) == len(products):
        raise faults[-1]
    return Offer.objects.bulk_create(offers) if binding else offers


def _ask(product: Product, asked: TripAsked) -> Sequence[RemoteBooking]:
    assert product.supplier is not None
    return reach(product.supplier).find_offers(asked)


def _asked(trip: SupplyTrip, wish: OfferWish) -> TripAsked:
    return TripAsked(
        origin=_place(trip.origin),
        destination=_place(trip.destination),
        origin_stops=tuple(_references(trip.origin_stops)),
        destination_stops=tuple(_references(trip.destination_stops)),
        departs_after=trip.departs_after,
        arrives_before=trip.arrives_before,
        travellers=tuple((one.reference, one.age) for one in wish.travellers),
        radius_metres=trip.radius_metres,
        asset_ids=trip.asset_ids,
        type_ids=trip.type_ids,
        ticket_form=_form(wish),
    )


def _place(place: Place | None) -> RemotePlace | None:
    return RemotePlace(place.longitude, place.latitude) if place else None


def _references(stops: Sequence[StopReference]) -> Iterator[tuple[str, str]]:
    for stop in stops:
        yield stop.kind.value, stop.value


def _form(wish: OfferWish) -> str:
    """As forms of tickets are asked for: the symbology, the media type, or both."""
    if wish.symbology and wish.media:
        return f"{wish.symbology};media={wish.media}"
    return wish.symbology or wish.media
