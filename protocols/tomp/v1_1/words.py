"""The domain's words in TOMP 1.1's; each table is total, and a test says so."""

from __future__ import annotations

from collections.abc import Mapping

from bookings.states import (
    BookingAct,
    BookingState,
    LegAct,
    LegState,
    MessageDirection,
    MessageKind,
)

BOOKING_STATE = {
    BookingState.PENDING: "PENDING",
    BookingState.REJECTED: "REJECTED",
    BookingState.RELEASED: "RELEASED",
    BookingState.EXPIRED: "EXPIRED",
    BookingState.CONDITIONAL_CONFIRMED: "CONDITIONAL_CONFIRMED",
    BookingState.CONFIRMED: "CONFIRMED",
    BookingState.CANCELLED: "CANCELLED",
    # A committed booking stays CONFIRMED while its legs are in use, as TapConnect has it.
    BookingState.STARTED: "CONFIRMED",
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
    # A word of 1.2 that vendors' 1.1 documents have taken up; 1.1.0 itself has no such word.
    LegState.CANCELLED: "CANCELLED",
}

WIRE_BOOKING_STATES = frozenset({"NEW", *BOOKING_STATE.values(), "STARTED"})


def booking_states_of(word: str) -> list[BookingState]:
    """The states that are told by this word; none for those that are never told here."""
    return [state for state, told in BOOKING_STATE.items() if told == word]


MESSAGE_KIND = {
    MessageKind.NO_VEHICLE: "VEHICLE_NOT_AVAILABLE",
    MessageKind.NO_SHOW: "USER_NO_SHOW",
    MessageKind.ARRIVAL: "ETA",
    MessageKind.FOR_DRIVER: "MESSAGE_TO_DRIVER",
    MessageKind.FOR_TRAVELLER: "MESSAGE_TO_END_USER",
    # A word of 1.6.
    MessageKind.OUT_OF_LIMITS: "OTHER",
    MessageKind.OTHER: "OTHER",
}
MESSAGE_KINDS = sorted(set(MESSAGE_KIND.values()))
KIND_OF_MESSAGE = {
    word: kind for kind, word in MESSAGE_KIND.items() if kind != MessageKind.OUT_OF_LIMITS
}

# 1.1 has no member for it; later versions call the sides of an operation so.
ORIGIN = {MessageDirection.FROM_PARTNER: "MP", MessageDirection.TO_PARTNER: "TO"}

# GTFS route_type to assetClass, basic types first, then hundreds of the extended types.
ASSET_CLASS = {
    0: "TRAM",
    1: "METRO",
    2: "RAIL",
    3: "BUS",
    4: "WATER",
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
    12: "WATER",
    13: "CABLEWAY",
    14: "FUNICULAR",
    15: "TAXI",
}


def asset_class_of(route_type: int) -> str:
    """TOMP's class of a GTFS route type."""
    return ASSET_CLASS.get(route_type) or ASSET_CLASS_OF_HUNDRED.get(route_type // 100, "OTHER")


OPERATIONS: Mapping[str, BookingAct | None] = {
    "COMMIT": BookingAct.COMMIT,
    "CANCEL": BookingAct.CANCEL,
    "EXPIRE": BookingAct.EXPIRE,
    # With this one an operator answers a commit.
    "DENY": None,
}
OPERATIONS_OF_VENDORS = ("COMMIT", "CANCEL")
"""What vendors' 1.1 documents, which clients ask for as 1.1.3, have left of them."""

LEG_EVENTS: Mapping[str, LegAct] = {
    "PREPARE": LegAct.PREPARE,
    "ASSIGN_ASSET": LegAct.ASSIGN_ASSET,
    "SET_IN_USE": LegAct.SET_IN_USE,
    "PAUSE": LegAct.PAUSE,
    "START_FINISHING": LegAct.START_FINISHING,
    "FINISH": LegAct.FINISH,
    "TIME_EXTEND": LegAct.TIME_EXTEND,
    "TIME_POSTPONE": LegAct.TIME_POSTPONE,
}
ACTS_OF_VENDORS = (LegAct.SET_IN_USE,)
"""Those of journeys in vendors' 1.1 documents."""
