"""What an offer promises, as plain values that are stored with it and with what comes of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TravellerWish:
    """A traveller as the client described one."""

    reference: str = ""
    age: int | None = None
    category: str = ""
    """Code of the passenger category, where the client knows it; else the age decides."""


@dataclass(frozen=True, slots=True)
class OfferedTraveller:
    """A traveller with the passenger category that the fare was found for."""

    reference: str
    age: int | None
    category_id: int
    category: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> OfferedTraveller:
        return cls(**facts)


@dataclass(frozen=True, slots=True)
class OfferedLeg:
    """One ride of one ticket holder: a traveller, or the whole group on a group ticket."""

    reference: str
    ride: int
    """Place of the ride in the offer's itinerary, from 0."""
    holder: int
    """Place of the ticket in the offer, from 0."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> OfferedLeg:
        return cls(**facts)
