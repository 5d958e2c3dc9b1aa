"""The domain's words in TOMP 1.6's; each table is total, and a test says so."""

from __future__ import annotations

from collections.abc import Mapping

from bookings.states import (
    BookingAct,
    BookingState,
    LegAct,
    LegState,
    MessageDirection,
    MessageKind,
    Origin,
)
from support.states import CaseKind, CasePriority, CaseState
from tickets.forms.symbols import Symbology

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
OFFERED = "NEW"
"""The state of an option, which is no booking yet."""
WIRE_BOOKING_STATES = (OFFERED, *BOOKING_STATE.values())

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

OPERATIONS: Mapping[str, BookingAct | None] = {
    "COMMIT": BookingAct.COMMIT,
    "CANCEL": BookingAct.CANCEL,
    "EXTEND_EXPIRY_TIME": BookingAct.EXTEND,
    # With this one an operator answers a commit.
    "DENY": None,
}
OPERATIONS_SERVED = tuple(word for word, act in OPERATIONS.items() if act is not None)

LEG_EVENTS: Mapping[str, LegAct] = {
    "PREPARE": LegAct.PREPARE,
    "ASSIGN_ASSET": LegAct.ASSIGN_ASSET,
    "SET_IN_USE": LegAct.SET_IN_USE,
    "PAUSE": LegAct.PAUSE,
    "OPEN_TRUNK": LegAct.OPEN_TRUNK,
    "START_FINISHING": LegAct.START_FINISHING,
    "FINISH": LegAct.FINISH,
    "TIME_EXTEND": LegAct.TIME_EXTEND,
    "TIME_POSTPONE": LegAct.TIME_POSTPONE,
    "CANCEL": LegAct.CANCEL,
}

ORIGIN = {
    Origin.MP: "MP",
    Origin.TO: "TO",
    Origin.END_USER: "END_USER",
    Origin.OTHER: "OTHER",
}
ORIGIN_OF_WORD = {word: origin for origin, word in ORIGIN.items()}
EXTEND_REASONS = ("BOOKING_PENDING", "PAYMENT_PENDING", "OTHER")

MESSAGE_KIND = {
    MessageKind.NO_VEHICLE: "VEHICLE_NOT_AVAILABLE",
    MessageKind.NO_SHOW: "USER_NO_SHOW",
    MessageKind.ARRIVAL: "ETA",
    MessageKind.FOR_DRIVER: "MESSAGE_TO_DRIVER",
    MessageKind.FOR_TRAVELLER: "MESSAGE_TO_END_USER",
    MessageKind.OUT_OF_LIMITS: "USER_OUT_OF_LIMITS",
    MessageKind.OTHER: "OTHER",
}
KIND_OF_MESSAGE = {word: kind for kind, word in MESSAGE_KIND.items()}

# 1.6 has no member for the sender of a message; operations call the sides so.
SENDER = {MessageDirection.FROM_PARTNER: "MP", MessageDirection.TO_PARTNER: "TO"}

# TOMP has one token for all barcodes; what is drawn is told by `symbology` in it (1.6, wiki).
TOKEN_TYPE = dict.fromkeys(Symbology, "tokenQR")
TOKEN_OF_DOCUMENT = "tokenDefault"  # noqa: S105 - a word of the format
ACCESS_METHOD = {Symbology.QR: "QR", Symbology.AZTEC: "AZTEC", Symbology.PDF417: "BARCODE"}
UNLOCKED_OVER_TOMP = "TOMP-API"
"""The access method of vehicles: they are unlocked by SET_IN_USE."""
TOKEN_TYPES = frozenset({"tokenDefault", "tokenDeeplink", "tokenEKey", "tokenQR"})
ACCESS_METHODS = (
    "DEEPLINK",
    "QR",
    "AZTEC",
    UNLOCKED_OVER_TOMP,
    "AXA-EKEY-OTP",
    "PHYSICAL-KEY",
    "BARCODE",
    "PDF",
    "HTML",
    "OVC",
    "EMV",
    "NONE",
)
"""All that 1.6 knows; those that we do not have ourselves are of what is resold."""

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

# GTFS route_type to assetClass, basic types first, then hundreds of the extended types.
ASSET_CLASS = {
    0: "TRAM",
    1: "METRO",
    2: "RAIL",
    3: "BUS",
    4: "FERRY",
    5: "TRAM",
    6: "CABLEWAY",
    7: "FUNICULAR",
    11: "TROLLEYBUS",
    12: "RAIL",
}
ASSET_CLASS_OF_HUNDRED = {
    1: "RAIL",
    2: "COACH",
    4: "METRO",
    7: "BUS",
    8: "TROLLEYBUS",
    9: "TRAM",
    10: "WATER",
    11: "AIR",
    12: "FERRY",
    13: "CABLEWAY",
    14: "FUNICULAR",
    15: "TAXI",
}
OTHER_CLASS, OTHER_SUB_CLASS = "OTHER", "public transport"
"""A class OTHER needs a sub-class by its prose (assetType)."""


def booking_states_of(word: str) -> tuple[BookingState, ...]:
    """The states that are told by this word; none for NEW, since options are not kept."""
    return tuple(state for state, told in BOOKING_STATE.items() if told == word)


def asset_class_of(route_type: int) -> str:
    """TOMP's class of a GTFS route type."""
    known = ASSET_CLASS.get(route_type) or ASSET_CLASS_OF_HUNDRED.get(route_type // 100)
    return known or OTHER_CLASS
