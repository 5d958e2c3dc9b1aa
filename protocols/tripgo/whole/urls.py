"""The paths of this package."""

from __future__ import annotations

from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.whole.listing import ALL
from protocols.tripgo.whole.views import WholeList, WholeTrip

OPERATIONS: dict[str, type[TripGoOperation]] = {
    f"booking/v1/{{trip}}/{ALL}/quick": WholeList,
    f"booking/v1/{{trip}}/{ALL}/quick/{ALL}": WholeTrip,
}
