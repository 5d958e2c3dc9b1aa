"""Fares as apps choose from them, and as they were chosen (§6.1). Prices are whole hundredths of
the main unit, in every currency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from protocols.tripgo.errors import NotBookable
from protocols.tripgo.why import Why
from protocols.tripgo.wire import hundredths

SINGLE_RIDE = "single_ride"
MOST_TRAVELLERS = 20
"""Of one category in one booking, where the product says nothing."""

Wire = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FareOption:
    """A fare that may be chosen several times; `amount` is that of one, VAT included."""

    id: str
    name: str
    amount: Decimal
    currency: str
    description: str = ""
    preset: int = 0
    """How many are chosen before anybody has chosen."""
    most: int = MOST_TRAVELLERS
    least: int | None = None
    """How many must be chosen at least if any is."""
    rider: str = ""
    """The name of the travellers that it is for, by which apps filter; empty: for whoever."""
    accompanies: bool = False
    """It is for those who travel with somebody else, and not sold alone."""
    is_fixed: bool = False
    """It comes with the trip, whatever is chosen."""

    def to_wire(self, value: int | None = None) -> Wire:
        """The fare with the quantity that is chosen, or is preselected."""
        told: Wire = {
            "id": self.id,
            "name": self.name,
            "description": self.description,
            "price": hundredths(self.amount),
            "currency": self.currency,
            "value": self.preset if value is None else value,
            "max": self.most,
            "riders": [self.rider_to_wire()] if self.rider else [],
            "type": SINGLE_RIDE,
        }
        if self.least is not None:
            told["min"] = self.least
        return told

    def rider_to_wire(self) -> Wire:
        return {"id": self.id, "name": self.rider}


def riders_of(fares: Iterable[FareOption]) -> list[Wire]:
    """`riders`: the kinds of travellers to filter by, each once."""
    told = {fare.id: fare.rider_to_wire() for fare in fares if fare.rider}
    return list(told.values())


def choose_fares(
    fares: Sequence[FareOption], told: Mapping[str, int] | None, *, single: bool = False
) -> dict[str, int]:
    """How many of each fare are wanted, by id, without those of which none is: of what an app told,
    or what is preselected where it told nothing.

    NotBookable, in words for the traveller, for an unknown fare, for more or fewer than there may
    be, for several where one alone may be chosen (`single`), for those alone who accompany others,
    and for nobody at all.
    """
    wanted = {fare.id: fare.preset for fare in fares} if told is None else dict(told)
    wanted |= {fare.id: fare.preset for fare in fares if fare.is_fixed}
    known = {fare.id: fare for fare in fares}
    if set(wanted) - set(known):
        raise NotBookable(Why.FARE_GONE)
    chosen = {name: count for name, count in wanted.items() if count}
    for name, count in chosen.items():
        _check_bounds(known[name], count)
    _check_choice([known[name] for name in chosen], fares, single=single)
    return chosen


def chosen_to_wire(fares: Sequence[FareOption], chosen: Mapping[str, int]) -> list[Wire]:
    """The fares that were chosen, with how many of each."""
    return [fare.to_wire(chosen[fare.id]) for fare in fares if chosen.get(fare.id)]


def _check_bounds(fare: FareOption, count: int) -> None:
    if count > fare.most:
        raise NotBookable(Why.FARES_AT_MOST, of=fare.name, most=fare.most)
    if fare.least is not None and count < fare.least:
        raise NotBookable(Why.FARES_AT_LEAST, of=fare.name, least=fare.least)


def _check_choice(
    chosen: Sequence[FareOption], offered: Sequence[FareOption], *, single: bool
) -> None:
    choosable = [fare for fare in offered if not fare.is_fixed]
    if not choosable:
        return
    wanted = [fare for fare in chosen if not fare.is_fixed]
    if not wanted:
        raise NotBookable(Why.NO_FARE)
    if single and len(wanted) > 1:
        raise NotBookable(Why.ONE_FARE)
    if all(fare.accompanies for fare in wanted):
        names = ", ".join(fare.name for fare in wanted)
        raise NotBookable(Why.NOT_ALONE, of=names)
