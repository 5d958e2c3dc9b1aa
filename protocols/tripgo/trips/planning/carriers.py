"""Which taxis and shared vehicles there are for a way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from math import ceil

from bookings.actions.parking import region_forbidding
from bookings.actions.planning_taxis import TaxiWish, plan_taxis
from bookings.actions.planning_vehicles import VehicleWish, plan_vehicles
from operators.fleet.models import Asset, Fleet
from protocols.tripgo.modes import TAXI, mode_of_class, mode_of_taxis
from protocols.tripgo.trips.planning.links import Carried, metres_of
from protocols.tripgo.trips.planning.requests import RoutingWish
from protocols.tripgo.trips.segments import Price, SegmentKind, Spot
from sales.catalogue.ranges import ChannelRange
from sales.errors import NoFare, NothingOnSale
from sales.fares.metering import Use
from sales.fares.rentals import price_rental
from sales.models import Offer

FASTEST: Mapping[str, float] = {"me_car-s": 8.0, "me_mot-s": 8.0}
"""Metres a second through a town, by the beginning of the mode."""
USUAL_SPEED = 4.0
FARTHEST: Mapping[str, float] = {"me_car-s": 100_000, "me_mot-s": 30_000}
"""Metres that such a vehicle is offered for."""
USUAL_REACH = 10_000
A_DAY = timedelta(days=1)
VEHICLE_MODES = ("me_mic-s", "me_mot-s", "me_car-s")


def find_taxis(
    opened: ChannelRange, wish: RoutingWish, origin: Spot, destination: Spot, pick_up_at: datetime
) -> list[Carried]:
    """A taxi of each fleet that drives there and then, the soonest first, then the cheapest. A
    fixed number of queries."""
    if not wish.takes_some(TAXI):
        return []
    trip = TaxiWish(origin.taxi_place(), destination.taxi_place(), max(pick_up_at, wish.at))
    offers = _found(lambda: plan_taxis(opened.channel, trip, binding=False, at=wish.at))
    fleets = _fleets(offers)
    fitting = [taxi for offer in offers if wish.takes((taxi := _taxi(offer, fleets)).mode)]
    return sorted(fitting, key=lambda taxi: (taxi.soonest, taxi.price.amount, taxi.fleet))


def find_vehicles(
    opened: ChannelRange, wish: RoutingWish, origin: Spot, destination: Spot, starts_at: datetime
) -> list[Carried]:
    """The nearest vehicle of each kind of each fleet, of those that would still be kept when the
    way begins, that go so far and may be left there. A fixed number of queries, and one for each
    kind of a fleet that looks where its vehicles are left."""
    if not opened.rents or not any(wish.takes_some(mode) for mode in VEHICLE_MODES):
        return []
    around = VehicleWish(origin.place())
    offers = _found(lambda: plan_vehicles(opened.channel, around, binding=False, at=wish.at))
    kinds: dict[str, tuple[Carried, Asset]] = {}
    for offer in offers:
        assert offer.asset is not None
        vehicle = _vehicle(offer, offer.asset, destination, at=wish.at)
        reach = _by_beginning(FARTHEST, vehicle.mode, USUAL_REACH)
        if starts_at <= vehicle.latest and vehicle.metres <= reach and wish.takes(vehicle.mode):
            kinds.setdefault(vehicle.mode, (vehicle, offer.asset))
    return [
        vehicle for vehicle, asset in kinds.values() if _may_end(asset, destination, at=wish.at)
    ]


def _may_end(asset: Asset, destination: Spot, *, at: datetime) -> bool:
    """Whether the vehicle may be left there; one query if its fleet looks."""
    fleet, type_id = asset.fleet, asset.asset_type.type_id
    if not fleet.enforces_parking:
        return True
    return region_forbidding(fleet, type_id, destination.place(), at=at) is None


def _found(search: Callable[[], list[Offer]]) -> list[Offer]:
    try:
        return search()
    except (NothingOnSale, NoFare):
        return []


def _fleets(offers: list[Offer]) -> dict[int, Fleet]:
    keys = {offer.product.fleet_id for offer in offers}
    return Fleet.objects.in_bulk(keys) if keys else {}


def _taxi(offer: Offer, fleets: dict[int, Fleet]) -> Carried:
    trip = offer.trip()
    assert offer.product.fleet_id is not None
    fleet = fleets[offer.product.fleet_id]
    return Carried(
        SegmentKind.TAXI,
        mode_of_taxis(fleet),
        fleet.pk,
        fleet.name,
        trip.metres,
        trip.seconds,
        Price(offer.amount, offer.currency),
        soonest=trip.pick_up_at,
        latest=trip.pick_up_at + A_DAY,
    )


def _vehicle(offer: Offer, asset: Asset, destination: Spot, *, at: datetime) -> Carried:
    kind, fleet = asset.asset_type, asset.fleet
    mode = mode_of_class(kind.asset_class, kind.asset_sub_class, system_id=fleet.system_id)
    stands = standing(asset)
    metres = metres_of(stands, destination)
    seconds = ceil(metres / _by_beginning(FASTEST, mode, USUAL_SPEED))
    use = Use(seconds_in_use=seconds, metres=metres)
    price = price_rental(offer.pricing_plan(), use, vat_rate=offer.vat_rate)
    return Carried(
        SegmentKind.VEHICLE,
        mode,
        fleet.pk,
        fleet.name,
        metres,
        seconds,
        Price(price.amount, price.currency),
        soonest=at,
        latest=at + timedelta(minutes=fleet.reservation_minutes),
        asset_id=asset.asset_id,
        begins=stands,
    )


def standing(asset: Asset) -> Spot:
    """Where a vehicle is, or else where its station is."""
    station = asset.station
    name = station.name if station else ""
    if asset.longitude is not None and asset.latitude is not None:
        return Spot(float(asset.longitude), float(asset.latitude), name)
    assert station is not None
    return Spot(float(station.longitude), float(station.latitude), name)


def _by_beginning(known: Mapping[str, float], mode: str, usual: float) -> float:
    return next((told for start, told in known.items() if mode.startswith(start)), usual)
