"""Examples of the API description; tests send the requests and compare the answers' shape."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample


def place(stop_id: str) -> dict[str, Any]:
    """A place of a request: a GTFS stop."""
    return {"stopReference": [{"type": "GTFS_STOP_ID", "id": stop_id, "country": "NL"}]}


PLANNING_REQUEST = {
    "from": place("harbour"),
    "to": place("market"),
    "departureTime": "2027-03-02T09:00:00+01:00",
    "nrOfTravelers": 1,
    "travelers": [
        {
            "referenceNumber": "t1",
            "age": 34,
            "requirements": {"ticketFormat": "QR;media=image/png"},
        }
    ],
}
BOOKING_REQUEST = {"id": "kT0zq0mXyA0o3m4cZb5T1w", "customer": {"id": "your-customer-17"}}
OPERATION_REQUEST = {"operation": "COMMIT"}
LEG_EVENT_REQUEST = {"time": "2027-03-02T08:55:10+01:00", "event": "SET_IN_USE"}

PLANNING = [OpenApiExample("One traveller", PLANNING_REQUEST, request_only=True)]
BOOKING = [OpenApiExample("An option", BOOKING_REQUEST, request_only=True)]
OPERATION = [OpenApiExample("Commit", OPERATION_REQUEST, request_only=True)]
LEG_EVENT = [OpenApiExample("Activate", LEG_EVENT_REQUEST, request_only=True)]
LEG: list[OpenApiExample] = []
