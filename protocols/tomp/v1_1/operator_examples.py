"""Operator information, as the API description tells it; tests hold it against the answers."""

from __future__ import annotations

from typing import Any

REGION_ID = "m3S9yQw0bXr1Jt8hLd2kVg"
REGION: dict[str, Any] = {
    "regionId": REGION_ID,
    "name": "City Transport",
    "serviceArea": [
        [[4.4, 51.9], [4.5, 51.88], [4.55, 51.95], [4.45, 51.97], [4.4, 51.9]],
    ],
}
ALERT: dict[str, Any] = {
    "alertId": "f2JqT6nUe0mWc4pRz8sYaA",
    "alertType": "STATION_CLOSURE",
    "summary": "Harbour is closed",
    "lastUpdated": "2027-03-01T15:12:00Z",
    "startAndEndTimes": [["2027-03-02T04:00:00Z", "2027-03-05T22:00:00Z"]],
    "stationIds": ["harbour"],
    "description": "The platform is renewed. Use Market.",
    "url": "https://transport.example/works",
}
SEASON: dict[str, Any] = {
    "regionId": REGION_ID,
    "startYear": 2026,
    "startMonth": 12,
    "startDay": 13,
    "endYear": 2027,
    "endMonth": 12,
    "endDay": 11,
}
HOURS: dict[str, Any] = {
    "regionId": REGION_ID,
    "days": ["MON", "TUE", "WED", "THU", "FRI"],
    "startTime": "05:12",
    "endTime": "00:41",
}
PLAN: dict[str, Any] = {
    "planId": "single-2h-17",
    "name": "Single, two hours: Adult",
    "isTaxable": False,
    "description": "4.50 EUR for Adult.",
    "fare": {
        "estimated": False,
        "description": "Single, two hours",
        "parts": [
            {
                "type": "FIXED",
                "name": "Adult",
                "amount": 4.5,
                "amountExVat": 4.13,
                "currencyCode": "EUR",
                "vatRate": 9.0,
                "vatCountryCode": "NL",
            }
        ],
    },
}
VEHICLE_PLAN: dict[str, Any] = {
    "planId": "per-minute",
    "regionId": "centre",
    "name": "By the minute",
    "isTaxable": False,
    "description": "To unlock and for each minute. While paused: 0.05 EUR for 1 MINUTE.",
    "fare": {
        "estimated": False,
        "description": "By the minute",
        "parts": [
            {
                "type": "FIXED",
                "name": "Unlock fee",
                "amount": 1.0,
                "amountExVat": 0.8264,
                "currencyCode": "EUR",
                "vatRate": 21.0,
                "vatCountryCode": "NL",
            },
            {
                "type": "FLEX",
                "name": "Per minute",
                "amount": 0.19,
                "amountExVat": 0.157,
                "currencyCode": "EUR",
                "vatRate": 21.0,
                "vatCountryCode": "NL",
                "unitType": "MINUTE",
                "units": 1,
            },
        ],
    },
}
VEHICLE_TYPE: dict[str, Any] = {
    "id": "escooter",
    "nrAvailable": 1,
    "assets": [
        {
            "id": "vehicle-17",
            "isReserved": False,
            "isDisabled": False,
            "overriddenProperties": {
                "location": {"coordinates": {"lng": 4.4777, "lat": 51.9244}},
                "stateOfCharge": 85,
            },
        }
    ],
    "assetClass": "OTHER",
    "assetSubClass": "scooter",
    "sharedProperties": {"name": "E-scooter", "propulsion": "ELECTRIC", "persons": 1},
}
