"""One purchase, as the API description tells it; tests hold it against what is answered."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

BOOKING_ID, LEG_ID = "kT0zq0mXyA0o3m4cZb5T1w", "9hK2dQm5T0uYv1xVb7cN3g"


def reference(stop_id: str) -> list[dict[str, Any]]:
    """A GTFS stop."""
    return [{"type": "GTFS_STOP_ID", "id": stop_id, "country": "NL"}]


def place(stop_id: str, name: str, lng: float, lat: float) -> dict[str, Any]:
    """A stop as answers tell it."""
    return {
        "name": name,
        "stationId": stop_id,
        "stopReference": reference(stop_id),
        "coordinates": {"lng": lng, "lat": lat},
    }


HARBOUR = place("harbour", "Harbour", 4.4777, 51.9244)
MARKET = place("market", "Market", 4.4693, 51.9249)

PLANNING_REQUEST: dict[str, Any] = {
    "from": {"stopReference": reference("harbour")},
    "to": {"stopReference": reference("market")},
    "departureTime": "2027-03-02T09:00:00+01:00",
    "nrOfTravelers": 1,
    "travelers": [
        {
            "referenceNumber": "t1",
            "age": 34,
            "requirements": {"ticketFormat": "QR;media=text/plain"},
        }
    ],
}
BOOKING_REQUEST = {"id": BOOKING_ID, "customer": {"id": "your-customer-17"}}
COMMIT_REQUEST, CANCEL_REQUEST = {"operation": "COMMIT"}, {"operation": "CANCEL"}
CHANGE_REQUEST = {
    "id": BOOKING_ID,
    "customer": {"id": "your-customer-17", "email": "traveller@example.com"},
    "extraInfo": {"ticketFormat": "QR;media=text/plain"},
    "legs": [{"id": LEG_ID, "travelerReferenceNumbers": ["t1"]}],
}
SUBSCRIPTION_REQUEST = {"webhook": "https://platform.example/tomp"}
NOTIFICATION_REQUEST = {"type": "USER_NO_SHOW", "comment": "The traveller has missed the bus."}
NOTIFICATION = {
    "type": "ETA",
    "minutes": 7,
    "comment": "The bus is late.",
    "time": "2027-03-02T07:58:00Z",
    "origin": "TO",
}
PROGRESS = {"coordinates": {"lng": 4.4735, "lat": 51.9246}, "duration": 360000, "distance": 290}
LEG_EVENT_REQUEST = {"time": "2027-03-02T08:55:10+01:00", "event": "SET_IN_USE"}

FARE = {
    "estimated": False,
    "description": "Single, two hours",
    "parts": [
        {
            "type": "FIXED",
            "name": "1 × Adult",
            "amount": 4.5,
            "amountExVat": 4.13,
            "currencyCode": "EUR",
            "vatRate": 9.0,
            "vatCountryCode": "NL",
        }
    ],
}
OFFERED_LEG: dict[str, Any] = {
    "id": LEG_ID,
    "state": "NOT_STARTED",
    "from": HARBOUR,
    "to": MARKET,
    "departureTime": "2027-03-02T09:04:00+01:00",
    "arrivalTime": "2027-03-02T09:16:00+01:00",
    "assetType": {
        "id": "single-2h",
        "assetClass": "METRO",
        "sharedProperties": {"name": "M2 Market", "accessMethods": ["QR"]},
    },
    "legSequenceNumber": 1,
    "travelerReferenceNumbers": ["t1"],
}
OPTION: dict[str, Any] = {
    "id": BOOKING_ID,
    "state": "NEW",
    "from": HARBOUR,
    "to": MARKET,
    "pricing": FARE,
    "legs": [OFFERED_LEG],
}
PLANNING: dict[str, Any] = {"validUntil": "2027-03-02T07:20:00Z", "options": [OPTION]}

TICKET: dict[str, Any] = {
    "validFrom": "2027-03-02T07:55:00Z",
    "validUntil": "2027-03-02T07:55:30Z",
    "tokenType": "QR",
    "tokenData": {
        "base64": "VDE6VzUwN01USioyKjgwQ1I3SVBGLlZGSypKQS5CMUFFVEtJMDAwSDAwR0xERTJHR0xERVdJ"
        "R0xEWi1HMDEwJDUwWjUwQjIwQzIwWlg3VCRPV05NKklQTURVTk9BTlo3NEpPMDNFUCQ2SjNU"
        "ODhLU0pRKzZCVjUwOC1FLjIyK1NIRkNOM1JEIC40Nko2TCQ0WTNDWjM3V1pCQ1Q4L0hTN1NR"
        "NitBVENBWk9H",
        "mediaType": "text/plain",
        "symbology": "QR",
        "ticketId": "0b7c1f52-5a5f-4a55-9d0f-6f3d1a2b4c5d",
        "ticketValidFrom": "2027-03-02T07:55:10Z",
        "ticketValidUntil": "2027-03-02T09:55:10Z",
    },
}
WAITING_LEG = OFFERED_LEG | {"state": "PREPARING"}
LEG_IN_USE = OFFERED_LEG | {"state": "IN_USE", "ticket": TICKET}
HELD = OPTION | {
    "state": "PENDING",
    "legs": [WAITING_LEG],
    "customer": {"id": "your-customer-17"},
}
SOLD = HELD | {"state": "CONFIRMED"}
SOLD_AND_ACTIVE = SOLD | {"legs": [LEG_IN_USE]}
TAKEN_BACK = HELD | {"state": "CANCELLED", "legs": [OFFERED_LEG | {"state": "CANCELLED"}]}

ENDPOINTS: list[dict[str, Any]] = [
    {"method": "POST", "path": "/plannings", "status": "IMPLEMENTED"},
    {
        "method": "GET",
        "path": "/bookings",
        "status": "IMPLEMENTED",
        "supportsPaging": True,
        "maxPageSize": 100,
    },
    {
        "method": "POST",
        "path": "/bookings/{id}/events",
        "status": "IMPLEMENTED",
        "eventType": "COMMIT",
    },
]
META = {
    "version": "1.1.3",
    "baseUrl": "https://tickets.example/tomp",
    "endpoints": ENDPOINTS,
    "scenarios": ["POSTPONED_COMMIT", "PAY_WHEN_FINISHED"],
    "processIdentifiers": {
        "operatorInformation": [],
        "planning": ["PLANNING_BASED"],
        "booking": ["ACCESS_CODE_QR", "ACCESS_CODE_IN_GET_LEG"],
        "tripExecution": [],
        "support": [],
        "payment": [],
        "general": [],
    },
}
INFORMATION = {
    "systemId": "city-transport",
    "language": ["en"],
    "name": "City Transport",
    "timezone": "Europe/Amsterdam",
    "typeOfSystem": "STATION_BASED",
    "productType": "SHARING",
    "url": "https://transport.example",
    "phoneNumber": "+31 10 000 0000",
    "email": "desk@transport.example",
}
STATION = {
    "stationId": "harbour",
    "name": "Harbour",
    "coordinates": {"lng": 4.4777, "lat": 51.9244},
    "regionId": "m3S9yQw0bXr1Jt8hLd2kVg",
}
EXPIRED = {
    "errorcode": 3202,
    "type": "HoldExpired",
    "title": "Booking expired",
    "status": 403,
    "detail": "The time to commit ended at 2027-03-02T07:35:00Z.",
    "instance": "urn:request:9d0c4f0e-5f0e-4c0f-9a55-3c0f6d1f8a11",
}


def asked(name: str, value: Any) -> OpenApiExample:
    """An example of a request."""
    return OpenApiExample(name, value, request_only=True)


def answered(name: str, value: Any, status: int = 200) -> OpenApiExample:
    """An example of an answer."""
    return OpenApiExample(name, value, response_only=True, status_codes=[str(status)])
