"""Which parts of planned trips can be booked, and from what price on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from operators.timetable.itineraries import Itinerary, Ride
from protocols.tripgo.trips.segments import Price, Segment, SegmentKind
from sales.catalogue.ranges import ChannelRange
from sales.errors import NoFare, NothingOnSale, NotValidThen
from sales.models import Offer
from sales.offers.actions import OfferWish, quote_offers
from sales.offers.terms import TravellerWish
from tickets.errors import FormUnavailable

ALONE = OfferWish((TravellerWish(),))
"""What prices are told for: one traveller of whom nothing is known."""
Rides = tuple[Ride, ...]


def with_sales(
    opened: ChannelRange, plans: Sequence[Sequence[Segment]], *, at: datetime
) -> list[list[Segment]]:
    """The plans, in which rides tell what covers them and what it costs.

    One booking is for all rides of a trip where one product is good for all of them, else for each
    ride by itself. The queries of quoting, twice at most.
    """
    if not opened.sells_tickets:
        return [list(plan) for plan in plans]
    whole = _prices(opened, (rides for plan in plans if (rides := _rides(plan))), at=at)
    alone = [(ride,) for plan in plans if _rides(plan) not in whole for ride in _rides(plan)]
    prices = whole | (_prices(opened, alone, at=at) if alone else {})
    return [_sold(plan, prices) for plan in plans]


def _rides(plan: Iterable[Segment]) -> Rides:
    return tuple(segment.ride for segment in plan if segment.ride is not None)


def _prices(opened: ChannelRange, runs: Iterable[Rides], *, at: datetime) -> dict[Rides, Price]:
    """The cheapest offer for each run of rides that something is offered for."""
    itineraries = [Itinerary(rides) for rides in dict.fromkeys(runs)]
    if not itineraries:
        return {}
    try:
        offers = quote_offers(opened.channel, itineraries, wish=ALONE, at=at)
    except (NothingOnSale, NoFare, NotValidThen, FormUnavailable):
        return {}
    found: dict[Rides, Offer] = {}
    for offer in sorted(offers, key=lambda offer: offer.amount):
        found.setdefault(tuple(offer.itinerary_rides()), offer)
    return {rides: Price(offer.amount, offer.currency) for rides, offer in found.items()}


def _sold(plan: Sequence[Segment], prices: dict[Rides, Price]) -> list[Segment]:
    rides = _rides(plan)
    if rides in prices:
        ids = tuple(segment.id for segment in plan if segment.kind is SegmentKind.RIDE)
        return [
            replace(segment, covers=ids, price=prices[rides]) if segment.id == ids[0] else segment
            for segment in plan
        ]
    return [
        replace(segment, covers=(segment.id,), price=prices[(segment.ride,)])
        if segment.ride is not None and (segment.ride,) in prices
        else segment
        for segment in plan
    ]
