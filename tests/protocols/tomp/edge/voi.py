"""What Voi publishes of its TOMP 1.6.1: every sample of a request and of an answer, as it stands.

Ids are those of the samples; where ours differ, `named` puts ours in their place.
"""

from __future__ import annotations

from typing import Any

BASE = "https://api.voiapp.io/edge/tomp"

REGIONS: list[dict[str, Any]] = [
    {
        "regionId": "123",
        "name": "Berlin",
        "type": "OPERATING",
        "serviceArea": {
            "type": "Polygon",
            "coordinates": [[[13.3, 52.5], [13.4, 52.5], [13.4, 52.6], [13.3, 52.6], [13.3, 52.5]]],
        },
    }
]
META: list[dict[str, Any]] = [
    {
        "version": "1.6.1",
        "baseUrl": BASE,
        "endpoints": [
            {"method": "POST", "path": "/bookings/one-stop", "status": "IMPLEMENTED"},
            {"method": "GET", "path": "/bookings/{id}", "status": "IMPLEMENTED"},
            {"method": "GET", "path": "/legs/{id}", "status": "IMPLEMENTED"},
            {"method": "POST", "path": "/legs/{id}/events", "status": "IMPLEMENTED"},
            {"method": "GET", "path": "/operator/meta", "status": "IMPLEMENTED"},
            {"method": "GET", "path": "/operator/pricing-plans", "status": "IMPLEMENTED"},
            {"method": "GET", "path": "/operator/regions", "status": "IMPLEMENTED"},
            {"method": "POST", "path": "/support", "status": "IMPLEMENTED"},
        ],
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
]
PRICING_PLANS: list[dict[str, Any]] = [
    {
        "planId": "plan-123",
        "regionId": "456",
        "name": "Standard E-Scooter",
        "isTaxable": True,
        "description": "Pay per minute pricing",
        "fare": {
            "estimated": False,
            "parts": [
                {"amount": 1.0, "currencyCode": "EUR", "type": "FIXED", "name": "Unlock fee"},
                {
                    "amount": 0.19,
                    "currencyCode": "EUR",
                    "type": "FLEX",
                    "unitType": "MINUTE",
                    "units": 1,
                    "name": "Per minute",
                },
            ],
        },
    }
]
ONE_STOP_REQUEST: dict[str, Any] = {
    "from": {"coordinates": {"lng": 13.3888, "lat": 52.5170}},
    "useAssets": ["vehicle-id-123"],
    "customer": {"externalId": "user-abc-456"},
}
ONE_STOP: dict[str, Any] = {
    "id": "booking-789",
    "state": "CONFIRMED",
    "from": {"coordinates": {"lng": 13.3888, "lat": 52.5170}},
    "legs": [
        {
            "id": "leg-789",
            "state": "NOT_STARTED",
            "assetType": {"id": "escooter", "assetClass": "OTHER", "assetSubClass": "scooter"},
            "asset": {"id": "vehicle-id-123", "stateOfCharge": 85, "maxRange": 12000},
            "pricing": {
                "estimated": True,
                "parts": [{"amount": 1.0, "currencyCode": "EUR", "type": "FIXED"}],
            },
        }
    ],
}
LEG: dict[str, Any] = {
    "id": "leg-789",
    "state": "IN_USE",
    "departureTime": "2026-04-15T10:30:00Z",
    "assetType": {"id": "escooter", "assetClass": "OTHER", "assetSubClass": "scooter"},
    "asset": {"id": "vehicle-id-123", "stateOfCharge": 72, "maxRange": 9500},
    "pricing": {
        "estimated": False,
        "parts": [
            {"amount": 1.0, "currencyCode": "EUR", "type": "FIXED", "name": "Unlock fee"},
            {
                "amount": 2.85,
                "currencyCode": "EUR",
                "type": "FLEX",
                "unitType": "MINUTE",
                "units": 15,
                "name": "Ride time",
            },
        ],
    },
}
FINISH_REQUEST: dict[str, Any] = {
    "event": "FINISH",
    "userLocation": {"coordinates": {"lng": 13.3920, "lat": 52.5200}},
}
SUPPORT_REQUEST: dict[str, Any] = {
    "id": "booking-789",
    "supportType": "NOT_AT_LOCATION",
    "time": "2026-04-15T10:45:00Z",
    "contactInformationEndUser": "+49123456789",
    "comment": "The scooter is not at the indicated location",
}
SUPPORT: dict[str, Any] = {
    "id": "booking-789",
    "supportType": "NOT_AT_LOCATION",
    "time": "2026-04-15T10:45:00Z",
    "contactInformationEndUser": "+49123456789",
    "comment": "The scooter is not at the indicated location",
    "status": "PROCESSING",
}
SUPPORT_TYPES = (
    "BROKEN_DOWN",
    "NOT_AT_LOCATION",
    "MISSING_AFTER_PAUSE",
    "NOT_CLEAN",
    "NOT_AVAILABLE",
    "UNABLE_TO_OPEN",
    "UNABLE_TO_CLOSE",
    "API_TECHNICAL",
    "API_FUNCTIONAL",
    "ACCIDENT",
    "OTHER",
)
SUPPORT_STATUSES = ("PROCESSING", "UPDATE_REQUESTED", "RESOLVED", "CANCELLED")
ERROR: dict[str, Any] = {"status": 400, "detail": "Invalid coordinates provided"}


def named(sample: Any, names: dict[str, str]) -> Any:
    """The sample with these texts in the place of those."""
    if isinstance(sample, dict):
        return {member: named(inner, names) for member, inner in sample.items()}
    if isinstance(sample, list):
        return [named(inner, names) for inner in sample]
    return names.get(sample, sample) if isinstance(sample, str) else sample


def members_of_sample(told: Any, sample: Any) -> Any:
    """What an answer says in the members that the sample has; others are left out."""
    if isinstance(sample, dict) and isinstance(told, dict):
        return {
            member: members_of_sample(told[member], inner)
            for member, inner in sample.items()
            if member in told
        }
    if isinstance(sample, list) and isinstance(told, list) and len(told) == len(sample):
        return [members_of_sample(one, inner) for one, inner in zip(told, sample, strict=True)]
    return told
