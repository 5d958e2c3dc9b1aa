"""One rental, as the API description tells it; tests hold it against what is answered."""

from __future__ import annotations

from typing import Any

BOOKING_ID, LEG_ID = "Zq0mXyA0o3m4cZb5T1wkT0", "Qm5T0uYv1xVb7cN3g9hK2d"
PAYING = [{"conditionType": "conditionPayWhenFinished"}]

ORIGIN = {"coordinates": {"lng": 13.3888, "lat": 52.517}}
END = {"coordinates": {"lng": 13.392, "lat": 52.52}}
PLANNING_REQUEST: dict[str, Any] = {"from": ORIGIN, "radius": 500}
ONE_STOP_REQUEST: dict[str, Any] = {
    "from": ORIGIN,
    "useAssets": ["vehicle-id-123"],
    "customer": {"externalId": "user-abc-456"},
}
ASSET_TYPE: dict[str, Any] = {
    "id": "escooter",
    "assetClass": "OTHER",
    "assetSubClass": "scooter",
    "sharedProperties": {"name": "Scooter", "accessMethods": ["TOMP-API"]},
}
UNLOCKING = {
    "amount": 1.0,
    "currencyCode": "EUR",
    "vatRate": 19.0,
    "type": "FIXED",
    "name": "Unlock fee",
}
MINUTES: dict[str, Any] = {
    "vatRate": 19.0,
    "currencyCode": "EUR",
    "type": "FLEX",
    "name": "Per minute",
    "unitType": "MINUTE",
}
TARIFF = {
    "estimated": True,
    "description": "Scooters",
    "parts": [
        UNLOCKING | {"amountExVat": 0.8403, "vatCountryCode": "DE"},
        MINUTES | {"amount": 0.19, "amountExVat": 0.1597, "vatCountryCode": "DE", "units": 1},
    ],
}
SEEN = {"id": "vehicle-id-123", "stateOfCharge": 85, "maxRange": 12000}
OFFERED: dict[str, Any] = SEEN | {
    "isReserved": False,
    "isDisabled": False,
    "overriddenProperties": {"location": ORIGIN},
}
OFFERED_LEG: dict[str, Any] = {
    "id": LEG_ID,
    "state": "NOT_STARTED",
    "from": ORIGIN,
    "legSequenceNumber": 1,
    "assetType": ASSET_TYPE,
    "asset": OFFERED,
    "pricing": TARIFF,
    "conditions": PAYING,
}
OPTION: dict[str, Any] = {
    "id": BOOKING_ID,
    "state": "NEW",
    "from": ORIGIN,
    "legs": [OFFERED_LEG],
}
PLANNING: dict[str, Any] = {"validUntil": "2027-04-15T10:35:00Z", "options": [OPTION]}
PLANNED = {"departureTime": "2027-04-15T10:25:00Z"}
WAITING_LEG: dict[str, Any] = (
    OFFERED_LEG
    | PLANNED
    | {
        "asset": SEEN,
        "pricing": {"estimated": True, "parts": [UNLOCKING]},
    }
)
HELD: dict[str, Any] = (
    OPTION
    | PLANNED
    | {
        "state": "PENDING",
        "legs": [WAITING_LEG],
        "customer": {"id": "u7Jc0Qk2VnB5sX9dLr4TfA", "externalId": "user-abc-456"},
    }
)
BOOKED: dict[str, Any] = HELD | {"state": "CONFIRMED"}
BEGINNING = {
    "departureTime": "2027-04-15T10:30:00Z",
    "actualDepartureTime": "2027-04-15T10:30:00Z",
}
ENDING = {
    "to": END,
    "arrivalTime": "2027-04-15T10:45:00Z",
    "actualArrivalTime": "2027-04-15T10:45:00Z",
}
USED = {"estimated": False, "parts": [UNLOCKING, MINUTES | {"amount": 2.85, "units": 15}]}
LEG_IN_USE: dict[str, Any] = WAITING_LEG | BEGINNING | {"state": "IN_USE", "pricing": USED}
LEG_FINISHED: dict[str, Any] = LEG_IN_USE | ENDING | {"state": "FINISHED"}
FINISHED: dict[str, Any] = (
    BOOKED
    | BEGINNING
    | ENDING
    | {
        "state": "FINISHED",
        "legs": [LEG_FINISHED],
    }
)
START_REQUEST: dict[str, Any] = {
    "time": "2027-04-15T10:30:00Z",
    "event": "SET_IN_USE",
    "userLocation": ORIGIN,
}
FINISH_REQUEST: dict[str, Any] = {
    "time": "2027-04-15T10:45:00Z",
    "event": "FINISH",
    "userLocation": END,
    "url": ["https://platform.example/parked/17.jpg"],
}
PROGRESS = {
    "coordinates": {"lng": 13.39, "lat": 52.518},
    "duration": 360000,
    "asset": {"id": "vehicle-id-123"},
}
CHOICE: dict[str, Any] = OFFERED | {"id": "vehicle-id-124"}
JAMMED = {
    "errorcode": 4005,
    "type": "GatewayBusy",
    "title": "Lock not ready",
    "status": 503,
    "detail": "The lock of the vehicle does not answer; try again in a moment.",
    "instance": "urn:request:9d0c4f0e-5f0e-4c0f-9a55-3c0f6d1f8a11",
}
TAKEN = {
    "errorcode": 3203,
    "type": "AssetTaken",
    "title": "Vehicle not available",
    "status": 406,
    "detail": "Somebody else has this vehicle; choose another one.",
    "instance": "urn:request:9d0c4f0e-5f0e-4c0f-9a55-3c0f6d1f8a11",
}
