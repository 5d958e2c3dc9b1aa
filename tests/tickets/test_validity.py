from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.moments import NOW, later
from tickets.states import Activation, ValidityKind
from tickets.validity import Validity, Window, calendar_day

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOUR = Validity(ValidityKind.DURATION, minutes=60, boarding_minutes=15)
# Zones whose clocks change at midnight, skip a day, or stand at odd minutes.
ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Amsterdam",
        "America/Santiago",
        "America/Havana",
        "Africa/Cairo",
        "Asia/Beirut",
        "Asia/Kathmandu",
        "Pacific/Apia",
        "Australia/Lord_Howe",
        "UTC",
    )
]
moments = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001 -- hypothesis adds the zone
    max_value=datetime(2037, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def test_duration_that_travels_is_valid_around_its_departure():
    rule = Validity(
        ValidityKind.DURATION, minutes=60, boarding_minutes=15, travels_at=later(hours=2)
    )

    window = rule.window(activation=Activation.AT_ONCE, activated_at=NOW, zone=AMSTERDAM)

    assert window == Window(later(minutes=105), later(hours=3))


def test_duration_bought_within_boarding_time_begins_with_the_sale():
    rule = Validity(
        ValidityKind.DURATION, minutes=60, boarding_minutes=15, travels_at=later(minutes=5)
    )

    window = rule.window(activation=Activation.AT_ONCE, activated_at=NOW, zone=AMSTERDAM)

    assert window == Window(NOW, later(minutes=65))


def test_duration_bought_after_its_departure_begins_with_the_sale():
    rule = Validity(ValidityKind.DURATION, minutes=60, travels_at=later(minutes=-5))

    window = rule.window(activation=Activation.AT_ONCE, activated_at=NOW, zone=AMSTERDAM)

    assert window == Window(NOW, later(minutes=60))


def test_duration_activated_later_begins_with_its_activation():
    rule = Validity(
        ValidityKind.DURATION, minutes=60, boarding_minutes=15, travels_at=later(hours=2)
    )

    window = rule.window(activation=Activation.LATER, activated_at=NOW, zone=AMSTERDAM)

    assert window == Window(NOW, later(minutes=60))


def test_duration_without_a_departure_begins_with_the_sale():
    window = HOUR.window(activation=Activation.AT_ONCE, activated_at=NOW, zone=AMSTERDAM)

    assert window == Window(NOW, later(minutes=60))


def test_duration_is_not_stretched_by_a_change_of_clocks():
    before = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)

    window = HOUR.window(activation=Activation.LATER, activated_at=before, zone=AMSTERDAM)

    assert window == Window(before, datetime(2026, 10, 25, 1, 30, tzinfo=UTC))


def test_calendar_day_at_once_is_the_day_of_departure():
    rule = Validity(ValidityKind.CALENDAR_DAY, travels_at=later(days=3))

    window = rule.window(activation=Activation.AT_ONCE, activated_at=NOW, zone=AMSTERDAM)

    assert window == Window(
        datetime(2026, 6, 3, 22, 0, tzinfo=UTC), datetime(2026, 6, 4, 22, 0, tzinfo=UTC)
    )


def test_calendar_day_activated_later_is_the_day_of_activation():
    rule = Validity(ValidityKind.CALENDAR_DAY, travels_at=later(days=3))

    window = rule.window(activation=Activation.LATER, activated_at=NOW, zone=AMSTERDAM)

    assert window == Window(
        datetime(2026, 5, 31, 22, 0, tzinfo=UTC), datetime(2026, 6, 1, 22, 0, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("moment", "hours"),
    [
        (datetime(2026, 3, 29, 12, 0, tzinfo=UTC), 23),
        (datetime(2026, 10, 25, 12, 0, tzinfo=UTC), 25),
        (datetime(2026, 6, 1, 12, 0, tzinfo=UTC), 24),
    ],
)
def test_calendar_day_is_as_long_as_the_clocks_make_it(moment, hours):
    window = calendar_day(moment, AMSTERDAM)

    assert window.closes_at.astimezone(UTC) - window.opens_at.astimezone(UTC) == timedelta(
        hours=hours
    )


def test_fixed_dates_are_what_was_sold():
    fixed = Window(later(days=10), later(days=20))
    rule = Validity(ValidityKind.FIXED_DATES, fixed=fixed, travels_at=later(days=12))

    window = rule.window(activation=Activation.AT_ONCE, activated_at=NOW, zone=AMSTERDAM)

    assert window == fixed


@given(moment=moments, zone=st.sampled_from(ZONES))
def test_calendar_day_holds_the_moment_it_is_made_for(moment, zone):
    window = calendar_day(moment, zone)

    assert window.opens_at <= moment < window.closes_at
    assert timedelta(hours=22) < _length(window) < timedelta(hours=26)


@given(moment=moments, zone=st.sampled_from(ZONES))
def test_calendar_days_follow_each_other_without_a_gap(moment, zone):
    window = calendar_day(moment, zone)
    closes_at = window.closes_at.astimezone(UTC)

    assert calendar_day(closes_at, zone).opens_at.astimezone(UTC) == closes_at


@given(
    activation=st.sampled_from(Activation),
    minutes=st.integers(1, 60 * 24 * 400),
    boarding=st.integers(0, 600),
    bought=moments,
    ahead=st.none() | st.timedeltas(timedelta(days=-2), timedelta(days=200)),
)
def test_duration_lasts_its_minutes_from_departure_or_activation(
    activation, minutes, boarding, bought, ahead
):
    rule = Validity(
        ValidityKind.DURATION,
        minutes=minutes,
        boarding_minutes=boarding,
        travels_at=bought + ahead if ahead is not None else None,
    )

    window = rule.window(activation=activation, activated_at=bought, zone=AMSTERDAM)

    assert window.opens_at >= bought
    assert timedelta(minutes=minutes) <= _length(window) <= timedelta(minutes=minutes + boarding)


def _length(window):
    return window.closes_at.astimezone(UTC) - window.opens_at.astimezone(UTC)
