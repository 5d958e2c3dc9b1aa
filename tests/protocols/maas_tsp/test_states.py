"""Every state that a booking can be in has one word on the wire, and every word a meaning."""

from __future__ import annotations

from itertools import product

import pytest

from bookings.states import BookingKind, BookingState, LegState, Origin
from protocols.maas_tsp.states import (
    AHEAD,
    KEPT_BY_CALLERS,
    LIVE,
    WEBHOOK_STATES,
    WISH_OF_STATE,
    Standing,
    WireState,
    Wish,
    is_harmless,
    leg_state_of,
    state_of,
)

ORIGINS = ["", *Origin]
EVERYTHING = [
    Standing(*facts) for facts in product(BookingKind, BookingState, LegState, ORIGINS, [0, 1])
]
SENT = set(WireState) - KEPT_BY_CALLERS


def test_everything_has_a_state_that_we_send():
    assert {state_of(standing) for standing in EVERYTHING} == SENT


def test_every_state_of_the_wire_is_a_wish():
    assert set(WISH_OF_STATE) == set(WireState)
    assert set(WISH_OF_STATE.values()) == set(Wish)


def test_webhook_states_are_states_that_we_send():
    assert all(states <= SENT for states in WEBHOOK_STATES.values())


@pytest.mark.parametrize("kind", BookingKind)
def test_what_nobody_decided_yet_is_reserved(kind):
    for booking in (BookingState.PENDING, BookingState.CONDITIONAL_CONFIRMED):
        states = {state_of(Standing(kind, booking, leg)) for leg in LegState}
        assert states == {WireState.RESERVED}


@pytest.mark.parametrize(
    ("kind", "leg", "expected"),
    [
        (BookingKind.JOURNEY, LegState.PREPARING, "CONFIRMED"),
        (BookingKind.RENTAL, LegState.NOT_STARTED, "RESERVED"),
        (BookingKind.RENTAL, LegState.PREPARING, "RESERVED"),
        (BookingKind.SUPPLIED, LegState.NOT_STARTED, "CONFIRMED"),
        (BookingKind.TAXI, LegState.NOT_STARTED, "CONFIRMED"),
        (BookingKind.TAXI, LegState.PREPARING, "ARRIVED"),
    ],
)
def test_sold_booking_waits_for_its_use(kind, leg, expected):
    assert state_of(Standing(kind, BookingState.CONFIRMED, leg)) == expected


@pytest.mark.parametrize("kind", BookingKind)
@pytest.mark.parametrize(
    ("leg", "expected"),
    [
        (LegState.NOT_STARTED, "ACTIVATED"),
        (LegState.PREPARING, "ACTIVATED"),
        (LegState.IN_USE, "ACTIVATED"),
        (LegState.PAUSED, "ON_HOLD"),
        (LegState.FINISHING, "EXPIRED"),
        (LegState.FINISHED, "EXPIRED"),
        (LegState.ISSUE_REPORTED, "UNKNOWN"),
        (LegState.CANCELLED, "CANCELLED"),
    ],
)
def test_started_booking_follows_its_leg(kind, leg, expected):
    assert state_of(Standing(kind, BookingState.STARTED, leg)) == expected


@pytest.mark.parametrize("booking", [BookingState.RELEASED, BookingState.CANCELLED])
@pytest.mark.parametrize("kind", BookingKind)
def test_operator_rejects_and_everybody_else_cancels(kind, booking):
    leg = LegState.CANCELLED
    told = {origin: state_of(Standing(kind, booking, leg, origin)) for origin in ORIGINS}
    assert told.pop(Origin.TO) == WireState.REJECTED
    assert set(told.values()) == {WireState.CANCELLED}
    assert state_of(Standing(kind, booking, leg, Origin.TO, True)) == WireState.EXPIRED


@pytest.mark.parametrize(
    ("legs", "expected"),
    [
        ([LegState.PREPARING, LegState.IN_USE], LegState.IN_USE),
        ([LegState.FINISHED, LegState.PREPARING], LegState.PREPARING),
        ([LegState.FINISHED, LegState.CANCELLED], LegState.FINISHED),
        ([LegState.CANCELLED, LegState.CANCELLED], LegState.CANCELLED),
        ([LegState.ISSUE_REPORTED, LegState.FINISHED], LegState.ISSUE_REPORTED),
        ([], LegState.CANCELLED),
    ],
)
def test_legs_have_one_state_together(legs, expected):
    assert leg_state_of(legs) == expected


@pytest.mark.parametrize("state", WireState)
def test_asking_for_the_present_state_is_harmless(state):
    assert is_harmless(state, state)


def test_what_came_true_before_is_harmless():
    harmless = {
        (asked, now)
        for asked, now in product(WireState, WireState)
        if asked != now and is_harmless(asked, now)
    }
    assert harmless == {
        (WireState.RESERVED, WireState.CONFIRMED),
        (WireState.RESERVED, WireState.ARRIVED),
        (WireState.EXPIRED, WireState.FINISHED),
        (WireState.FINISHED, WireState.EXPIRED),
    }


def test_what_lies_ahead_is_live():
    assert AHEAD < LIVE
