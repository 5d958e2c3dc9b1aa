"""What 1.1 announces of itself in /operator/meta, and what it refuses in its own way."""

from __future__ import annotations

from protocols.tomp.errors import Refusals

EVENT_TYPES = frozenset(
    {
        "PREPARE", "ASSIGN_ASSET", "SET_IN_USE", "PAUSE", "START_FINISHING", "FINISH", "ISSUE",
        "CANCEL", "EXPIRE", "DENY", "COMMIT",
    }
)  # fmt: skip
"""TIME_EXTEND and TIME_POSTPONE, which are served, are missing from the file."""
WITHOUT = {"1.1.3": frozenset({"EXPIRE"})}
"""Events that one of its versions lacks."""
SCENARIOS = ("POSTPONED_COMMIT", "PAY_WHEN_FINISHED")
PROCESS_IDENTIFIERS = {
    "operatorInformation": [],
    "planning": ["PLANNING_BASED", "ASSET_BASED", "EXACT_ID"],
    "booking": [
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
REFUSALS: Refusals = ()
