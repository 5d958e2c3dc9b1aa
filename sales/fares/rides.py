"""The cheapest way to pay for all rides of a trip by fares for rides.

A ride fare covers a stretch: one ride, or several in a row if it allows changes. All stretches
together cover the trip. Between two rides that are paid for one by one a transfer fare takes the
place that its kind says, wherever one fits: of those the one for the fewest changes in a row, then
the cheapest. Changes inside one leg group are counted, and their time is measured, from the first
of them in a row. Of all ways the cheapest is taken; of those that cost the same, the one with the
fewest charges, then the first by the names of the fares.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

from sales.catalogue.rides import RideFare, TransferFare
from sales.catalogue.states import TimeLimit, TransferKind
from sales.fares.parts import RIDES, PartKind
from sales.fares.tariffs import Charge, Tariff
from sales.fares.trips import Hop, Trip
from sales.money import ZERO

Way = tuple[Charge, ...]
Stretch = tuple[int, RideFare]
Priced = TypeVar("Priced", RideFare, TransferFare)
ANY_NUMBER = 1_000_000


@dataclass(frozen=True, slots=True)
class Chain:
    """Rides in a row that were paid for one by one, so that transfer fares can join them."""

    leg_group: str
    begin: int
    """The ride that the last fare begins with."""
    first: int
    """The ride before the first of the changes in a row inside the leg group."""
    changes: int = 0
    """How many those are."""
    paid: Decimal = ZERO
    """For the last fare; nothing where a change led to it, so that no later one replaces it."""


def cheapest_way(tariff: Tariff, trip: Trip, category_id: int) -> Way | None:
    """What a passenger of the category is charged, in the order of the rides; None if not all
    rides can be paid for."""
    fares = _for_category(tariff.ride_fares, category_id)
    transfers = _for_category(tariff.transfer_fares, category_id)
    stretches = [_stretches(fares, trip.hops, start) for start in range(len(trip.hops))]
    return _cheapest(_Search(trip.hops, stretches, transfers).ways(0, None))


@dataclass(frozen=True, slots=True)
class _Search:
    hops: Sequence[Hop]
    stretches: Sequence[Sequence[Stretch]]
    transfers: Sequence[TransferFare]

    def ways(self, start: int, chain: Chain | None) -> Iterable[Way]:
        """The cheapest way for each stretch that begins there."""
        if start == len(self.hops):
            return [()]
        found = []
        for end, fare in self.stretches[start]:
            charges, reached = self._pay(fare, range(start, end), chain)
            rest = _cheapest(self.ways(end, reached))
            if rest is not None:
                found.append((*charges, *rest))
        return found

    def _pay(self, fare: RideFare, rides: range, chain: Chain | None) -> tuple[Way, Chain]:
        """The charges for these rides, and what a further ride can be joined to."""
        start = rides.start
        if chain is not None and len(rides) == 1:
            inside = chain.leg_group == fare.leg_group
            first = chain.first if inside else chain.begin
            changes = chain.changes + 1 if inside else 1
            rule = self._transfer(fare, start, chain, first=first, changes=changes)
            if rule is not None:
                run = (first, changes) if inside else (start, 0)
                return _change(rule, fare, start, chain), Chain(fare.leg_group, start, *run)
        charge = _charge(fare, tuple(rides))
        return (charge,), Chain(fare.leg_group, start, start, paid=fare.amount)

    def _transfer(
        self, fare: RideFare, start: int, chain: Chain, *, first: int, changes: int
    ) -> TransferFare | None:
        fitting = [
            rule
            for rule in self.transfers
            if chain.leg_group
            and (rule.from_group, rule.to_group) == (chain.leg_group, fare.leg_group)
            and (rule.most is None or changes <= rule.most)
            and _is_in_time(rule, self.hops[first], self.hops[start])
        ]
        return min(
            fitting,
            key=lambda rule: (
                rule.most or ANY_NUMBER,
                _order(_change(rule, fare, start, chain)),
                rule.pk or 0,
            ),
            default=None,
        )


def _for_category(fares: Iterable[Priced], category_id: int) -> list[Priced]:
    """Fares of the category, and those for all whose name the category has no fare of."""
    known = [fare for fare in fares if fare.category_id in (None, category_id)]
    own = {fare.name for fare in known if fare.category_id is not None}
    return [fare for fare in known if fare.category_id is not None or fare.name not in own]


def _stretches(fares: Sequence[RideFare], hops: Sequence[Hop], start: int) -> list[Stretch]:
    """For each end and leg group the cheapest fare of the highest priority."""
    chosen: list[Stretch] = []
    for end in range(start + 1, len(hops) + 1):
        fitting = [fare for fare in fares if covers(fare, hops[start:end])]
        highest = max((fare.priority for fare in fitting), default=0)
        groups: dict[str, RideFare] = {}
        for fare in sorted(fitting, key=lambda fare: (fare.amount, fare.name, fare.pk or 0)):
            if fare.priority == highest:
                groups.setdefault(fare.leg_group, fare)
        chosen += [(end, fare) for fare in groups.values()]
    return chosen


def covers(fare: RideFare, hops: Sequence[Hop]) -> bool:
    """Whether the fare pays for these rides in a row."""
    first, last = hops[0], hops[-1]
    return (
        (fare.max_transfers is None or len(hops) - 1 <= fare.max_transfers)
        and (fare.network_id is None or all(fare.network_id in hop.networks for hop in hops))
        and (fare.origin_area_id is None or fare.origin_area_id in first.origin_areas)
        and (fare.destination_area_id is None or fare.destination_area_id in last.destination_areas)
        and (fare.time_band_id is None or fare.time_band_id in first.bands)
        and (fare.arrival_band_id is None or fare.arrival_band_id in last.arrival_bands)
        and _passes(fare, hops)
        and _is_quick(fare, hops)
    )


def _passes(fare: RideFare, hops: Sequence[Hop]) -> bool:
    zones = {zone for hop in hops for zone in hop.ride.zone_ids}
    return not fare.zones_passed or zones == set(fare.zones_passed)


def _is_quick(fare: RideFare, hops: Sequence[Hop]) -> bool:
    if fare.transfer_seconds is None or len(hops) == 1:
        return True
    taken = hops[-1].ride.departs_at - hops[0].ride.departs_at
    return taken <= timedelta(seconds=fare.transfer_seconds)


def _is_in_time(rule: TransferFare, first: Hop, following: Hop) -> bool:
    if rule.limit_seconds is None:
        return True
    limit = TimeLimit(rule.limited)
    from_departure = limit in (TimeLimit.DEPARTURE_TO_ARRIVAL, TimeLimit.DEPARTURE_TO_DEPARTURE)
    to_arrival = limit in (TimeLimit.DEPARTURE_TO_ARRIVAL, TimeLimit.ARRIVAL_TO_ARRIVAL)
    begins = first.ride.departs_at if from_departure else first.ride.arrives_at
    ends = following.ride.arrives_at if to_arrival else following.ride.departs_at
    return ends - begins <= timedelta(seconds=rule.limit_seconds)


def _charge(fare: RideFare, rides: tuple[int, ...]) -> Charge:
    which = " and ".join(str(place + 1) for place in rides)
    rule = f"{fare.name} pays for {'ride' if len(rides) == 1 else 'rides'} {which}."
    return Charge(fare.amount, fare.currency, RIDES, rule, fare.name, facts={"rides": rides})


def _change(rule: TransferFare, fare: RideFare, place: int, chain: Chain) -> Way:
    """What the change to the ride at that place costs, with the ride."""
    name, number = rule.name or "Change", place + 1
    amount, words = rule.amount, f"{name} instead of a fare for ride {number}."
    if rule.kind == TransferKind.ON_TOP:
        words = f"{name} on top for the change to ride {number}."
    elif rule.kind == TransferKind.INSTEAD_OF_BOTH and chain.paid:
        amount -= chain.paid
        words = f"{name} ({rule.amount:.2f}) instead of fares for rides {place} and {number}."
    facts = {"rides": (place,)}
    charge = Charge(amount, rule.currency, RIDES, words, name, PartKind.TRANSFER, facts)
    if rule.kind == TransferKind.ON_TOP:
        return charge, _charge(fare, (place,))
    return (charge,)


def _cheapest(ways: Iterable[Way]) -> Way | None:
    return min(ways, key=_order, default=None)


def _order(way: Way) -> tuple[Decimal, int, tuple[str, ...]]:
    total = sum((charge.unit_amount for charge in way), ZERO)
    return total, len(way), tuple(charge.name for charge in way)
