"""What /edge/tomp serves, as /operator/meta tells it."""

from __future__ import annotations

from typing import Any

from protocols.tomp.meta import Endpoint

VERSION = "1.6.1"
BASE = "edge/tomp"

SERVED = (
    Endpoint("POST", "/bookings/one-stop"),
    Endpoint("GET", "/bookings/{id}"),
    Endpoint("GET", "/legs/{id}"),
    Endpoint("POST", "/legs/{id}/events"),
    Endpoint("GET", "/operator/meta"),
    Endpoint("GET", "/operator/pricing-plans"),
    Endpoint("GET", "/operator/regions"),
    Endpoint("POST", "/support"),
)
# As the clients of this door know it, although no commit is ever postponed here.
SCENARIOS = ["POSTPONED_COMMIT", "PAY_WHEN_FINISHED"]
PROCESS_IDENTIFIERS: dict[str, list[str]] = {
    "operatorInformation": [],
    "planning": [],
    "booking": ["AUTO_COMMIT"],
    "tripExecution": [],
    "support": [],
    "payment": [],
    "general": [],
}


def meta_to_wire(base_url: str) -> list[dict[str, Any]]:
    """`endpointImplementation[]`: one entry, since this door has one version."""
    return [
        {
            "version": VERSION,
            "baseUrl": base_url,
            "endpoints": [row.to_wire() for row in SERVED],
            "scenarios": SCENARIOS,
            "processIdentifiers": PROCESS_IDENTIFIERS,
        }
    ]
