"""What is told of a booking, the same of every kind, before it is put on the wire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a booking begins or ends; WGS 84 degrees."""

    latitude: float
    longitude: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Who carries the traveller: the operator, a taxi centre, or a driver."""

    name: str
    phone: str = ""
    picture_url: str = ""


@dataclass(frozen=True, slots=True)
class Vehicle:
    """The vehicle that comes, or that is rented."""

    name: str
    plate: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """A booking as a traveller sees it; moments are UTC."""

    mode: str
    """Identifier of the mode."""
    departs_at: datetime
    arrives_at: datetime | None
    """None where nobody knows when it ends."""
    valid_from: datetime
    valid_until: datetime | None
    origin: Spot
    destination: Spot
    amount: Decimal
    """VAT included: what it cost, or what it is estimated at."""
    currency: str
    provider: Party
    vehicle: Vehicle | None = None
    service_phone: str = ""
    """Whom to call about it, if it is not the provider's own number."""
