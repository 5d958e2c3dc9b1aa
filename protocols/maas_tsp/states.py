"""The states of this format and ours, both ways. Pure: no row is read here (reference §11).

EXPIRED means two things: a ride that is over and waits to be settled, and a reservation that
lapsed. REJECTED is what the operator took back, CANCELLED what the caller or its customer did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bookings.states import (
    RIDING,
    RIDING_LEGS,
    WAITING_LEGS,
    BookingKind,
    BookingState,
    LegState,
    Origin,
)


class WireState(StrEnum):
    """Every state that any release has; we send those from RESERVED on."""

    START = "START"
    PENDING = "PENDING"
    PAID = "PAID"
    PENDING_RESERVATION = "PENDING_RESERVATION"
    RESERVED = "RESERVED"
    CONFIRMED = "CONFIRMED"
    ARRIVED = "ARRIVED"
    ACTIVATED = "ACTIVATED"
    ON_HOLD = "ON_HOLD"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"
    REJECTED = "REJECTED"
    FINISHED = "FINISHED"
    UNKNOWN = "UNKNOWN"


class Wish(StrEnum):
    """What a caller asks for when it sends a state."""

    KEEP = "KEEP"
    USE = "USE"
    PAUSE = "PAUSE"
    END = "END"
    CANCEL = "CANCEL"
    NOT_ASKED = "NOT_ASKED"
    """The operator alone brings this state about, or the caller keeps it to itself."""


KEPT_BY_CALLERS = frozenset(
    {WireState.START, WireState.PENDING, WireState.PAID, WireState.PENDING_RESERVATION}
)
"""Records at the caller alone; we never send these."""
AHEAD = frozenset({WireState.RESERVED, WireState.CONFIRMED, WireState.ARRIVED})
"""Bound, and not in use yet."""
OVER = frozenset({WireState.EXPIRED, WireState.FINISHED})
CALLED_OFF = frozenset({WireState.CANCELLED, WireState.REJECTED})
LIVE = AHEAD | {WireState.ACTIVATED, WireState.ON_HOLD}

WISH_OF_STATE: Mapping[WireState, Wish] = {
    WireState.START: Wish.NOT_ASKED,
    WireState.PENDING: Wish.NOT_ASKED,
    WireState.PAID: Wish.NOT_ASKED,
    WireState.PENDING_RESERVATION: Wish.NOT_ASKED,
    WireState.RESERVED: Wish.KEEP,
    WireState.CONFIRMED: Wish.NOT_ASKED,
    WireState.ARRIVED: Wish.NOT_ASKED,
    WireState.ACTIVATED: Wish.USE,
    WireState.ON_HOLD: Wish.PAUSE,
    WireState.CANCELLED: Wish.CANCEL,
    WireState.EXPIRED: Wish.END,
    WireState.REJECTED: Wish.NOT_ASKED,
    WireState.FINISHED: Wish.END,
    WireState.UNKNOWN: Wish.NOT_ASKED,
}
HARMLESS: Mapping[Wish, frozenset[WireState]] = {
    Wish.KEEP: AHEAD,
    Wish.END: OVER,
}
"""States in which a wish has come true already, beside the state that is sent itself."""

OF_BOOKING: Mapping[BookingState, WireState] = {
    BookingState.PENDING: WireState.RESERVED,
    BookingState.CONDITIONAL_CONFIRMED: WireState.RESERVED,
    BookingState.REJECTED: WireState.REJECTED,
    BookingState.EXPIRED: WireState.EXPIRED,
    BookingState.FINISHED: WireState.FINISHED,
}
"""Bookings whose legs say no more."""
BEFORE_USE: Mapping[BookingKind, tuple[WireState, WireState]] = {
    BookingKind.JOURNEY: (WireState.CONFIRMED, WireState.CONFIRMED),
    BookingKind.RENTAL: (WireState.RESERVED, WireState.RESERVED),
    BookingKind.SUPPLIED: (WireState.CONFIRMED, WireState.CONFIRMED),
    BookingKind.TAXI: (WireState.CONFIRMED, WireState.ARRIVED),
}
"""Of a sold booking whose leg is NOT_STARTED, and of one whose leg is PREPARING: a vehicle that is
to be unlocked is RESERVED until then."""
IN_USE: Mapping[LegState, WireState] = {
    LegState.IN_USE: WireState.ACTIVATED,
    LegState.PAUSED: WireState.ON_HOLD,
    LegState.FINISHING: WireState.EXPIRED,
    LegState.FINISHED: WireState.EXPIRED,
    LegState.ISSUE_REPORTED: WireState.UNKNOWN,
}

_EVERYWHERE = frozenset(
    {
        WireState.RESERVED,
        WireState.CONFIRMED,
        WireState.ACTIVATED,
        WireState.EXPIRED,
        WireState.CANCELLED,
        WireState.REJECTED,
    }
)
WEBHOOK_STATES: Mapping[str, frozenset[WireState]] = {
    "10": _EVERYWHERE,
    "13": _EVERYWHERE,
    "27": _EVERYWHERE | {WireState.ARRIVED},
}
"""What a webhook can carry, by the release of the schemas that its receiver checks it with."""


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the state of a booking follows from, as the clock has it."""

    kind: BookingKind
    booking: BookingState
    leg: LegState
    cancel_origin: str = ""
    """Of `Origin`; empty where nobody cancelled it, or nobody noted who did."""
    is_lapsed: bool = False
    """Nobody came: the vehicle was not fetched in time, or the traveller did not show up."""


def state_of(standing: Standing) -> WireState:
    """The state on the wire; there is one for everything that a booking can be."""
    if standing.booking in OF_BOOKING:
        return OF_BOOKING[standing.booking]
    if standing.booking not in RIDING or standing.leg == LegState.CANCELLED:
        return _taken_back(standing)
    if standing.leg not in WAITING_LEGS:
        return IN_USE[standing.leg]
    if standing.booking == BookingState.STARTED:
        # The first ride of a journey is over and the next has not begun.
        return WireState.ACTIVATED
    waiting, ready = BEFORE_USE[standing.kind]
    return ready if standing.leg == LegState.PREPARING else waiting


def leg_state_of(states: Iterable[LegState]) -> LegState:
    """One state for all legs of a booking: what runs counts before what waits, and that before
    what is over."""
    known = set(states)
    order = [*RIDING_LEGS, LegState.ISSUE_REPORTED, *WAITING_LEGS, LegState.FINISHED]
    return next((state for state in order if state in known), LegState.CANCELLED)


def is_harmless(asked: WireState, now: WireState) -> bool:
    """Whether a caller asks for what is so already."""
    return asked == now or now in HARMLESS.get(WISH_OF_STATE[asked], ())


def _taken_back(standing: Standing) -> WireState:
    if standing.is_lapsed:
        return WireState.EXPIRED
    is_ours = standing.cancel_origin == Origin.TO
    return WireState.REJECTED if is_ours else WireState.CANCELLED
