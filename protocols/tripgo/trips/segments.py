"""The parts of a trip, and what is offered now for those that can be booked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bookings.actions.planning_taxis import TaxiWish, plan_taxis
from bookings.actions.planning_vehicles import VehicleWish, plan_vehicles
from bookings.terms import Place
from operators.fleet.taxis import TaxiPlace
from operators.timetable.calls import CallFacts
from operators.timetable.itineraries import Itinerary, Ride
from protocols.models import KeptTrip
from protocols.tripgo.errors import Left
from sales.errors import NothingOnSale
from sales.models import Offer, SalesChannel
from sales.offers.actions import OfferWish, quote_offers, store_offers


class SegmentKind(StrEnum):
    """By what a part of a trip is travelled."""

    WALK = "WALK"
    RIDE = "RIDE"
    TAXI = "TAXI"
    VEHICLE = "VEHICLE"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a segment begins or ends. WGS 84 degrees; what is empty is not known."""

    longitude: float
    latitude: float
    name: str = ""
    address: str = ""
    stop_id: str = ""
    platform: str = ""

    def place(self) -> Place:
        return Place(self.longitude, self.latitude)

    def taxi_place(self) -> TaxiPlace:
        return TaxiPlace(self.longitude, self.latitude, self.name, self.address)


@dataclass(frozen=True, slots=True)
class Price:
    """What the cheapest offer costs; VAT included."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a trip that is travelled by one means. Moments are aware, in UTC.

    A segment that can be booked `covers` itself and, where one product is good for several rides
    in a row, those rides as well; it is the first of them, and `rides` are theirs. All others
    cover nothing.
    """

    id: str
    kind: SegmentKind
    mode: str
    """Identifier of the means of travel."""
    origin: Spot
    destination: Spot
    starts_at: datetime
    ends_at: datetime
    metres: int
    ride: Ride | None = None
    calls: tuple[CallFacts, ...] = ()
    """Of the ride, from where it is boarded to where it is left; empty where they are not known."""
    colour: str = ""
    """Of the line: six hexadecimal digits."""
    operator: str = ""
    """Who runs it, by name."""
    operator_id: int | None = None
    feed_id: int | None = None
    """Key of the timetable that the ride is of."""
    fleet: int | None = None
    """Key of the fleet of the taxi or the vehicle."""
    asset_id: str = ""
    """Of the vehicle."""
    covers: tuple[str, ...] = ()
    price: Price | None = None
    """As it was when the trip was planned; None where nothing is sold."""
    rides: tuple[Ride, ...] = field(default=(), compare=False)
    """What a booking of the segment is for; not kept, since the segments that it covers have
    them."""

    @property
    def is_bookable(self) -> bool:
        """Whether something was on sale for it when it was planned."""
        return bool(self.covers)

    @property
    def bookable_until(self) -> datetime:
        """The last moment: its beginning, but somebody may take a vehicle later than planned."""
        return self.ends_at if self.kind is SegmentKind.VEHICLE else self.starts_at

    def to_json(self) -> dict[str, Any]:
        """The members of it that are kept; moments and amounts as text."""
        told = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "rides"}
        return {
            **told,
            "origin": asdict(self.origin),
            "destination": asdict(self.destination),
            "starts_at": self.starts_at.isoformat(),
            "ends_at": self.ends_at.isoformat(),
            "ride": self.ride and self.ride.to_json(),
            "calls": [_call_to_json(call) for call in self.calls],
            "price": self.price and {**asdict(self.price), "amount": str(self.price.amount)},
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Segment:
        """The segment that `to_json` told."""
        price = told["price"]
        return cls(
            **{
                **told,
                "kind": SegmentKind(told["kind"]),
                "origin": Spot(**told["origin"]),
                "destination": Spot(**told["destination"]),
                "starts_at": datetime.fromisoformat(told["starts_at"]),
                "ends_at": datetime.fromisoformat(told["ends_at"]),
                "ride": told["ride"] and Ride.from_json(told["ride"]),
                "calls": tuple(_call_from_json(call) for call in told["calls"]),
                "covers": tuple(told["covers"]),
                "price": price and Price(Decimal(price["amount"]), price["currency"]),
            }
        )


def segments_of(trip: KeptTrip) -> list[Segment]:
    """All parts of a trip, in the order in which they are travelled."""
    return with_rides([Segment.from_json(told) for told in trip.facts["segments"]])


def with_rides(segments: Sequence[Segment]) -> list[Segment]:
    """The segments, each with the rides that a booking of it is for."""
    own = {segment.id: segment.ride for segment in segments}
    return [
        replace(segment, rides=tuple(ride for one in segment.covers if (ride := own[one])))
        for segment in segments
    ]


def bookable_segments(trip: KeptTrip) -> list[Segment]:
    """Those that something was on sale for when the trip was planned, in their order."""
    return [segment for segment in segments_of(trip) if segment.is_bookable]


def find_segment(trip: KeptTrip, segment_id: str) -> Segment | None:
    """The segment of that id that can be booked; None for any other id."""
    return next((one for one in bookable_segments(trip) if one.id == segment_id), None)


def offers_of(
    trip: KeptTrip,
    segment: Segment,
    *,
    wish: OfferWish,
    binding: bool,
    at: datetime,
    product_code: str = "",
) -> list[Offer]:
    """What the channel offers now for what the segment stands for: of each product one offer, the
    cheapest first; of one product alone where its code is told.

    Binding offers are stored and can be booked. A vehicle that is gone is made good by the next
    one of its fleet. NothingOnSale, Left when it is too late; NoFare, NotValidThen and
    FormUnavailable as `quote_offers`. The number of queries does not depend on what is found.
    """
    if segment.bookable_until < at:
        raise Left
    found = SEARCHES[segment.kind](trip.channel, segment, wish, at)
    offers = _one_of_each(found, product_code)
    if not offers:
        raise NothingOnSale
    return store_offers(offers) if binding else offers


def _one_of_each(found: Iterable[Offer], product_code: str) -> list[Offer]:
    offers: dict[int, Offer] = {}
    for offer in found:
        if product_code in ("", offer.product.code):
            offers.setdefault(offer.product_id, offer)
    return sorted(offers.values(), key=lambda offer: (offer.amount, offer.product.code))


def _of_rides(
    channel: SalesChannel, segment: Segment, wish: OfferWish, at: datetime
) -> list[Offer]:
    return quote_offers(channel, [Itinerary(segment.rides)], wish=wish, at=at)


def _of_taxis(
    channel: SalesChannel, segment: Segment, wish: OfferWish, at: datetime
) -> list[Offer]:
    origin, destination = segment.origin.taxi_place(), segment.destination.taxi_place()
    people = len(wish.travellers)
    trip = TaxiWish(origin, destination, segment.starts_at, travellers=people)
    found = plan_taxis(channel, trip, binding=False, at=at)
    return [offer for offer in found if offer.product.fleet_id == segment.fleet]


def _of_vehicles(
    channel: SalesChannel, segment: Segment, wish: OfferWish, at: datetime
) -> list[Offer]:
    found = plan_vehicles(channel, VehicleWish(segment.origin.place()), binding=False, at=at)
    mine = [offer for offer in found if offer.product.fleet_id == segment.fleet]
    # The sort keeps the order otherwise, which is that of the distances.
    return sorted(mine, key=lambda offer: offer.asset is None or not _is_same(offer, segment))


def _is_same(offer: Offer, segment: Segment) -> bool:
    return offer.asset is not None and offer.asset.asset_id == segment.asset_id


def _of_walks(
    channel: SalesChannel, segment: Segment, wish: OfferWish, at: datetime
) -> list[Offer]:
    return []


SEARCHES = {
    SegmentKind.RIDE: _of_rides,
    SegmentKind.TAXI: _of_taxis,
    SegmentKind.VEHICLE: _of_vehicles,
    SegmentKind.WALK: _of_walks,
}


def _call_to_json(call: CallFacts) -> dict[str, Any]:
    moments = {name: getattr(call, name).isoformat() for name in ("arrives_at", "departs_at")}
    return {**asdict(call), **moments}


def _call_from_json(told: dict[str, Any]) -> CallFacts:
    moments = {name: datetime.fromisoformat(told[name]) for name in ("arrives_at", "departs_at")}
    return CallFacts(**{**told, **moments})
