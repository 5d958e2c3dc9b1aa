"""The domain's words in TOMP 1.6's; each table is total, and a test says so."""

from __future__ import annotations

from bookings.states import BookingState, LegState
from support.states import CaseKind, CasePriority, CaseState

BOOKING_STATE = {
    BookingState.PENDING: "PENDING",
    BookingState.REJECTED: "REJECTED",
    BookingState.RELEASED: "RELEASED",
    BookingState.EXPIRED: "EXPIRED",
    BookingState.CONDITIONAL_CONFIRMED: "CONDITIONAL_CONFIRMED",
    BookingState.CONFIRMED: "CONFIRMED",
    BookingState.CANCELLED: "CANCELLED",
    BookingState.STARTED: "STARTED",
    BookingState.FINISHED: "FINISHED",
}

LEG_STATE = {
    LegState.NOT_STARTED: "NOT_STARTED",
    LegState.PREPARING: "PREPARING",
    LegState.IN_USE: "IN_USE",
    LegState.PAUSED: "PAUSED",
    LegState.FINISHING: "FINISHING",
    LegState.FINISHED: "FINISHED",
    LegState.ISSUE_REPORTED: "ISSUE_REPORTED",
    LegState.CANCELLED: "CANCELLED",
}

SUPPORT_TYPE = {
    CaseKind.BROKEN_DOWN: "BROKEN_DOWN",
    CaseKind.NOT_AT_LOCATION: "NOT_AT_LOCATION",
    CaseKind.GONE_AFTER_PAUSE: "MISSING_AFTER_PAUSE",
    CaseKind.NOT_CLEAN: "NOT_CLEAN",
    CaseKind.NOT_AVAILABLE: "NOT_AVAILABLE",
    CaseKind.CANNOT_OPEN: "UNABLE_TO_OPEN",
    CaseKind.CANNOT_CLOSE: "UNABLE_TO_CLOSE",
    CaseKind.API_TECHNICAL: "API_TECHNICAL",
    CaseKind.API_FUNCTIONAL: "API_FUNCTIONAL",
    CaseKind.ACCIDENT: "ACCIDENT",
    CaseKind.OTHER: "OTHER",
}

SUPPORT_PRIORITY = {
    CasePriority.CANNOT_CONTINUE: "ERROR_CANNOT_CONTINUE",
    CasePriority.CAN_CONTINUE: "ERROR_CAN_CONTINUE",
    CasePriority.DISTURBING: "DISTURBING_ISSUE",
    CasePriority.QUESTION: "QUESTION",
    CasePriority.OTHER: "OTHER",
}

SUPPORT_STATUS = {
    CaseState.PROCESSING: "PROCESSING",
    CaseState.UPDATE_REQUESTED: "UPDATE_REQUESTED",
    CaseState.RESOLVED: "RESOLVED",
    CaseState.CANCELLED: "CANCELLED",
}

CASE_KIND = {word: kind for kind, word in SUPPORT_TYPE.items()}
CASE_PRIORITY = {word: priority for priority, word in SUPPORT_PRIORITY.items()}

EVENTS = ("START_FINISHING", "FINISH")
"""The leg events that are served."""
