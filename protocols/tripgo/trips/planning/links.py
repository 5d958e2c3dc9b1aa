"""Ways that no timetable tells: on foot, by taxi, by shared vehicle. They link places with stops,
or one end of a trip with the other."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Protocol

from operators.timetable.distances import metres_between
from protocols.tripgo.modes import WALK
from protocols.tripgo.trips.segments import Price, Segment, SegmentKind, Spot

WALKING = 1.2
"""Metres a second."""
DETOUR = 1.3
"""What streets are longer than the straight line."""
STEP = 20
"""Metres; whoever is nearer is there already."""
CHANGE = timedelta(minutes=2)
"""Between a vehicle that waits for nobody and what comes before or after it."""
ID_OCTETS = 6


def new_id() -> str:
    """The id of a segment."""
    return secrets.token_urlsafe(ID_OCTETS)


def metres_of(one: Spot, other: Spot) -> int:
    """How far it is on the street, as far as a straight line tells."""
    straight = metres_between((one.latitude, one.longitude), (other.latitude, other.longitude))
    return round(straight * DETOUR)


def seconds_on_foot(one: Spot, other: Spot) -> int:
    return ceil(metres_of(one, other) / WALKING)


@dataclass(frozen=True, slots=True)
class Carried:
    """By whom somebody is carried, or what they ride."""

    kind: SegmentKind
    mode: str
    fleet: int
    operator: str
    metres: int
    seconds: int
    price: Price
    soonest: datetime
    latest: datetime
    """Between these moments the way can begin, as far as is known."""
    asset_id: str = ""
    begins: Spot | None = None
    """Where the vehicle stands, if that is not where the way begins."""


class Link(Protocol):
    """A way between any place and another one."""

    def lasts(self, origin: Spot, destination: Spot) -> timedelta:
        """How long it takes."""

    def begins(self, starts_at: datetime) -> bool:
        """Whether it can begin at that moment."""

    def told(self, origin: Spot, destination: Spot, starts_at: datetime) -> list[Segment]:
        """Its segments, from that moment on."""


@dataclass(frozen=True, slots=True)
class OnFoot:
    """Somebody walks."""

    def lasts(self, origin: Spot, destination: Spot) -> timedelta:
        return timedelta(seconds=seconds_on_foot(origin, destination))

    def begins(self, starts_at: datetime) -> bool:
        return True

    def told(self, origin: Spot, destination: Spot, starts_at: datetime) -> list[Segment]:
        """None where somebody is there already."""
        metres = metres_of(origin, destination)
        if metres < STEP:
            return []
        ends_at = starts_at + self.lasts(origin, destination)
        walk = Segment(
            new_id(), SegmentKind.WALK, WALK, origin, destination, starts_at, ends_at, metres
        )
        return [walk]


@dataclass(frozen=True, slots=True)
class ByVehicle:
    """Somebody is driven by a taxi, or walks to a vehicle and rides it."""

    by: Carried

    def begins(self, starts_at: datetime) -> bool:
        return self.by.soonest <= starts_at <= self.by.latest

    def lasts(self, origin: Spot, destination: Spot) -> timedelta:
        walks = seconds_on_foot(origin, self.by.begins) if self.by.begins else 0
        return timedelta(seconds=walks + self.by.seconds) + CHANGE

    def told(self, origin: Spot, destination: Spot, starts_at: datetime) -> list[Segment]:
        by, segments = self.by, list[Segment]()
        if by.begins is not None:
            segments = OnFoot().told(origin, by.begins, starts_at)
        begins_at = segments[-1].ends_at if segments else starts_at
        own = new_id()
        ridden = Segment(
            own,
            by.kind,
            by.mode,
            by.begins or origin,
            destination,
            begins_at,
            begins_at + timedelta(seconds=by.seconds),
            by.metres,
            fleet=by.fleet,
            operator=by.operator,
            asset_id=by.asset_id,
            covers=(own,),
            price=by.price,
        )
        return [*segments, ridden]
