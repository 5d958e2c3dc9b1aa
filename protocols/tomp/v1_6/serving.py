"""What 1.6 announces of itself in /operator/meta, and what it refuses in its own way."""

from __future__ import annotations

from collections.abc import Mapping

from protocols.tomp.errors import BOOKING, Refusal, Refusals
from sales import errors as sales

EVENT_TYPES = frozenset(
    {
        "PREPARE", "ASSIGN_ASSET", "SET_IN_USE", "PAUSE", "OPEN_TRUNK", "START_FINISHING",
        "FINISH", "ISSUE", "CANCEL", "EXPIRE", "DENY", "COMMIT",
    }
)  # fmt: skip
"""TIME_EXTEND, TIME_POSTPONE and EXTEND_EXPIRY_TIME, which are served, are missing from the
file."""
WITHOUT: Mapping[str, frozenset[str]] = {}
"""Events that one of its versions lacks."""
SCENARIOS = ("POSTPONED_COMMIT", "PAY_WHEN_FINISHED")
PROCESS_IDENTIFIERS = {
    "operatorInformation": [],
    "planning": ["PLANNING_BASED", "ASSET_BASED", "EXACT_ID"],
    "booking": [
        "NORMAL",
        "ONE_STOP",
        "AUTO_COMMIT",
        "ALLOW_EXTEND_BOOKING_EXPIRY_TIME",
        "ACCESS_CODE_QR",
        "ACCESS_CODE_AZTEC",
        "ACCESS_CODE_BY_TO",
        "ACCESS_CODE_IN_COMMIT_EVENT",
        "ACCESS_CODE_IN_GET_LEG",
        "ACCESS_CODE_IN_GET_BOOKING",
    ],
    "tripExecution": ["LOCK_UNLOCK_REMOTELY"],
    "support": [],
    "payment": ["CORRECTION_BY_EXTRA_COSTS"],
    "general": [],
}
REFUSALS: Refusals = ((sales.CustomerBlocked, Refusal(428, 209, "Customer blocked", BOOKING)),)
