"""Which fare a whole trip has."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sales.catalogue.fares import Fare
from sales.catalogue.states import FareBasis
from sales.fares.days import holds_day
from sales.fares.tariffs import Charge
from sales.fares.trips import METRES_PER_KM, Trip
from sales.money import round_amount

RANKS = {basis: rank for rank, basis in enumerate(FareBasis.values)}
NO_STEP = 1_000_000


def choose_fare(fares: Iterable[Fare], trip: Trip) -> Fare | None:
    """The one of these fares that the trip has, as `Fare` tells; None if none fits."""
    fitting = [fare for fare in fares if fits(fare, trip)]
    return min(fitting, key=lambda fare: _order(fare, trip), default=None)


def own_fares(fares: Iterable[Fare], category_id: int) -> list[Fare]:
    """The fares for a passenger of the category."""
    return [
        fare
        for fare in fares
        if fare.group_size is None and fare.category_id in (None, category_id)
    ]


def group_fares(fares: Iterable[Fare], travellers: int) -> list[Fare]:
    """The fares for a group that is large enough for so many; of the smallest such size."""
    large = [fare for fare in fares if fare.group_size and fare.group_size >= travellers]
    smallest = min((fare.group_size or 0 for fare in large), default=0)
    return [fare for fare in large if fare.group_size == smallest]


def fits(fare: Fare, trip: Trip) -> bool:
    """Whether the fare holds for the trip, whoever travels; without rides, flat ones alone do."""
    if not holds_day(fare.period, trip.date):
        return False
    if fare.time_band_id is not None and fare.time_band_id not in trip.bands:
        return False
    if not trip.hops:
        return fare.basis == FareBasis.FLAT
    if fare.basis == FareBasis.ZONES:
        return trip.zones <= (fare.max_zones or 0)
    if fare.basis == FareBasis.DISTANCE:
        return _is_near(fare, trip)
    if fare.basis == FareBasis.AREAS:
        return _connects(fare, trip)
    return True


def charge_of(fare: Fare, trip: Trip) -> Charge:
    """What the fare comes to on the trip, and why."""
    words, facts = _explained(fare, trip)
    if fare.time_band_id is not None:
        facts["band"] = trip.band_names.get(fare.time_band_id, "")
        words.append(f"the trip departs in {facts['band']}")
    if fare.group_size is not None:
        facts["group_size"] = fare.group_size
        words.append(f"one price for up to {fare.group_size} travellers")
    rule = "; ".join(words)
    return Charge(
        unit_amount=amount_of(fare, trip),
        currency=fare.currency,
        basis=fare.basis,
        rule=f"{rule[0].upper()}{rule[1:]}.",
        facts=facts,
    )


def amount_of(fare: Fare, trip: Trip) -> Decimal:
    """The amount, plus that for each kilometre begun, rounded once."""
    return round_amount(fare.amount + (fare.per_km or 0) * (trip.km or 0))


def _explained(fare: Fare, trip: Trip) -> tuple[list[str], dict[str, Any]]:
    if fare.basis == FareBasis.ZONES:
        zones = f"the trip touches {trip.zones} of up to {fare.max_zones} zones"
        return [zones], {"zones": trip.zones}
    if fare.basis == FareBasis.DISTANCE:
        step = f"of up to {fare.max_km} " if fare.max_km else ""
        words = [f"the trip has {trip.km} {step}km, each counted when begun"]
        if fare.per_km:
            words.append(f"{fare.amount:.2f} plus {fare.per_km.normalize():f} for each km")
        return words, {"km": trip.km}
    if fare.basis == FareBasis.AREAS:
        ends = [trip.names.get(fare.origin_area_id or 0, "")]
        ends.append(trip.names.get(fare.destination_area_id or 0, ""))
        if not _goes(fare, trip):
            ends.reverse()
        return [f"from {ends[0]} to {ends[1]}"], {"origin": ends[0], "destination": ends[1]}
    return ["one price for any trip"], {}


def _is_near(fare: Fare, trip: Trip) -> bool:
    if trip.metres is None:
        return False
    return fare.max_km is None or trip.metres <= fare.max_km * METRES_PER_KM


def _connects(fare: Fare, trip: Trip) -> bool:
    return _goes(fare, trip) or (fare.both_ways and _comes_back(fare, trip))


def _goes(fare: Fare, trip: Trip) -> bool:
    return (
        fare.origin_area_id in trip.hops[0].origin_areas
        and fare.destination_area_id in trip.hops[-1].destination_areas
    )


def _comes_back(fare: Fare, trip: Trip) -> bool:
    return (
        fare.destination_area_id in trip.hops[0].origin_areas
        and fare.origin_area_id in trip.hops[-1].destination_areas
    )


def _order(fare: Fare, trip: Trip) -> tuple[Any, ...]:
    step = fare.max_zones or fare.max_km or NO_STEP
    return (
        fare.category_id is None,
        RANKS[fare.basis],
        step,
        fare.time_band_id is None,
        amount_of(fare, trip),
        fare.pk or 0,
    )
