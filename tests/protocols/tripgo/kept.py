"""Trips that were told to an app, put together part for part."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bookings.actions.planning_places import PlacesWish, plan_between_places
from bookings.terms import Place
from operators.fleet.models import Asset
from protocols.models import KeptTrip
from protocols.tripgo.modes import mode_of_class, mode_of_rides, mode_of_taxis
from protocols.tripgo.trips.segments import Segment, SegmentKind, Spot
from protocols.tripgo.trips.store import Asked, keep_trip
from sales.offers.actions import OfferWish
from sales.offers.terms import TravellerWish
from tests.factories.fleet import PLACE
from tests.factories.moments import NOW, later
from tests.factories.taxis import CORNER, TOWER
from tests.protocols.tripgo.worlds import BEACH, MARKET, TripGoWorld

METRES = 20_000


def bus_segment(
    world: TripGoWorld, segment_id: str = "bus1", *, departure: int = 0, **changes: Any
) -> Segment:
    """The first bus from the market to the beach, or a later one."""
    places = PlacesWish(_place(MARKET), _place(BEACH), 500, 500, NOW)
    wish = OfferWish((TravellerWish(),))
    offers = plan_between_places(world.channel, places, wish=wish, binding=False, at=NOW)
    rides = tuple(offers[departure].itinerary_rides())
    segment = Segment(
        id=segment_id,
        kind=SegmentKind.RIDE,
        mode=mode_of_rides(rides),
        origin=Spot(4.3, 52.1, rides[0].origin.name),
        destination=Spot(4.4, 52.2, rides[-1].destination.name),
        starts_at=rides[0].departs_at,
        ends_at=rides[-1].arrives_at,
        metres=METRES,
        ride=rides[0],
        covers=(segment_id,),
        rides=rides,
        operator=world.shop.product.operator.name,
    )
    return replace(segment, **changes)


def taxi_segment(
    world: TripGoWorld, segment_id: str = "taxi1", starts_at: datetime | None = None
) -> Segment:
    """From the corner to the tower, in an hour if nothing else is said."""
    begins = starts_at or later(hours=1)
    fleet = world.taxis.fleet
    return Segment(
        id=segment_id,
        kind=SegmentKind.TAXI,
        mode=mode_of_taxis(fleet),
        origin=Spot(CORNER.longitude, CORNER.latitude, CORNER.name),
        destination=Spot(TOWER.longitude, TOWER.latitude, TOWER.name, TOWER.address),
        starts_at=begins,
        ends_at=begins + timedelta(minutes=10),
        metres=2_000,
        covers=(segment_id,),
        fleet=fleet.pk,
        operator=fleet.name,
    )


def scooter_segment(
    world: TripGoWorld, segment_id: str = "step1", asset: Asset | None = None
) -> Segment:
    """From where the scooters stand to the tower, now."""
    scooter = asset or world.rentals.asset
    kind = scooter.asset_type
    return Segment(
        id=segment_id,
        kind=SegmentKind.VEHICLE,
        mode=mode_of_class(kind.asset_class, kind.asset_sub_class),
        origin=Spot(*PLACE),
        destination=Spot(TOWER.longitude, TOWER.latitude, TOWER.name),
        starts_at=NOW,
        ends_at=later(minutes=10),
        metres=2_000,
        covers=(segment_id,),
        fleet=scooter.fleet_id,
        asset_id=scooter.asset_id,
        operator=scooter.fleet.name,
    )


def walk_segment(segment_id: str = "walk1") -> Segment:
    """A part that nobody sells."""
    spot = Spot(4.4, 52.2, "Beach")
    return Segment(segment_id, SegmentKind.WALK, "wa_wal", spot, spot, NOW, later(minutes=5), 300)


def keep(world: TripGoWorld, *segments: Segment) -> KeptTrip:
    """The trip of these parts, as it was told to the app."""
    asked = Asked(segments[0].origin, segments[-1].destination, NOW, is_departure=True)
    return keep_trip(world.channel, segments, asked=asked, at=NOW)


def path_to(trip: KeptTrip, segment: Segment | str, tail: str = "quick") -> str:
    """Where a segment of a trip is booked."""
    name = segment if isinstance(segment, str) else segment.id
    return f"booking/v1/{trip.reference}/{name}/{tail}"


def _place(point: tuple[float, float]) -> Place:
    return Place(point[1], point[0])
