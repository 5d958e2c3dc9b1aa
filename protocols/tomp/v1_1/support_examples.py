"""A question and its answer, as the API description tells them; tests hold them against what is
answered."""

from __future__ import annotations

from typing import Any

from protocols.tomp.v1_1.examples import BOOKING_ID

SUPPORT_REQUEST: dict[str, Any] = {
    "id": BOOKING_ID,
    "supportType": "NOT_CLEAN",
    "time": "2027-03-02T08:10:00Z",
    "priority": "DISTURBING_ISSUE",
    "contactInformationEndUser": "+31201234567",
    "comment": "Somebody has spilt coffee over the seats.",
    "location": {"name": "Harbour", "coordinates": {"lng": 4.4777, "lat": 51.9244}},
    "requestedResponseTime": 60,
}
OPENED: dict[str, Any] = {
    **SUPPORT_REQUEST,
    "status": "PROCESSING",
    "order": 1,
    "statusTime": "2027-03-02T08:12:00Z",
    "caseId": "K7QM2RXA",
    "timeToResolution": 60,
}
RESOLVED: dict[str, Any] = {
    **SUPPORT_REQUEST,
    "comment": "The bus is cleaned at the terminus. Thank you.",
    "status": "RESOLVED",
    "order": 2,
    "statusTime": "2027-03-02T08:25:00Z",
    "caseId": "K7QM2RXA",
}
