"""The paths of this package."""

from __future__ import annotations

from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.quick.views import QuickList, QuickProduct, QuickUpdate

OPERATIONS: dict[str, type[TripGoOperation]] = {
    "booking/v1/{trip}/{segment}/quick": QuickList,
    "booking/v1/{trip}/{segment}/quick/{service}": QuickProduct,
    "booking/v1/{trip}/{segment}/update/{service}": QuickUpdate,
}
