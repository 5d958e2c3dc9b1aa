"""All trips that there are for a wish."""

from __future__ import annotations

from datetime import datetime, timedelta

from protocols.tripgo.modes import WALK
from protocols.tripgo.trips.planning.carriers import find_taxis, find_vehicles
from protocols.tripgo.trips.planning.links import (
    STEP,
    ByVehicle,
    Carried,
    Link,
    OnFoot,
    metres_of,
)
from protocols.tripgo.trips.planning.requests import RoutingWish
from protocols.tripgo.trips.planning.selling import with_sales
from protocols.tripgo.trips.planning.transit import Plan, plan_transit
from sales.catalogue.ranges import ChannelRange

FARTHEST_WALK = 3000
"""Metres on the street that somebody walks for its own sake."""
MOST_TRIPS = 20


def plan_trips(opened: ChannelRange, wish: RoutingWish) -> list[Plan]:
    """The trips of every kind that fit, at most 20, with what can be booked of them. None where
    nothing goes there, or somebody is there already. A fixed number of queries."""
    if metres_of(wish.origin, wish.destination) < STEP:
        return []
    plans = [
        *plan_transit(opened, wish),
        *_by_taxi(opened, wish),
        *_by_vehicle(opened, wish),
        *_on_foot(wish),
    ]
    return with_sales(opened, plans[:MOST_TRIPS], at=wish.at)


def _by_taxi(opened: ChannelRange, wish: RoutingWish) -> list[Plan]:
    found = find_taxis(opened, wish, wish.origin, wish.destination, wish.leaves_after)
    return [
        plan for taxi in found if (plan := _carried(wish, ByVehicle(taxi), _pick_up(wish, taxi)))
    ]


def _by_vehicle(opened: ChannelRange, wish: RoutingWish) -> list[Plan]:
    found = find_vehicles(opened, wish, wish.origin, wish.destination, wish.leaves_after)
    plans = (_carried(wish, ByVehicle(vehicle), wish.leaves_after) for vehicle in found)
    return [plan for plan in plans if plan]


def _pick_up(wish: RoutingWish, taxi: Carried) -> datetime:
    """As soon as it can come, or so that it arrives just in time."""
    before = wish.arrives_before
    return taxi.soonest if before is None else before - timedelta(seconds=taxi.seconds)


def _carried(wish: RoutingWish, link: Link, starts_at: datetime) -> Plan:
    """From door to door; empty if it does not fit."""
    plan = link.told(wish.origin, wish.destination, starts_at)
    fits = link.begins(starts_at) and wish.fits(starts_at, plan[-1].ends_at)
    return plan if fits else []


def _on_foot(wish: RoutingWish) -> list[Plan]:
    metres = metres_of(wish.origin, wish.destination)
    if metres > FARTHEST_WALK or not wish.takes(WALK):
        return []
    lasts = OnFoot().lasts(wish.origin, wish.destination)
    starts_at = wish.time if wish.is_departure else wish.time - lasts
    plan = OnFoot().told(wish.origin, wish.destination, starts_at)
    fits = bool(plan) and wish.fits(starts_at, plan[-1].ends_at)
    return [plan] if fits else []
