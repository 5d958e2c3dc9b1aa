"""The states of this format and ours, both ways. Pure: no row is read here (reference §8.1, §11).

What was only held has no state: it is not to be seen before it was paid for or confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from bookings.states import (
    RIDING,
    RIDING_LEGS,
    WAITING_LEGS,
    BookingKind,
    BookingState,
    LegState,
    Origin,
)


class Status(StrEnum):
    """`status.value` of a confirmation. Apps compare it without regard to capitals."""

    PROCESSING = "PROCESSING"
    SCHEDULED = "SCHEDULED"
    STANDBY = "STANDBY"
    PENDING_CHANGES = "PENDING_CHANGES"
    USER_ACCEPTED = "USER_ACCEPTED"
    PROVIDER_ACCEPTED = "PROVIDER_ACCEPTED"
    ACCEPTED = "ACCEPTED"
    ARRIVING = "ARRIVING"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    USER_CANCELED = "USER_CANCELED"
    PROVIDER_CANCELED = "PROVIDER_CANCELED"


class Stage(Enum):
    """How far a booking has come, as far as it matters what can be done with it."""

    ASKED = "ASKED"
    """Nobody has said yes yet."""
    BOUND = "BOUND"
    """Sold, and not in use yet."""
    UNDER_WAY = "UNDER_WAY"
    OVER = "OVER"
    CALLED_OFF = "CALLED_OFF"


STAGE_OF: Mapping[Status, Stage] = {
    Status.PROCESSING: Stage.ASKED,
    Status.STANDBY: Stage.ASKED,
    Status.PENDING_CHANGES: Stage.ASKED,
    Status.USER_ACCEPTED: Stage.ASKED,
    Status.SCHEDULED: Stage.BOUND,
    Status.PROVIDER_ACCEPTED: Stage.BOUND,
    Status.ACCEPTED: Stage.BOUND,
    Status.ARRIVING: Stage.BOUND,
    Status.IN_PROGRESS: Stage.UNDER_WAY,
    Status.COMPLETED: Stage.OVER,
    Status.USER_CANCELED: Stage.CALLED_OFF,
    Status.PROVIDER_CANCELED: Stage.CALLED_OFF,
}
VALID_STAGES = frozenset({Stage.ASKED, Stage.BOUND, Stage.UNDER_WAY})
"""Of bookings that are good for something still."""
NEVER_SENT = frozenset({Status.STANDBY, Status.PENDING_CHANGES, Status.USER_ACCEPTED})
"""Of providers that ask the traveller back, which none of ours does."""

BOOKING_STATES: Mapping[Stage, frozenset[BookingState]] = {
    Stage.ASKED: frozenset({BookingState.CONDITIONAL_CONFIRMED, BookingState.CONFIRMED}),
    Stage.BOUND: frozenset({BookingState.CONFIRMED}),
    Stage.UNDER_WAY: frozenset({BookingState.CONFIRMED, BookingState.STARTED}),
    Stage.OVER: frozenset({BookingState.CONFIRMED, BookingState.STARTED, BookingState.FINISHED}),
    Stage.CALLED_OFF: frozenset(BookingState)
    - {BookingState.PENDING, BookingState.CONDITIONAL_CONFIRMED, BookingState.FINISHED},
}
"""The states of ours that a stage may stand for; a confirmed taxi that lost its driver is asked
for again."""
VALID_BOOKINGS = frozenset(
    {BookingState.CONDITIONAL_CONFIRMED, BookingState.CONFIRMED, BookingState.STARTED}
)
"""Where a valid booking is looked for."""

BEFORE_USE: Mapping[BookingKind, Status] = {
    BookingKind.JOURNEY: Status.SCHEDULED,
    BookingKind.RENTAL: Status.ACCEPTED,
    BookingKind.SUPPLIED: Status.ACCEPTED,
    BookingKind.TAXI: Status.PROVIDER_ACCEPTED,
}
"""Of a sold booking whose leg waits."""
IN_USE: Mapping[LegState, Status] = {
    LegState.IN_USE: Status.IN_PROGRESS,
    LegState.PAUSED: Status.IN_PROGRESS,
    LegState.ISSUE_REPORTED: Status.IN_PROGRESS,
    LegState.FINISHING: Status.COMPLETED,
    LegState.FINISHED: Status.COMPLETED,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the state of a booking follows from, as the clock has it."""

    kind: BookingKind
    booking: BookingState
    leg: LegState
    cancel_origin: str = ""
    """Of `Origin`; empty where the clock called it off, or a ticket was taken back."""
    was_bound: bool = True
    """Whether the traveller had committed to it before it came to an end."""
    has_vehicle: bool = True
    """Of a taxi: whether a driver has accepted it."""
    is_near: bool = False
    """Of a taxi: whether it is about to arrive, or waits."""


def status_of(standing: Standing) -> Status | None:
    """The state on the wire; None for what was never more than held."""
    state = standing.booking
    if state == BookingState.PENDING or not (standing.was_bound or state in RIDING):
        return None
    if state == BookingState.CONDITIONAL_CONFIRMED:
        return Status.PROCESSING
    if state == BookingState.FINISHED:
        return Status.COMPLETED
    if state not in RIDING or standing.leg == LegState.CANCELLED:
        return _called_off(standing)
    if standing.leg in WAITING_LEGS:
        return _waiting(standing)
    return IN_USE[standing.leg]


def leg_state_of(states: Iterable[LegState]) -> LegState:
    """One state for all legs of a booking: what runs counts before what waits, and that before
    what is over."""
    known = set(states)
    order = [*RIDING_LEGS, LegState.ISSUE_REPORTED, *WAITING_LEGS, LegState.FINISHED]
    return next((state for state in order if state in known), LegState.CANCELLED)


def is_valid(status: Status) -> bool:
    """Whether it is good for something still."""
    return STAGE_OF[status] in VALID_STAGES


def _waiting(standing: Standing) -> Status:
    if standing.booking == BookingState.STARTED:
        # The first ride of a journey is over and the next has not begun.
        return Status.IN_PROGRESS
    if standing.kind != BookingKind.TAXI:
        return BEFORE_USE[standing.kind]
    if not standing.has_vehicle:
        return Status.PROCESSING
    is_here = standing.is_near or standing.leg == LegState.PREPARING
    return Status.ARRIVING if is_here else BEFORE_USE[standing.kind]


def _called_off(standing: Standing) -> Status:
    is_ours = standing.cancel_origin in ("", Origin.TO)
    return Status.PROVIDER_CANCELED if is_ours else Status.USER_CANCELED
