"""What this operator serves of TOMP: the source of /operator/meta and of the routes themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

IMPLEMENTED, NOT_IMPLEMENTED = "IMPLEMENTED", "NOT_IMPLEMENTED"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One row of `endpoints`."""

    method: str
    path: str
    event: str = ""
    status: str = IMPLEMENTED
    max_page_size: int = 0

    def to_wire(self) -> dict[str, Any]:
        row: dict[str, Any] = {"method": self.method, "path": self.path, "status": self.status}
        if self.event:
            row["eventType"] = self.event
        if self.max_page_size:
            row.update(supportsPaging=True, maxPageSize=self.max_page_size)
        return row


MAX_PAGE_SIZE = 100
STATIONS_PAGE_SIZE = 1000
REGIONS_PAGE_SIZE = 10
"""An area may have hundreds of corners."""

SERVED = (
    Endpoint("POST", "/plannings"),
    Endpoint("POST", "/bookings"),
    Endpoint("GET", "/bookings", max_page_size=MAX_PAGE_SIZE),
    Endpoint("GET", "/bookings/{id}"),
    Endpoint("POST", "/bookings/{id}/events", "COMMIT"),
    Endpoint("POST", "/bookings/{id}/events", "CANCEL"),
    Endpoint("PUT", "/bookings/{id}"),
    Endpoint("GET", "/bookings/{id}/notifications"),
    Endpoint("POST", "/bookings/{id}/notifications"),
    Endpoint("POST", "/bookings/{id}/subscription"),
    Endpoint("DELETE", "/bookings/{id}/subscription"),
    Endpoint("GET", "/legs/{id}"),
    Endpoint("GET", "/legs/{id}/available-assets", max_page_size=MAX_PAGE_SIZE),
    Endpoint("GET", "/legs/{id}/progress"),
    Endpoint("POST", "/legs/{id}/events", "SET_IN_USE"),
    Endpoint("GET", "/operator/meta"),
    Endpoint("GET", "/operator/information"),
    Endpoint("GET", "/operator/stations", max_page_size=STATIONS_PAGE_SIZE),
    Endpoint("GET", "/operator/regions", max_page_size=REGIONS_PAGE_SIZE),
    Endpoint("GET", "/operator/alerts", max_page_size=MAX_PAGE_SIZE),
    Endpoint("GET", "/operator/operating-calendar"),
    Endpoint("GET", "/operator/operating-hours"),
    Endpoint("GET", "/operator/pricing-plans"),
    Endpoint("GET", "/operator/available-assets", max_page_size=MAX_PAGE_SIZE),
    Endpoint("GET", "/payment/journal-entry", max_page_size=MAX_PAGE_SIZE),
    Endpoint("POST", "/payment/{id}/claim-extra-costs"),
    Endpoint("POST", "/support/"),
    Endpoint("GET", "/support/{id}/status"),
)

EVENTS_NOT_SERVED = tuple(
    Endpoint("POST", path, event, NOT_IMPLEMENTED)
    for path, events in (
        ("/bookings/{id}/events", ("EXPIRE", "DENY")),
        (
            "/legs/{id}/events",
            ("PREPARE", "ASSIGN_ASSET", "PAUSE", "START_FINISHING", "FINISH"),
        ),
    )
    for event in events
)

NOT_SERVED = tuple(
    Endpoint(method, path, status=NOT_IMPLEMENTED)
    for method, path in (
        ("PUT", "/legs/{id}"),
        ("POST", "/legs/{id}/progress"),
    )
)

PROCESS_IDENTIFIERS = {
    "operatorInformation": [],
    "planning": [
        "PLANNING_BASED",
        "MANDATORY_FROM_STOP_REFERENCE",
        "MANDATORY_TO_STOP_REFERENCE",
    ],
    "booking": [
        "ACCESS_CODE_QR",
        "ACCESS_CODE_AZTEC",
        "ACCESS_CODE_BY_TO",
        "ACCESS_CODE_IN_COMMIT_EVENT",
        "ACCESS_CODE_IN_GET_LEG",
        "ACCESS_CODE_IN_GET_BOOKING",
    ],
    "tripExecution": [],
    "support": [],
    "payment": ["CORRECTION_BY_EXTRA_COSTS"],
    "general": [],
}

VERSIONS = ("1.1.0", "1.1.3")


def meta_to_wire(base_url: str) -> list[dict[str, Any]]:
    """`endpointImplementation[]`: one entry for each version that can be asked for."""
    rows = [row.to_wire() for row in (*SERVED, *EVENTS_NOT_SERVED, *NOT_SERVED)]
    return [
        {
            "version": version,
            "baseUrl": base_url,
            "endpoints": rows,
            "scenarios": [],
            "processIdentifiers": PROCESS_IDENTIFIERS,
        }
        for version in VERSIONS
    ]
