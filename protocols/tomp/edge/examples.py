"""One rental, as the API description tells it; tests hold it against what is answered."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

BOOKING_ID, LEG_ID = "kT0zq0mXyA0o3m4cZb5T1w", "9hK2dQm5T0uYv1xVb7cN3g"

SQUARE = [[13.3, 52.5], [13.4, 52.5], [13.4, 52.6], [13.3, 52.6], [13.3, 52.5]]
REGION = {
    "regionId": "123",
    "name": "Berlin",
    "type": "OPERATING",
    "serviceArea": {"type": "Polygon", "coordinates": [SQUARE]},
}
PLAN = {
    "planId": "plan-123",
    "regionId": "123",
    "name": "Standard E-Scooter",
    "isTaxable": False,
    "description": "Pay per minute pricing",
    "fare": {
        "estimated": False,
        "parts": [
            {"amount": 1.0, "currencyCode": "EUR", "type": "FIXED", "name": "Unlock fee"},
            {
                "amount": 0.19,
                "currencyCode": "EUR",
                "type": "FLEX",
                "name": "Per minute",
                "unitType": "MINUTE",
                "units": 1,
            },
        ],
    },
}
ORIGIN = {"coordinates": {"lng": 13.3888, "lat": 52.517}}
END = {"coordinates": {"lng": 13.392, "lat": 52.52}}
ONE_STOP_REQUEST: dict[str, Any] = {
    "from": ORIGIN,
    "useAssets": ["vehicle-id-123"],
    "customer": {"externalId": "user-abc-456"},
}
ASSET_TYPE = {"id": "escooter", "assetClass": "OTHER", "assetSubClass": "scooter"}
WAITING_LEG: dict[str, Any] = {
    "id": LEG_ID,
    "state": "NOT_STARTED",
    "from": ORIGIN,
    "assetType": ASSET_TYPE,
    "asset": {"id": "vehicle-id-123", "stateOfCharge": 85, "maxRange": 12000},
    "pricing": {
        "estimated": True,
        "parts": [{"amount": 1.0, "currencyCode": "EUR", "type": "FIXED"}],
    },
}
BOOKED: dict[str, Any] = {
    "id": BOOKING_ID,
    "state": "CONFIRMED",
    "from": ORIGIN,
    "legs": [WAITING_LEG],
}
USED = {
    "estimated": False,
    "parts": [
        {"amount": 1.0, "currencyCode": "EUR", "type": "FIXED", "name": "Unlock fee"},
        {
            "amount": 2.85,
            "currencyCode": "EUR",
            "type": "FLEX",
            "name": "Per minute",
            "unitType": "MINUTE",
            "units": 15,
        },
    ],
}
BEGINNING = {
    "departureTime": "2027-04-15T10:30:00Z",
    "actualDepartureTime": "2027-04-15T10:30:00Z",
}
ENDING = {"arrivalTime": "2027-04-15T10:45:00Z", "actualArrivalTime": "2027-04-15T10:45:00Z"}
SEEN = {"id": "vehicle-id-123", "stateOfCharge": 72, "maxRange": 9500}
LEG_IN_USE: dict[str, Any] = {
    "id": LEG_ID,
    "state": "IN_USE",
    "from": ORIGIN,
    **BEGINNING,
    "assetType": ASSET_TYPE,
    "asset": SEEN,
    "pricing": USED,
}
LEG_FINISHING: dict[str, Any] = LEG_IN_USE | {"state": "FINISHING", "to": END} | ENDING
LEG_FINISHED: dict[str, Any] = LEG_IN_USE | {"state": "FINISHED", "to": END} | ENDING
STARTED: dict[str, Any] = BOOKED | {"state": "STARTED", "legs": [LEG_IN_USE]}
FINISHED: dict[str, Any] = BOOKED | {"state": "FINISHED", "legs": [LEG_FINISHED]}
FINISH_REQUEST: dict[str, Any] = {
    "event": "FINISH",
    "userLocation": END,
    "url": ["https://platform.example/parked/17.jpg"],
}
BEGIN_FINISHING_REQUEST: dict[str, Any] = {"event": "START_FINISHING", "userLocation": END}
SUPPORT_REQUEST: dict[str, Any] = {
    "id": BOOKING_ID,
    "supportType": "NOT_AT_LOCATION",
    "time": "2027-04-15T10:45:00Z",
    "contactInformationEndUser": "+49123456789",
    "comment": "The scooter is not at the indicated location",
}
SUPPORT_STATUS: dict[str, Any] = {**SUPPORT_REQUEST, "status": "PROCESSING"}
META = {
    "version": "1.6.1",
    "baseUrl": "https://tickets.example/edge/tomp",
    "endpoints": [{"method": "POST", "path": "/bookings/one-stop", "status": "IMPLEMENTED"}],
    "scenarios": ["POSTPONED_COMMIT", "PAY_WHEN_FINISHED"],
    "processIdentifiers": {
        "operatorInformation": [],
        "planning": [],
        "booking": ["AUTO_COMMIT"],
        "tripExecution": [],
        "support": [],
        "payment": [],
        "general": [],
    },
}
TAKEN = {
    "errorcode": 3203,
    "type": "AssetTaken",
    "title": "Vehicle not available",
    "status": 406,
    "detail": "Somebody else has this vehicle; choose another one.",
    "instance": "urn:request:9d0c4f0e-5f0e-4c0f-9a55-3c0f6d1f8a11",
}
JAMMED = {
    "errorcode": 4005,
    "type": "GatewayBusy",
    "title": "Lock not ready",
    "status": 503,
    "detail": "The lock of the vehicle does not answer; try again in a moment.",
    "instance": "urn:request:9d0c4f0e-5f0e-4c0f-9a55-3c0f6d1f8a11",
}


def asked(name: str, value: Any) -> OpenApiExample:
    """An example of a request."""
    return OpenApiExample(name, value, request_only=True)


def answered(name: str, value: Any, status: int = 200) -> OpenApiExample:
    """An example of an answer."""
    return OpenApiExample(name, value, response_only=True, status_codes=[str(status)])
