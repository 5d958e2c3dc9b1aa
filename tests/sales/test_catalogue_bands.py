"""When a time band holds, on the clock of Amsterdam."""

from datetime import UTC, date, datetime, time

import pytest

from tests.factories.tariffs import AMSTERDAM, span

WORKDAYS = [1, 2, 3, 4, 5]
MIDNIGHT = time(0)


def at(*when):
    return datetime(2026, *when, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "is_peak"),
    [
        (at(6, 1, 4, 59), False),
        (at(6, 1, 5, 0), True),
        (at(6, 1, 6, 59), True),
        (at(6, 1, 7, 0), False),
        (at(6, 6, 5, 0), False),
    ],
)
def test_span_holds_from_its_start_until_its_end_on_its_days(moment, is_peak):
    assert span(time(7), time(9), WORKDAYS).holds(moment, AMSTERDAM) is is_peak


@pytest.mark.parametrize(
    ("moment", "is_night"),
    [
        (at(6, 5, 19, 59), False),
        (at(6, 5, 20, 0), True),
        (at(6, 5, 22, 30), True),
        (at(6, 6, 1, 59), True),
        (at(6, 6, 2, 0), False),
        (at(6, 5, 1, 0), False),
        (at(6, 7, 1, 0), False),
    ],
)
def test_span_past_midnight_belongs_to_the_day_that_it_starts_on(moment, is_night):
    friday = [5]

    assert span(time(22), time(4), friday).holds(moment, AMSTERDAM) is is_night


def test_span_from_midnight_to_midnight_is_the_whole_day():
    monday = span(MIDNIGHT, MIDNIGHT, [1])

    hours = [at(5, 31, 21), at(5, 31, 22), at(6, 1, 21, 59), at(6, 1, 22)]
    assert [monday.holds(moment, AMSTERDAM) for moment in hours] == [False, True, True, False]


def test_hour_that_is_left_out_in_spring_is_in_no_span():
    sunday = span(time(2), time(3), [7])

    assert [sunday.holds(at(3, 29, 0, 59), AMSTERDAM), sunday.holds(at(3, 29, 1), AMSTERDAM)] == [
        False,
        False,
    ]


def test_hour_that_comes_twice_in_autumn_counts_both_times():
    sunday = span(time(2), time(3), [7])

    hours = [at(10, 25, hour, 30) for hour in (0, 1, 2)]
    assert [sunday.holds(moment, AMSTERDAM) for moment in hours] == [True, True, False]


def test_span_has_a_season_and_days_that_are_added_or_removed():
    found = span(
        time(7),
        time(9),
        WORKDAYS,
        first_date=date(2026, 6, 1),
        last_date=date(2026, 6, 30),
        added_dates=[date(2026, 7, 4)],
        removed_dates=[date(2026, 6, 2)],
    )

    days = [date(2026, 5, 29), date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 30)]
    days += [date(2026, 7, 1), date(2026, 7, 4)]
    assert [found.has_day(day) for day in days] == [False, True, False, True, False, True]
