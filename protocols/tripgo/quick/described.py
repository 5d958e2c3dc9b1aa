"""Examples of quick booking."""

from __future__ import annotations

from typing import Any

from protocols.describing import answered, asked

HOST = "https://maas.example/v1"
TRIP = "3f1c9a52-8f0e-4d0b-9a4e-3a8f5b1f2c11"
PATH = f"{HOST}/booking/v1/{TRIP}/q7Lm2Xd9"
ADULT: dict[str, Any] = {
    "id": "adult",
    "name": "Adult",
    "description": "",
    "price": 400,
    "currency": "EUR",
    "value": 1,
    "max": 20,
    "riders": [{"id": "adult", "name": "Adult"}],
    "type": "single_ride",
}
MODE: dict[str, Any] = {
    "identifier": "pt_pub_bus",
    "alt": "Bus",
    "localIcon": "bus",
    "color": {"red": 0, "green": 184, "blue": 216},
}
OPTIONS = answered(
    "A ticket for the bus",
    {
        "index": 1,
        "count": 1,
        "title": "Single ticket",
        "subtitle": "From Market to Beach",
        "bookingTitle": "Book Single ticket",
        "bookingURL": f"{PATH}/quick/single",
        "bookingURLIsDeepLink": False,
        "bookingResponseType": "REVIEW",
        "billingEnabled": True,
        "productID": "single",
        "price": 4,
        "priceString": "€4.00",
        "input": [],
        "fares": [ADULT],
        "tickets": [ADULT],
        "riders": [{"id": "adult", "name": "Adult"}],
        "singleFareOnly": True,
        "fareGroups": [],
        "modeInfo": MODE,
    },
)
REQUEST = asked("Two adults", {"input": [], "fares": [{"id": "adult", "value": 2}]})
