"""The paths of this package."""

from __future__ import annotations

from protocols.tripgo.mybookings import views
from protocols.tripgo.operation import TripGoOperation

OPERATIONS: dict[str, type[TripGoOperation]] = {
    "booking": views.MyBookings,
    "booking/valid/count": views.ValidCount,
    "booking/v2": views.BookingsByMonth,
    "booking/v2/summary": views.Months,
    "booking/v2/active": views.ActiveBooking,
    "booking/v2/{booking}": views.OneBooking,
    "booking/v2/{booking}/receipt": views.Receipts,
    "booking/v2/{booking}/receipt/{receipt}": views.OneReceipt,
}
