"""Trips of this face, kept so that apps can ask for them again by their ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from protocols.kept_trips import find_kept_trip, keep_trips
from protocols.models import KeptTrip
from protocols.tripgo.trips.segments import Segment, Spot
from sales.models import SalesChannel

FACE = "tripgo"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a trip was planned for. The moment is aware, in UTC."""

    origin: Spot
    destination: Spot
    time: datetime
    is_departure: bool
    """Whether the trip is to leave then or later; else it is to arrive by then."""

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "time": self.time.isoformat()}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Asked:
        """What `to_json` told."""
        places = {name: Spot(**told[name]) for name in ("origin", "destination")}
        return cls(**{**told, **places, "time": datetime.fromisoformat(told["time"])})


def keep_all(
    channel: SalesChannel, plans: Sequence[Sequence[Segment]], *, asked: Asked, at: datetime
) -> list[KeptTrip]:
    """Keep trips that were planned together, each told as its segments; one query."""
    told = [
        (
            {"asked": asked.to_json(), "segments": [segment.to_json() for segment in plan]},
            plan[-1].ends_at,
        )
        for plan in plans
    ]
    return keep_trips(channel, told, face=FACE, at=at)


def keep_trip(
    channel: SalesChannel, segments: Sequence[Segment], *, asked: Asked, at: datetime
) -> KeptTrip:
    """Keep one trip; its reference is the id by which it is asked for."""
    [trip] = keep_all(channel, [segments], asked=asked, at=at)
    return trip


def find_trip(channel: SalesChannel, reference: str) -> KeptTrip:
    """The trip of that id, if it was told to this channel; one query. TripUnknown."""
    return find_kept_trip(channel, reference, face=FACE)


def asked_of(trip: KeptTrip) -> Asked:
    """What the trip was planned for."""
    return Asked.from_json(trip.facts["asked"])
