"""Every state of a booking has one word on the wire or none, and every word has a meaning."""

from __future__ import annotations

from itertools import product

import pytest

from bookings.states import BookingKind, BookingState, LegState, Origin
from protocols.tripgo.confirmation.states import (
    BEFORE_USE,
    BOOKING_STATES,
    IN_USE,
    NEVER_SENT,
    STAGE_OF,
    VALID_BOOKINGS,
    VALID_STAGES,
    Stage,
    Standing,
    Status,
    is_valid,
    status_of,
)

ORIGINS = ["", *Origin]
BOTH = [False, True]
EVERYTHING = [
    Standing(*facts)
    for facts in product(BookingKind, BookingState, LegState, ORIGINS, BOTH, BOTH, BOTH)
]
HELD_ONLY = [BookingState.PENDING, BookingState.RELEASED, BookingState.EXPIRED]


def test_everything_that_is_sold_has_a_word_that_we_send():
    told = {status_of(standing) for standing in EVERYTHING}

    assert told - {None} == set(Status) - NEVER_SENT


def test_every_word_has_a_stage_and_every_stage_its_states():
    assert set(STAGE_OF) == set(Status)
    assert set(BOOKING_STATES) == set(Stage)
    assert set(BEFORE_USE) == set(BookingKind)
    assert set(IN_USE) < set(LegState)


def test_words_lead_back_to_the_states_that_they_are_told_for():
    for standing in EVERYTHING:
        status = status_of(standing)
        if status is not None:
            assert standing.booking in BOOKING_STATES[STAGE_OF[status]], standing


def test_every_state_of_a_stage_is_told_for_some_booking():
    told: dict[Stage, set[BookingState]] = {stage: set() for stage in Stage}
    for standing in EVERYTHING:
        if status := status_of(standing):
            told[STAGE_OF[status]].add(standing.booking)

    assert told == BOOKING_STATES


def test_valid_bookings_are_looked_for_where_they_are():
    states = {
        standing.booking
        for standing in EVERYTHING
        if (status := status_of(standing)) and is_valid(status)
    }

    assert states == VALID_BOOKINGS
    assert {status for status in Status if is_valid(status)} == {
        status for status, stage in STAGE_OF.items() if stage in VALID_STAGES
    }


@pytest.mark.parametrize("state", HELD_ONLY)
def test_what_was_only_held_is_not_told(state):
    for kind, leg in product(BookingKind, LegState):
        assert status_of(Standing(kind, state, leg, was_bound=False)) is None


@pytest.mark.parametrize(
    ("kind", "leg", "expected"),
    [
        (BookingKind.JOURNEY, LegState.NOT_STARTED, Status.SCHEDULED),
        (BookingKind.JOURNEY, LegState.PREPARING, Status.SCHEDULED),
        (BookingKind.RENTAL, LegState.NOT_STARTED, Status.ACCEPTED),
        (BookingKind.SUPPLIED, LegState.NOT_STARTED, Status.ACCEPTED),
        (BookingKind.TAXI, LegState.NOT_STARTED, Status.PROVIDER_ACCEPTED),
        (BookingKind.TAXI, LegState.PREPARING, Status.ARRIVING),
    ],
)
def test_sold_booking_waits_for_its_use(kind, leg, expected):
    assert status_of(Standing(kind, BookingState.CONFIRMED, leg)) == expected


def test_taxi_without_a_driver_is_looked_for():
    waiting = (BookingKind.TAXI, BookingState.CONFIRMED, LegState.NOT_STARTED)

    assert status_of(Standing(*waiting, has_vehicle=False)) == Status.PROCESSING
    assert status_of(Standing(*waiting, is_near=True)) == Status.ARRIVING


@pytest.mark.parametrize("kind", BookingKind)
@pytest.mark.parametrize(
    ("leg", "expected"),
    [
        (LegState.NOT_STARTED, Status.IN_PROGRESS),
        (LegState.PREPARING, Status.IN_PROGRESS),
        (LegState.IN_USE, Status.IN_PROGRESS),
        (LegState.PAUSED, Status.IN_PROGRESS),
        (LegState.ISSUE_REPORTED, Status.IN_PROGRESS),
        (LegState.FINISHING, Status.COMPLETED),
        (LegState.FINISHED, Status.COMPLETED),
        (LegState.CANCELLED, Status.PROVIDER_CANCELED),
    ],
)
def test_started_booking_follows_its_leg(kind, leg, expected):
    assert status_of(Standing(kind, BookingState.STARTED, leg)) == expected


@pytest.mark.parametrize(
    "state",
    [
        BookingState.CANCELLED,
        BookingState.RELEASED,
        BookingState.REJECTED,
        BookingState.EXPIRED,
    ],
)
@pytest.mark.parametrize("kind", BookingKind)
def test_operator_and_clock_cancel_as_the_provider_and_all_others_as_the_user(kind, state):
    told = {
        origin: status_of(Standing(kind, state, LegState.CANCELLED, origin)) for origin in ORIGINS
    }

    assert {told.pop(""), told.pop(Origin.TO)} == {Status.PROVIDER_CANCELED}
    assert set(told.values()) == {Status.USER_CANCELED}
