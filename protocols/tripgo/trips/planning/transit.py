"""Trips by the timetable, from any place to any other: linked on foot where stops are near, else by
a taxi or a shared vehicle to and from the nearest stop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import zip_longest

from operators.timetable.calls import RideFacts, read_ride_facts
from operators.timetable.itineraries import Itinerary, Ride, StopFacts
from operators.timetable.near import NearStop, find_stops_near, group_of_stops, shared_out
from operators.timetable.planner import plan_itineraries
from protocols.tripgo.modes import TRANSIT, mode_of_rides
from protocols.tripgo.trips.planning.carriers import find_taxis, find_vehicles
from protocols.tripgo.trips.planning.links import (
    CHANGE,
    ByVehicle,
    Link,
    OnFoot,
    metres_of,
    new_id,
)
from protocols.tripgo.trips.planning.requests import RoutingWish
from protocols.tripgo.trips.segments import Segment, SegmentKind, Spot
from sales.catalogue.ranges import ChannelRange

ITINERARIES = 6
"""How many are looked at; those that the walks leave too little time for are left out."""
ON_FOOT = 800
"""Metres to a stop that people walk, in a straight line."""
FARTHEST_STOP = 15_000
"""Metres to a stop that people are driven to."""
MOST_STOPS = 40
DRIVEN = 6.0
"""Metres a second in a town, as a guess."""
MOST_TRIPS = 12
"""Each itinerary may be linked in several ways."""
TAXIS, VEHICLES = 2, 2
"""How many of them link one end of a trip."""
Plan = list[Segment]


@dataclass(frozen=True, slots=True)
class End:
    """One end of a trip, and the stops that are looked at for it."""

    spot: Spot
    stops: list[NearStop]
    is_far: bool
    """Whether nobody walks to the one stop that there is."""

    @property
    def stop(self) -> Spot:
        """The nearest of them."""
        return spot_of(self.stops[0].facts)


def plan_transit(opened: ChannelRange, wish: RoutingWish) -> list[Plan]:
    """The next trips by the timetable that fit, or the last ones where an arrival is wished. A
    fixed number of queries."""
    if not wish.takes_some(TRANSIT):
        return []
    origin, destination = (_end(opened, spot) for spot in (wish.origin, wish.destination))
    left, right = shared_out(origin.stops, destination.stops)
    if not left or not right:
        return []
    origin, destination = replace(origin, stops=left), replace(destination, stops=right)
    accesses = _accesses(opened, wish, origin)
    if not accesses:
        return []
    itineraries = _itineraries(opened, wish, (origin, destination), accesses)
    egresses = _egresses(opened, wish, destination, itineraries)
    return with_facts(opened, _linked(wish, itineraries, accesses, egresses))


def _linked(
    wish: RoutingWish,
    itineraries: Sequence[Itinerary],
    accesses: Sequence[Link],
    egresses: Sequence[Link],
) -> list[Plan]:
    """Each itinerary with its first links, then each with the next ones, and so on: the next
    departure says more than another taxi to the same one."""
    found = [
        [
            plan
            for access in accesses
            for egress in egresses
            if (plan := _assembled(wish, itinerary, access, egress)) is not None
        ]
        for itinerary in itineraries
    ]
    linked = [plan for one_of_each in zip_longest(*found) for plan in one_of_each if plan]
    return linked[:MOST_TRIPS]


def spot_of(stop: StopFacts) -> Spot:
    """A stop of the timetable as an end of a segment."""
    return Spot(
        float(stop.longitude),
        float(stop.latitude),
        stop.name,
        stop_id=stop.stop_id,
        platform=stop.platform_code,
    )


def with_facts(opened: ChannelRange, plans: Sequence[Plan]) -> list[Plan]:
    """The plans with the calls and the lines of their rides; two queries."""
    rides = list(dict.fromkeys(one.ride for plan in plans for one in plan if one.ride is not None))
    read = read_ride_facts(opened.channel.tenant, rides)
    facts = dict(zip(rides, read, strict=True))
    return [[_with_facts(one, facts) for one in plan] for plan in plans]


def _with_facts(segment: Segment, facts: dict[Ride, RideFacts]) -> Segment:
    if segment.ride is None:
        return segment
    told = facts[segment.ride]
    return replace(
        segment,
        calls=told.calls,
        colour=told.colour,
        operator=told.operator,
        operator_id=told.operator_id,
        feed_id=told.feed_id,
    )


def _end(opened: ChannelRange, spot: Spot) -> End:
    """Stops in walking distance, or else the nearest one. Two queries at most."""
    tenant, place = opened.channel.tenant, spot.place()
    near = find_stops_near(tenant, *place, metres=ON_FOOT, limit=MOST_STOPS)
    if near:
        return End(spot, near, is_far=False)
    return End(spot, find_stops_near(tenant, *place, metres=FARTHEST_STOP, limit=1), is_far=True)


def _accesses(opened: ChannelRange, wish: RoutingWish, origin: End) -> list[Link]:
    if not origin.is_far:
        return [OnFoot()]
    taxis = find_taxis(opened, wish, origin.spot, origin.stop, wish.leaves_after)
    vehicles = find_vehicles(opened, wish, origin.spot, origin.stop, wish.leaves_after)
    carriers = [*taxis[:TAXIS], *vehicles[:VEHICLES]]
    return [ByVehicle(carried) for carried in carriers]


def _egresses(
    opened: ChannelRange, wish: RoutingWish, destination: End, itineraries: Sequence[Itinerary]
) -> list[Link]:
    if not destination.is_far:
        return [OnFoot()]
    if not itineraries:
        return []
    arrives_at = itineraries[0].arrives_at + CHANGE
    taxis = find_taxis(opened, wish, destination.stop, destination.spot, arrives_at)
    vehicles = find_vehicles(opened, wish, destination.stop, destination.spot, arrives_at)
    carriers = [*taxis[:TAXIS], *vehicles[:VEHICLES]]
    return [ByVehicle(carried) for carried in carriers]


def _itineraries(
    opened: ChannelRange, wish: RoutingWish, ends: tuple[End, End], accesses: Sequence[Link]
) -> list[Itinerary]:
    origin, destination = ends
    from_stops, to_stops = group_of_stops(origin.stops), group_of_stops(destination.stops)
    assert from_stops is not None
    assert to_stops is not None
    soonest = min(_boards_at(wish, access, origin) for access in accesses)
    return plan_itineraries(
        opened.channel.tenant,
        origin=from_stops,
        destination=to_stops,
        departs_after=soonest if wish.is_departure else None,
        arrives_before=_alights_by(wish, destination),
        limit=ITINERARIES,
    )


def _alights_by(wish: RoutingWish, destination: End) -> datetime | None:
    """When somebody has to be at the nearest stop who arrives just in time; None for a
    departure. How long a vehicle takes is guessed, since none was asked yet."""
    before = wish.arrives_before
    if before is None:
        return None
    if not destination.is_far:
        return before - OnFoot().lasts(destination.stop, destination.spot)
    metres = metres_of(destination.stop, destination.spot)
    return before - timedelta(seconds=metres / DRIVEN) - 2 * CHANGE


def _boards_at(wish: RoutingWish, access: Link, origin: End) -> datetime:
    """When somebody who leaves as soon as can be is at the nearest stop."""
    leaves_at = wish.leaves_after
    if isinstance(access, ByVehicle):
        leaves_at = max(leaves_at, access.by.soonest)
    return leaves_at + access.lasts(origin.spot, origin.stop)


def _assembled(wish: RoutingWish, itinerary: Itinerary, access: Link, egress: Link) -> Plan | None:
    """The whole trip, or None if it does not fit."""
    rides = itinerary.rides
    if not all(wish.takes(mode_of_rides([ride])) for ride in rides):
        return None
    boards, alights = spot_of(rides[0].origin), spot_of(rides[-1].destination)
    starts_at = rides[0].departs_at - access.lasts(wish.origin, boards)
    left_at = _left_at(itinerary, egress)
    if not access.begins(starts_at) or not egress.begins(left_at):
        return None
    plan = [
        *access.told(wish.origin, boards, starts_at),
        *_ridden(rides),
        *egress.told(alights, wish.destination, left_at),
    ]
    fits = wish.fits(starts_at, plan[-1].ends_at)
    return plan if fits else None


def _left_at(itinerary: Itinerary, egress: Link) -> datetime:
    """When the way from the last stop on begins: whoever changes to a vehicle needs a moment."""
    return itinerary.arrives_at + (CHANGE if isinstance(egress, ByVehicle) else timedelta(0))


def _ridden(rides: Sequence[Ride]) -> Iterator[Segment]:
    """The rides, with the walks between stops that are apart."""
    before: Ride | None = None
    for ride in rides:
        if before is not None:
            here, there = spot_of(before.destination), spot_of(ride.origin)
            yield from OnFoot().told(here, there, before.arrives_at)
        before = ride
        yield Segment(
            new_id(),
            SegmentKind.RIDE,
            mode_of_rides([ride]),
            spot_of(ride.origin),
            spot_of(ride.destination),
            ride.departs_at,
            ride.arrives_at,
            ride.distance_metres,
            ride=ride,
        )
