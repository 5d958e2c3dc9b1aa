"""What planning finds: rides, as plain values that can be stored with what is sold."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class StopFacts:
    """What is remembered of a stop. Coordinates are WGS 84 degrees."""

    stop_id: str
    name: str
    latitude: Decimal
    longitude: Decimal
    zone_id: str = ""
    platform_code: str = ""


@dataclass(frozen=True, slots=True)
class Ride:
    """One vehicle taken from one stop to a later one. Times are aware, in UTC."""

    origin: StopFacts
    destination: StopFacts
    departs_at: datetime
    arrives_at: datetime
    service_date: date
    trip_id: str
    headsign: str
    route_id: str
    route_name: str
    route_type: int
    zone_ids: tuple[str, ...]
    """Zones that the ride touches, in the order of its stops, each once."""
    distance_metres: int = 0
    """Length of the straight lines between the calls of the ride; 0 where nobody measured it."""
    agency_id: str = ""
    """agency_id of the route."""

    def to_json(self) -> dict[str, Any]:
        """The form that snapshots keep."""
        facts = asdict(self)
        for moment in ("departs_at", "arrives_at", "service_date"):
            facts[moment] = facts[moment].isoformat()
        for place in ("origin", "destination"):
            for degree in ("latitude", "longitude"):
                facts[place][degree] = str(facts[place][degree])
        facts["zone_ids"] = list(self.zone_ids)
        return facts

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> Ride:
        """Read a snapshot back. Those of before a field came have its default."""
        return cls(
            **{
                **facts,
                "origin": _stop_from_json(facts["origin"]),
                "destination": _stop_from_json(facts["destination"]),
                "departs_at": datetime.fromisoformat(facts["departs_at"]),
                "arrives_at": datetime.fromisoformat(facts["arrives_at"]),
                "service_date": date.fromisoformat(facts["service_date"]),
                "zone_ids": tuple(facts["zone_ids"]),
            }
        )


@dataclass(frozen=True, slots=True)
class Itinerary:
    """A way to get from one place to another: one ride, or two with a change between them."""

    rides: tuple[Ride, ...]

    @property
    def departs_at(self) -> datetime:
        return self.rides[0].departs_at

    @property
    def arrives_at(self) -> datetime:
        return self.rides[-1].arrives_at


def _stop_from_json(facts: dict[str, Any]) -> StopFacts:
    degrees = {name: Decimal(facts[name]) for name in ("latitude", "longitude")}
    return StopFacts(**{**facts, **degrees})
