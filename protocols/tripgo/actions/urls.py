"""The paths of this package."""

from __future__ import annotations

from protocols.tripgo.actions import views
from protocols.tripgo.operation import TripGoOperation

OPERATIONS: dict[str, type[TripGoOperation]] = {
    "booking/v1/{booking}/cancel": views.Cancel,
    "booking/v1/{booking}/unlock": views.Unlock,
    "booking/v1/{booking}/lock": views.Lock,
    "booking/v1/{booking}/end": views.End,
    "booking/v1/{booking}/rate": views.Rate,
    "booking/v1/{booking}/status": views.Status,
    "booking/v1/{booking}/update": views.Update,
}
