"""The domain's words of support in TOMP 1.1's; each table is total, and a test says so."""

from __future__ import annotations

from support.states import CaseKind, CasePriority, CaseState

SUPPORT_TYPE = {
    CaseKind.BROKEN_DOWN: "BROKEN_DOWN",
    CaseKind.NOT_AT_LOCATION: "NOT_AT_LOCATION",
    # 1.1 has no word for a vehicle that is gone after a pause; this one says the most of it.
    CaseKind.GONE_AFTER_PAUSE: "NOT_AT_LOCATION",
    CaseKind.NOT_CLEAN: "NOT_CLEAN",
    CaseKind.NOT_AVAILABLE: "NOT_AVAILABLE",
    CaseKind.CANNOT_OPEN: "UNABLE_TO_OPEN",
    CaseKind.CANNOT_CLOSE: "UNABLE_TO_CLOSE",
    CaseKind.API_TECHNICAL: "API_TECHNICAL",
    CaseKind.API_FUNCTIONAL: "API_FUNCTIONAL",
    CaseKind.ACCIDENT: "ACCIDENT",
    CaseKind.OTHER: "OTHER",
}
SUPPORT_TYPES = sorted(set(SUPPORT_TYPE.values()))
KIND_OF_TYPE = {
    word: kind for kind, word in SUPPORT_TYPE.items() if kind != CaseKind.GONE_AFTER_PAUSE
}

SUPPORT_PRIORITY = {
    CasePriority.CANNOT_CONTINUE: "ERROR_CANNOT_CONTINUE",
    CasePriority.CAN_CONTINUE: "ERROR_CAN_CONTINUE",
    CasePriority.DISTURBING: "DISTURBING_ISSUE",
    CasePriority.QUESTION: "QUESTION",
    CasePriority.OTHER: "OTHER",
}
PRIORITY_OF_WORD = {word: priority for priority, word in SUPPORT_PRIORITY.items()}

SUPPORT_STATUS = {
    CaseState.PROCESSING: "PROCESSING",
    CaseState.UPDATE_REQUESTED: "UPDATE_REQUESTED",
    CaseState.RESOLVED: "RESOLVED",
    CaseState.CANCELLED: "CANCELLED",
}
