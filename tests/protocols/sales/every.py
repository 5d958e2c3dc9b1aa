"""Every operation of this face with ids that look right, for what holds before any of them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from protocols.sales.needs import Need
from protocols.sales.routes import OPERATIONS

IDS = {
    "orderId": "ABCDEFGH",
    "feeId": uuid.UUID(int=1),
    "ticketId": uuid.UUID(int=1),
    "settlementId": "S-ABCDEFGH",
    "exportId": uuid.UUID(int=1),
    "paymentId": 1,
    "transactionId": 1,
    "recurringPaymentId": 1,
    "creditId": 1,
    "customerNumber": 1,
    "id": "ENT:SalesPackage:one",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """A method of a path, and what it needs."""

    method: str
    path: str
    need: Need

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


EVERY = [
    Operation(method, f"/sales/{version}/{address.format(**IDS)}", need)
    for version, served in OPERATIONS.items()
    for address, view in served.items()
    for method, need in view.needs.items()
]
