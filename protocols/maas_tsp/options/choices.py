"""Offers of one trip that differ in their class are one choice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sales.catalogue.states import FareClass
from sales.models import Offer

USUAL = (FareClass.SECOND, FareClass.STANDARD, FareClass.ECONOMY)
"""What is chosen unless the traveller says otherwise."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Offers of which one is taken: one alone, or one of each class."""

    offers: tuple[Offer, ...]

    @property
    def usual(self) -> Offer:
        """The one that is taken unless another one is chosen: the usual class, else the
        cheapest."""
        for usual in USUAL:
            for offer in self.offers:
                if offer.product.fare_class == usual:
                    return offer
        return min(self.offers, key=lambda offer: offer.amount)


def choices_of(offers: Iterable[Offer]) -> list[Choice]:
    """Each offer is in one choice, in their order. Of several products of one class and trip the
    first one goes with the first one of each other class, and so on."""
    lanes: list[dict[str, Offer]] = []
    trips: dict[object, list[dict[str, Offer]]] = {}
    for offer in offers:
        mine = trips.setdefault(_trip(offer), [])
        known = offer.product.fare_class
        lane = next((lane for lane in mine if known and known not in lane and "" not in lane), None)
        if lane is None:
            lane = {}
            mine.append(lane)
            lanes.append(lane)
        lane[known] = offer
    return [Choice(in_class_order(lane.values())) for lane in lanes]


def in_class_order(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """The highest class first."""
    order = list(FareClass)
    known: Sequence[Offer] = list(offers)
    return tuple(
        sorted(known, key=lambda offer: order.index(FareClass(offer.product.fare_class)))
        if len(known) > 1
        else known
    )


def _trip(offer: Offer) -> object:
    """What is the same for offers of one trip; what has no rides is of a trip of its own."""
    rides = tuple((ride["trip_id"], ride["departs_at"]) for ride in offer.rides)
    return rides or id(offer)
