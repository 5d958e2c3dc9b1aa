"""What a planning request is answered with: trips, vehicles, or what others offer."""

from __future__ import annotations

from datetime import datetime

from bookings.actions.planning import plan_journey
from bookings.actions.planning_supplied import SupplyTrip, plan_supplied
from bookings.actions.planning_vehicles import VehicleWish, plan_vehicles
from protocols.tomp.errors import Missing
from protocols.tomp.wishes import PlanningWish
from sales.catalogue.ranges import ChannelRange
from sales.models import Offer


def plan(opened: ChannelRange, wish: PlanningWish, *, binding: bool, at: datetime) -> list[Offer]:
    """Offers of every kind that the channel sells and the wish may mean.

    Vehicles where it names them or no two stops, or where nothing else is on sale; trips by the
    timetable otherwise. Missing for places that none of them can be found by.
    """
    offers: list[Offer] = []
    if opened.rents and (wish.names_vehicles or not opened.sells_tickets):
        offers += plan_vehicles(opened.channel, _vehicles(wish), binding=binding, at=at)
    elif opened.sells_tickets or not opened.resells:
        offers += plan_journey(opened.channel, wish.trip, wish=wish.offers, binding=binding, at=at)
    if opened.resells and not opened.channel.is_sandbox:
        trip = _passed_on(wish)
        offers += plan_supplied(opened.channel, trip, wish=wish.offers, binding=binding, at=at)
    return offers


def _passed_on(wish: PlanningWish) -> SupplyTrip:
    end = wish.destination
    return SupplyTrip(
        origin_stops=wish.origin.stops,
        origin=wish.origin.point,
        destination_stops=end.stops if end else (),
        destination=end.point if end else None,
        departs_after=wish.departs_after,
        arrives_before=wish.arrives_before,
        radius_metres=wish.radius_metres,
        asset_ids=wish.asset_ids,
        type_ids=wish.type_ids,
    )


def _vehicles(wish: PlanningWish) -> VehicleWish:
    if wish.origin.point is None:
        raise Missing("from: Send its coordinates; vehicles are looked for around a point.")
    return VehicleWish(
        wish.origin.point,
        wish.radius_metres,
        wish.asset_ids,
        wish.type_ids,
        travellers=len(wish.offers.travellers),
    )
