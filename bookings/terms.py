"""What callers tell of bookings and legs, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sales.orders.customers import CustomerFacts


class Place(NamedTuple):
    """WGS 84 degrees."""

    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Ending:
    """What a customer's app tells when a rental ends; what is left out is not known."""

    place: Place | None = None
    """Where the customer is."""
    charge: float | None = None
    """Percent, as the app read it off the vehicle."""
    evidence: tuple[str, ...] = ()
    """Addresses of pictures."""


@dataclass(frozen=True, slots=True)
class LegTold:
    """What a partner tells with an act on a leg; what is left out is not known."""

    time: datetime | None = None
    """The partner's own; of TIME_EXTEND the new end and of TIME_POSTPONE the new start."""
    place: Place | None = None
    """Where the traveller is."""
    asset_id: str = ""
    """The vehicle that is meant."""
    charge: float | None = None
    """Percent, as the app read it off the vehicle."""
    evidence: tuple[str, ...] = ()
    """Addresses of pictures."""
    comment: str = ""

    def ending(self) -> Ending:
        """What of it matters at the end of a rental."""
        return Ending(self.place, self.charge, self.evidence)


@dataclass(frozen=True, slots=True)
class HoldWish:
    """What a partner tells when it books an offer."""

    customer: CustomerFacts | None = None
    symbology: str = ""
    """Of the tickets; empty: as offered."""
    media: str = ""
    callback_address: str = ""
    """Where to tell of changes of this booking; empty: where it was agreed with the partner."""
    origin: Place | None = None
    """Where the customer of a vehicle is."""
    destination: Place | None = None


@dataclass(frozen=True, slots=True)
class PartWish:
    """One of the offers that are bought at once."""

    reference: str
    """Of the offer."""
    place: str = ""
    """The caller's word for what of the whole it is; 32 characters at most."""
    wish: HoldWish = field(default_factory=HoldWish)
    told: Mapping[str, Any] = field(default_factory=dict)
    """What the customer answered to the caller's questions, to be shown again."""
