"""A question and its answer, as the API description tells them; tests hold them against what is
answered."""

from __future__ import annotations

from typing import Any

BOOKING_ID = "Jx2kqv1yTQ6uVg2oQm0q5w"
SUPPORT_REQUEST: dict[str, Any] = {
    "id": BOOKING_ID,
    "supportType": "MISSING_AFTER_PAUSE",
    "time": "2027-03-02T08:10:00Z",
    "priority": "ERROR_CANNOT_CONTINUE",
    "contactInformationEndUser": "+31201234567",
    "comment": "I was in the shop for five minutes.",
    "location": {"name": "Harbour", "coordinates": {"lng": 4.4777, "lat": 51.9244}},
    "requestedResponseTime": 10,
}
OPENED: dict[str, Any] = {
    **SUPPORT_REQUEST,
    "assetId": "veh-1",
    "status": "PROCESSING",
    "order": 1,
    "statusTime": "2027-03-02T08:12:00Z",
    "caseId": "K7QM2RXA",
    "timeToResolution": 10,
}
RESOLVED: dict[str, Any] = {
    **SUPPORT_REQUEST,
    "assetId": "veh-1",
    "comment": "Another one stands around the corner. Your ride was ended.",
    "status": "RESOLVED",
    "order": 2,
    "statusTime": "2027-03-02T08:20:00Z",
    "caseId": "K7QM2RXA",
}
DAMAGE_REQUEST: dict[str, Any] = {
    "assetId": "veh-7",
    "supportType": "BROKEN_DOWN",
    "comment": "It lies in the grass.",
    "damage": {
        "vehicleComponent": "TIRE",
        "vehicleComponentName": "wheel",
        "description": "The front wheel is bent.",
        "pictures": ["https://mp.example/wheel.jpg"],
    },
}
