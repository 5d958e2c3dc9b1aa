"""On which days and from when to when vehicles run, from timetables in force."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from operators.models import FeedVersion, OperatingDay
from operators.service.errors import RegionUnknown, StationUnknown
from operators.service.hours import (
    Hours,
    Season,
    join_days,
    moment,
    one_a_day,
    read_operations,
    read_operations_at,
)
from operators.service.places import get_region, get_station, regions_of
from tests.counting import counted
from tests.factories.gtfs import DAILY, WORKDAYS, add_trip, calendar, exception, small_feed, stop
from tests.factories.timetable import FeedFactory, import_rows, rows_in_force
from tests.standing import standing

pytestmark = pytest.mark.django_db

AMSTERDAM, LONDON = ZoneInfo("Europe/Amsterdam"), ZoneInfo("Europe/London")
MONDAY = date(2026, 6, 1)


def feed_with_nights():
    """Buses on workdays, a night bus after midnight of Fridays, and nothing on Sundays."""
    feed = small_feed()
    feed["calendar.txt"].append(calendar("fridays", "0000100"))
    feed["calendar.txt"].append(calendar("saturdays", "0000010"))
    add_trip(feed, "late", [("market", "23:50:00"), ("beach", "24:40:00")], service_id="fridays")
    add_trip(
        feed, "shops", [("market", "10:00:00"), ("church:1", "10:10:00")], service_id="saturdays"
    )
    return feed


@standing
def region() -> FeedVersion:
    return rows_in_force(feed_with_nights())


def clock(hours: Hours) -> tuple[str, str, str]:
    return f"{hours.opens_at:%a}", f"{hours.opens_at:%H:%M}", f"{hours.closes_at:%a %H:%M}"


def week_of(operation, since=MONDAY, zone=AMSTERDAM):
    return [clock(hours) for hours in operation.week(since=since, zone=zone)]


def test_import_keeps_first_departure_and_last_arrival_of_each_day(region):
    days = OperatingDay.objects.filter(version=region, date__range=(MONDAY, date(2026, 6, 7)))

    assert list(days.order_by("date").values_list("date", "first_departure", "last_arrival")) == [
        *[(date(2026, 6, day), 8 * 3600, 8 * 3600 + 1200) for day in (1, 2, 3, 4)],
        (date(2026, 6, 5), 8 * 3600, 24 * 3600 + 2400),
        (date(2026, 6, 6), 10 * 3600, 10 * 3600 + 600),
    ]


def test_import_keeps_the_area_of_its_stops(region):
    region.refresh_from_db()

    assert region.service_area[0] == region.service_area[-1]
    longitudes = [longitude for longitude, _ in region.service_area]
    assert (min(longitudes), max(longitudes)) == (4.299, 4.401)


def test_new_version_takes_the_place_of_the_old_days(region, tmp_path):
    newer = import_rows(small_feed(), tmp_path, feed=region.feed)

    assert set(OperatingDay.objects.values_list("version", flat=True)) == {newer.pk}


def test_week_of_a_region_has_the_hours_of_each_day(region):
    [operation] = read_operations([region])

    assert week_of(operation) == [
        ("Mon", "08:00", "Mon 08:20"),
        ("Tue", "08:00", "Tue 08:20"),
        ("Wed", "08:00", "Wed 08:20"),
        ("Thu", "08:00", "Thu 08:20"),
        ("Fri", "08:00", "Sat 00:40"),
        ("Sat", "10:00", "Sat 10:10"),
    ]


def test_week_begins_on_the_day_that_is_asked_for(region):
    [operation] = read_operations([region])

    assert [day for day, _, _ in week_of(operation, since=date(2026, 6, 4))] == [
        "Thu", "Fri", "Sat", "Mon", "Tue", "Wed",
    ]  # fmt: skip


def test_week_before_the_first_service_is_the_first_one_with_service(tmp_path):
    feed = small_feed()
    feed["calendar.txt"] = [calendar("workdays", WORKDAYS, first="20261005")]
    [operation] = read_operations([import_rows(feed, tmp_path)])

    week = operation.week(since=MONDAY, zone=AMSTERDAM)

    assert [hours.opens_at.date() for hours in week] == [
        date(2026, 10, day) for day in (5, 6, 7, 8, 9)
    ]


def test_week_after_the_last_service_is_empty(region):
    [operation] = read_operations([region])

    assert operation.week(since=date(2027, 1, 1), zone=AMSTERDAM) == []


def test_service_that_opens_after_midnight_belongs_to_the_next_day(tmp_path):
    feed = small_feed()
    feed["trips.txt"].clear()
    feed["stop_times.txt"].clear()
    add_trip(feed, "night", [("market", "25:00:00"), ("beach", "26:00:00")])
    [operation] = read_operations([import_rows(feed, tmp_path)])

    days = [day for day, _, _ in week_of(operation)]

    assert days == ["Tue", "Wed", "Thu", "Fri", "Sat"]


def test_hours_are_told_in_the_zone_that_is_asked_for(region):
    [operation] = read_operations([region])

    assert week_of(operation, zone=LONDON)[0] == ("Mon", "07:00", "Mon 07:20")


def test_seconds_count_from_noon_minus_twelve_hours_on_days_when_clocks_change():
    spring = date(2026, 3, 29)

    assert moment(spring, 8 * 3600, AMSTERDAM, AMSTERDAM) == datetime(
        2026, 3, 29, 8, tzinfo=AMSTERDAM
    )


def test_hours_that_begin_on_one_day_are_one():
    def at(day, hour):
        return datetime(2026, 6, day, hour, tzinfo=AMSTERDAM)

    late, early = Hours(at(2, 6), at(2, 22)), Hours(at(2, 1), at(2, 4))

    assert one_a_day([late, early]) == [Hours(at(2, 1), at(2, 22))]


def test_days_off_within_a_week_are_part_of_the_season():
    days = [date(2026, 6, day) for day in (1, 2, 8, 16, 17)]

    assert join_days(days) == [
        Season(date(2026, 6, 1), date(2026, 6, 8)),
        Season(date(2026, 6, 16), date(2026, 6, 17)),
    ]


def test_seasons_that_are_over_are_left_out(tmp_path):
    feed = small_feed()
    feed["calendar.txt"] = [
        calendar("workdays", DAILY, first="20260101", last="20260331"),
    ]
    feed["calendar_dates.txt"] = [
        exception("workdays", day, "1") for day in ("20260701", "20260702")
    ]
    [operation] = read_operations([import_rows(feed, tmp_path)])

    summer = Season(date(2026, 7, 1), date(2026, 7, 2))
    assert operation.seasons(since=date(2026, 4, 1)) == [summer]
    assert operation.seasons(since=date(2026, 3, 31)) == [
        Season(date(2026, 1, 1), date(2026, 3, 31)),
        summer,
    ]


def test_stop_has_the_hours_of_the_trips_that_call_there(region):
    [operation] = read_operations_at(get_station(region.tenant, "church:1"))

    assert week_of(operation) == [("Sat", "10:10", "Sat 10:10")]


def test_station_has_the_hours_of_its_platforms(region):
    [operation] = read_operations_at(get_station(region.tenant, "church"))

    assert [day for day, _, _ in week_of(operation)] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]


def test_stop_where_nothing_calls_has_no_hours(tmp_path):
    feed = small_feed()
    feed["stops.txt"].append(stop("island", "Island", 52.3, 4.5))
    region = import_rows(feed, tmp_path)

    [operation] = read_operations_at(get_station(region.tenant, "island"))

    assert (operation.week(since=MONDAY, zone=AMSTERDAM), operation.days) == ([], ())


def test_stop_that_two_timetables_know_is_told_twice(region, tmp_path):
    other = FeedFactory(operator=region.feed.operator)
    import_rows(small_feed(), tmp_path, feed=other)

    station = get_station(region.tenant, "market")

    assert [calls.version.feed for calls in station.calls] == [region.feed, other]
    assert len(read_operations_at(station)) == 2
    alone = get_station(region.tenant, "market", region=get_region(region.tenant, other.reference))
    assert [calls.version.feed for calls in alone.calls] == [other]


def test_platform_names_its_station_as_well(region):
    [calls] = get_station(region.tenant, "church:1").calls

    assert calls.stop_ids == ("church:1", "church")
    assert len(calls.stop_keys) == 1


def test_regions_are_the_timetables_in_force_of_the_tenant(region, tmp_path):
    stranger = import_rows(small_feed(), tmp_path)

    assert list(regions_of(region.tenant)) == [region]
    with pytest.raises(RegionUnknown):
        get_region(region.tenant, stranger.feed.reference)


def test_stop_of_another_tenant_is_unknown(region, tmp_path):
    feed = small_feed()
    feed["stops.txt"].append(stop("island", "Island", 52.3, 4.5))
    import_rows(feed, tmp_path)

    with pytest.raises(StationUnknown):
        get_station(region.tenant, "island")


def test_operations_take_one_query_however_many_regions_there_are(region, tmp_path):
    regions = [region]
    for _ in range(2):
        feed = FeedFactory(operator=region.feed.operator)
        regions.append(import_rows(small_feed(), tmp_path, feed=feed))

    with counted() as count:
        assert len(read_operations(regions)) == 3

    assert count.statements == 1
