"""Operator information about the service: seasons and hours."""

from __future__ import annotations

import pytest

from tests.factories.moments import NOW
from tests.protocols.tomp.answers import answer_of
from tests.protocols.tomp.partner import Partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(at_once) -> Partner:
    return Partner(at_once)


def test_calendar_tells_the_seasons_of_each_region(partner, feed, second):
    year, summer = answer_of(partner, "/operator/operating-calendar")

    assert year == {
        "regionId": feed.reference,
        "startYear": 2026,
        "startMonth": 1,
        "startDay": 1,
        "endYear": 2026,
        "endMonth": 12,
        "endDay": 31,
    }
    assert (summer["regionId"], summer["startMonth"], summer["endMonth"]) == (
        second.reference,
        6,
        8,
    )


def test_calendar_of_a_station_is_its_own(partner, second):
    [summer] = answer_of(partner, "/operator/operating-calendar?stationId=harbour")

    assert (summer["stationId"], summer["startDay"], summer["endDay"]) == ("harbour", 1, 31)
    assert "regionId" not in summer


def test_hours_put_days_with_the_same_hours_together(partner, feed):
    hours = answer_of(partner, "/operator/operating-hours")

    assert hours == [
        {
            "regionId": feed.reference,
            "days": ["MON", "TUE", "WED", "THU", "FRI"],
            "startTime": "08:00",
            "endTime": "13:50",
        }
    ]


def test_hours_past_midnight_end_on_the_next_day(partner, second):
    [hours] = answer_of(partner, f"/operator/operating-hours?regionId={second.reference}")

    assert (hours["startTime"], hours["endTime"]) == ("08:00", "01:10")
    assert hours["days"] == ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]


def test_day_without_a_break_ends_a_minute_before_midnight(partner, second):
    version = second.versions.get()
    version.operating_days.update(first_departure=0, last_arrival=90_000)

    [hours] = answer_of(partner, f"/operator/operating-hours?regionId={second.reference}")

    assert (hours["startTime"], hours["endTime"]) == ("00:00", "23:59")


def test_hours_of_a_station_are_its_own(partner):
    [hours] = answer_of(partner, "/operator/operating-hours?stationId=church")

    assert hours == {
        "stationId": "church",
        "days": ["MON", "TUE", "WED", "THU", "FRI"],
        "startTime": "08:10",
        "endTime": "13:40",
    }


@pytest.mark.parametrize("path", ["operating-hours", "operating-calendar"])
def test_station_where_nothing_calls_has_neither(partner, path):
    assert answer_of(partner, f"/operator/{path}?stationId=island") == []


@pytest.mark.parametrize("path", ["operating-hours", "operating-calendar"])
def test_timetable_that_has_ended_has_neither(partner, clock, path):
    clock.move_to(NOW.replace(year=2027))

    assert answer_of(partner, f"/operator/{path}") == []
