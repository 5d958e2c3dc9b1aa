"""The paths of this package."""

from __future__ import annotations

from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.paying.cards import Paid, PayByCard
from protocols.tripgo.paying.views import Confirm, PayOnAccount

OPERATIONS: dict[str, type[TripGoOperation]] = {
    "payment/booking/{purchase}/pay": PayByCard,
    "payment/booking/paid/{intent}": Paid,
    "payment/booking/{purchase}/confirm": Confirm,
    "payment/booking/{purchase}/payment": PayOnAccount,
}
