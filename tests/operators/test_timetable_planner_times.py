from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories.gtfs import DAILY, add_trip, calendar, exception, route, small_feed
from tests.factories.planning import plan, times, trips, without_trips
from tests.factories.timetable import FeedFactory, import_rows
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def feed():
    return FeedFactory()


def test_rides_come_in_the_order_of_departure_and_none_is_dominated(feed, tmp_path):
    rows = without_trips()
    rows["routes.txt"].append(route("2"))
    add_trip(rows, "late", [("market", "09:00:00"), ("beach", "09:30:00")])
    add_trip(rows, "slow", [("market", "08:00:00"), ("beach", "08:30:00")])
    add_trip(rows, "fast", [("market", "08:00:00"), ("beach", "08:20:00")], route_id="2")
    add_trip(rows, "as fast", [("market", "08:00:00"), ("beach", "08:20:00")])
    add_trip(rows, "gone", [("market", "07:59:59"), ("beach", "08:19:59")])
    import_rows(rows, tmp_path, feed=feed)

    assert trips(plan(feed, "2026-06-01 08:00")) == ["as fast", "fast", "late", "gone"]
    assert trips(plan(feed, "2026-06-01 08:00", limit=2)) == ["as fast", "fast"]


def test_ride_leaves_within_the_horizon(feed, tmp_path):
    rows = without_trips()
    add_trip(rows, "bus", [("market", "08:00:00"), ("beach", "08:30:00")])
    import_rows(rows, tmp_path, feed=feed)

    assert times(plan(feed, "2026-06-01 08:01")) == [("bus", "06-02 08:00", "06-02 08:30")]
    assert trips(plan(feed, "2026-06-05 08:00")) == ["bus"]
    assert plan(feed, "2026-06-05 08:01") == []
    assert times(plan(feed, "2026-06-05 08:01", horizon=timedelta(days=3))) == [
        ("bus", "06-08 08:00", "06-08 08:30")
    ]
    assert plan(feed, "2026-06-01 07:00", horizon=timedelta(hours=1)) == []


def test_trip_past_midnight_belongs_to_the_service_day_before(feed, tmp_path):
    rows = without_trips()
    add_trip(rows, "night", [("market", "25:10:00"), ("beach", "25:30:00")])
    import_rows(rows, tmp_path, feed=feed)

    rides = plan(feed, "2026-06-06 00:30")

    assert times(rides) == [("night", "06-06 01:10", "06-06 01:30")]
    assert rides[0].service_date == date(2026, 6, 5)
    assert plan(feed, "2026-06-07 00:00") == []
    assert times(plan(feed, "2026-06-05 23:00")) == [("night", "06-06 01:10", "06-06 01:30")]


def test_trip_of_several_days_is_found_days_later(feed, tmp_path):
    rows = without_trips()
    rows["calendar.txt"] = [calendar("workdays", "1000000", "20260601", "20260601")]
    add_trip(
        rows, "ferry", [("market", "10:00:00"), ("church:1", "60:00:00"), ("beach", "80:00:00")]
    )
    import_rows(rows, tmp_path, feed=feed)

    assert times(plan(feed, "2026-06-03 11:00", "church")) == [
        ("ferry", "06-03 12:00", "06-04 08:00")
    ]
    assert plan(feed, "2026-06-03 12:01", "church") == []


@pytest.mark.parametrize(
    ("day", "night_leaves", "morning_leaves"),
    [
        # Clocks go forward at 2:00: the service day begins at 23:00 on the day before.
        ("2026-03-29", "2026-03-28T23:30:00+00:00", "2026-03-29T06:00:00+00:00"),
        # Clocks go back at 3:00: the service day begins at 1:00.
        ("2026-10-25", "2026-10-25T00:30:00+00:00", "2026-10-25T07:00:00+00:00"),
    ],
)
def test_times_count_from_twelve_hours_before_noon_when_clocks_change(
    day, night_leaves, morning_leaves, feed, tmp_path
):
    rows = without_trips()
    calls = [("market", "01:30:00"), ("beach", "02:30:00")]
    add_trip(rows, "night", calls, service_id="daily")
    calls = [("market", "08:00:00"), ("beach", "08:30:00")]
    add_trip(rows, "morning", calls, service_id="daily")
    only = day.replace("-", "")
    rows["calendar.txt"][1] = calendar("daily", DAILY, only, only)
    import_rows(rows, tmp_path, feed=feed)

    night, morning = plan(feed, f"{day} 00:00")

    assert (night.trip_id, night.departs_at.isoformat()) == ("night", night_leaves)
    assert night.arrives_at - night.departs_at == timedelta(hours=1)
    assert (morning.trip_id, morning.departs_at.isoformat()) == ("morning", morning_leaves)
    assert {night.service_date, morning.service_date} == {date.fromisoformat(day)}


def test_ride_of_the_day_before_is_found_when_clocks_change(feed, tmp_path):
    rows = without_trips()
    add_trip(rows, "night", [("market", "26:30:00"), ("beach", "27:30:00")], service_id="daily")
    import_rows(rows, tmp_path, feed=feed)

    spring, *_ = plan(feed, "2026-03-29 01:00")
    autumn, *_ = plan(feed, "2026-10-25 01:00")

    assert spring.departs_at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert autumn.departs_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert autumn.service_date == date(2026, 10, 24)


def test_exceptions_of_the_calendar_hold(feed, tmp_path):
    rows = small_feed()
    rows["calendar_dates.txt"] = [
        exception("workdays", "20260601", "2"),
        exception("workdays", "20260606", "1"),
    ]
    import_rows(rows, tmp_path, feed=feed)

    assert plan(feed, "2026-06-01 00:00") == []
    assert times(plan(feed, "2026-06-06 00:00")) == [("morning", "06-06 08:00", "06-06 08:20")]
    assert plan(feed, "2027-06-01 00:00") == []
