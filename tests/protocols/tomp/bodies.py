"""A good body for each path of TOMP 1.1 that takes one, with every member that is read."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from tests.protocols.tomp.partner import stop_reference

Place = tuple[str | int, ...]

PATHS = [
    "/plannings",
    "/bookings",
    "/bookings/one/events",
    "/bookings/one/notifications",
    "/legs/one/events",
    "/payment/one/claim-extra-costs",
]
MODULES = dict(zip(PATHS, (2, 3, 3, 3, 4, 6), strict=True))

PLANNING = {
    "from": {
        "name": "Market",
        "stationId": "market",
        "stopReference": [stop_reference("market")],
    },
    "to": {"stopReference": [stop_reference("beach")]},
    "departureTime": "2026-06-01T12:00:00+02:00",
    "arrivalTime": "2026-06-01T14:00:00+02:00",
    "nrOfTravelers": 1,
    "travelers": [
        {"age": 34, "referenceNumber": "t1", "requirements": {"ticketFormat": "QR"}},
    ],
    "extraInfo": {"ticketFormat": "QR"},
}
BOOKING = {
    "id": "one",
    "customer": {
        "id": "c-1",
        "firstName": "Ada",
        "lastName": "L",
        "email": "a@b.example",
        "phones": [{"number": "+31"}],
        "requirements": {"ticketFormat": "QR"},
    },
    "extraInfo": {"ticketFormat": "QR"},
}
OPERATION = {"operation": "COMMIT"}
NOTIFICATION = {"type": "ETA", "minutes": 5, "comment": "The bus is late."}
EVENT = {"time": "2026-06-01T12:00:00+02:00", "event": "SET_IN_USE"}
COSTS = {
    "category": "REFUND",
    "reason": "Late",
    "description": "The bus was late.",
    "amount": -2.25,
    "currencyCode": "EUR",
    "vatRate": 9.5,
    "number": 1.5,
    "numberType": "OTHER",
}
BODIES = dict(zip(PATHS, (PLANNING, BOOKING, OPERATION, NOTIFICATION, EVENT, COSTS), strict=True))


def members_of(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Where every member of a body stands, and its value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for name, each in inner:
        yield (*place, name), each
        if isinstance(each, dict | list):
            yield from members_of(each, (*place, name))


def with_member(body: dict[str, Any], place: Place, value: Any) -> dict[str, Any]:
    """A copy of the body with that value in that place."""
    changed = deepcopy(body)
    inside: Any = changed
    for step in place[:-1]:
        inside = inside[step]
    inside[place[-1]] = value
    return changed
