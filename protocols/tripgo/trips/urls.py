"""The paths of this package."""

from __future__ import annotations

from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.trips.views import Routing, Trip, TripUpdate

OPERATIONS: dict[str, type[TripGoOperation]] = {
    "routing.json": Routing,
    "trip/{trip}": Trip,
    "trip/update/{trip}": TripUpdate,
}
