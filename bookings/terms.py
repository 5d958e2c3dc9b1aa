"""What callers tell of a rental, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


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
