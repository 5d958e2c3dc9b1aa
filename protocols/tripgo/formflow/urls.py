"""The paths of this package."""

from __future__ import annotations

from protocols.tripgo.formflow import views
from protocols.tripgo.operation import TripGoOperation

OPERATIONS: dict[str, type[TripGoOperation]] = {
    "booking/{trip}/{segment}/info": views.Info,
    "booking/v1/{trip}/{segment}/book": views.Book,
    "booking/v1/{trip}/{segment}/book/{step}": views.BookStep,
    "booking/v1/{trip}/{segment}/details/{quote}": views.Details,
    "booking/v1/{trip}/{segment}/payment": views.Payment,
    "booking/v1/{trip}/{segment}/confirm": views.Confirm,
}
