"""Where a vehicle stands that can be taken."""

from __future__ import annotations

from bookings.terms import Place
from operators.models import Asset


def place_of(asset: Asset) -> Place:
    """Where it is, or else where its station is; one that is free has either."""
    if asset.longitude is not None and asset.latitude is not None:
        return Place(asset.longitude, asset.latitude)
    assert asset.station is not None
    return Place(asset.station.longitude, asset.station.latitude)
