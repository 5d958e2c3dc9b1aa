"""What follows from the stops that are told of for those that are not.

The examples are those of the GTFS-Realtime reference, Trip Updates.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operators.timetable.realtime.forecasts import (
    Expected,
    ExpectedCall,
    PlannedCall,
    StopForecast,
    Told,
    expected_calls,
)
from tests.factories.moments import NOW, later

A_MINUTE = timedelta(minutes=1)
CALLS = [
    PlannedCall(place, f"stop-{place}", later(minutes=10 * place), later(minutes=10 * place + 2))
    for place in range(1, 21)
]


def delays(*stops, delay=None, calls=CALLS):
    """Departure delays in seconds, of call after call."""
    expected = expected_calls(calls, stops, delay=delay)
    told = [each.departure_delay for each in expected]
    return [None if each is None else each // timedelta(seconds=1) for each in told]


def late(sequence, seconds):
    return StopForecast(sequence, "", arrival=Expected(seconds), departure=Expected(seconds))


def untold(sequence):
    return StopForecast(sequence, "", Told.UNKNOWN)


def test_one_delay_holds_to_the_end():
    """Example 1: a trip has 20 stops, and the vehicle is on time."""
    assert delays(late(1, 0)) == [0] * 20


def test_delays_hold_until_the_next_is_told():
    """Example 2 and 3: 300 at 3, 60 at 8, no data from 10 on."""
    told = delays(late(3, 300), late(8, 60), untold(10))

    assert told == [None] * 2 + [300] * 5 + [60] * 2 + [None] * 11


def test_delay_of_the_trip_holds_until_a_stop_is_told():
    assert delays(late(4, 60), delay=30) == [30] * 3 + [60] * 17


def test_skipped_stop_does_not_end_a_delay():
    stops = [late(2, 60), StopForecast(3, "", Told.SKIPPED)]

    expected = list(expected_calls(CALLS[:4], stops))

    assert [each.is_skipped for each in expected] == [False, False, True, False]
    assert delays(*stops)[1:5] == [60] * 4


def test_arrival_alone_holds_for_the_departure():
    [expected] = expected_calls(CALLS[:1], [StopForecast(1, "", arrival=Expected(60))])

    assert expected == ExpectedCall(A_MINUTE, A_MINUTE)


def test_departure_alone_says_nothing_of_the_arrival():
    [expected] = expected_calls(CALLS[:1], [StopForecast(1, "", departure=Expected(60))])

    assert expected == ExpectedCall(None, A_MINUTE)


@pytest.mark.parametrize(("held", "arrives"), [(60, 60), (600, 120)])
def test_vehicle_has_not_come_later_than_it_leaves(held, arrives):
    """It stands for two minutes by the timetable, and leaves on time."""
    stops = [late(1, held), StopForecast(2, "", departure=Expected(0))]

    expected = list(expected_calls(CALLS[:2], stops))[1]

    assert expected == ExpectedCall(timedelta(seconds=arrives), timedelta())


def test_time_is_held_against_the_timetable():
    time = int(CALLS[4].departs_at.timestamp()) + 90

    assert delays(StopForecast(5, "", departure=Expected(time=time)))[3:6] == [None, 90, 90]


def test_stops_without_numbers_are_found_in_their_order():
    ring = [
        PlannedCall(n, stop, later(minutes=n), later(minutes=n)) for n, stop in enumerate("ABCA", 1)
    ]
    told = [
        StopForecast(None, "A", departure=Expected(10)),
        StopForecast(None, "A", departure=Expected(20)),
    ]

    assert delays(*told, calls=ring) == [10, 10, 10, 20]


@pytest.mark.parametrize(
    "stop",
    [
        late(99, 60),
        StopForecast(None, "elsewhere", departure=Expected(60)),
        StopForecast(1, "", departure=Expected(2**31 - 1)),
        StopForecast(1, "", departure=Expected(time=2**62)),
    ],
)
def test_what_makes_no_sense_changes_nothing(stop):
    assert delays(stop) == [None] * 20


def test_trip_without_calls_has_nothing_to_expect():
    assert list(expected_calls([], [late(1, 60)], delay=30)) == []


EVENTS = st.builds(
    Expected,
    st.one_of(st.none(), st.integers(-7200, 7200)),
    st.one_of(st.none(), st.just(int(NOW.timestamp()) + 3600)),
)
STOPS = st.lists(
    st.builds(
        StopForecast,
        st.one_of(st.none(), st.integers(0, 25)),
        st.sampled_from(["", "stop-3", "stop-9", "elsewhere"]),
        st.sampled_from(Told),
        EVENTS,
        EVENTS,
    ),
    max_size=8,
)


@given(stops=STOPS, delay=st.one_of(st.none(), st.integers(-600, 600)), cut=st.integers(1, 20))
def test_what_comes_later_never_changes_what_comes_before(stops, delay, cut):
    whole = list(expected_calls(CALLS, stops, delay=delay))
    part = list(expected_calls(CALLS[:cut], stops, delay=delay))

    numbered = [stop for stop in stops if stop.sequence is not None]
    if len(numbered) == len(stops):
        assert part == whole[:cut]
    assert len(whole) == 20


@given(delay=st.integers(-86400, 86400), place=st.integers(1, 20))
def test_one_delay_holds_from_its_stop_on(delay, place):
    assert delays(late(place, delay)) == [None] * (place - 1) + [delay] * (21 - place)
