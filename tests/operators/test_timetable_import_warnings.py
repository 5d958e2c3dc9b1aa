"""What is told of a feed that is put in force all the same."""

import pytest

from tests.factories.gtfs import add_trip, small_feed, stop
from tests.factories.timetable import import_rows


def one_call(feed):
    add_trip(feed, "stub", [("market", "09:00:00")])


def no_service(feed):
    add_trip(feed, "never", [("market", "09:00:00"), ("beach", "10:00:00")], service_id="x")


def long_name(feed):
    feed["stops.txt"][0]["stop_name"] = "M" * 251


def parent_without_platforms(feed):
    feed["stops.txt"][0]["parent_station"] = "beach"


def station_in_a_station(feed):
    feed["stops.txt"][1]["parent_station"] = "church"


def lonely_entrance(feed):
    feed["stops.txt"].append(stop("door", "Door", 52, 4, location_type="2"))


WARNINGS = [
    (one_call, "trip_too_short", "trips.txt", 3, "trip_id", "stub"),
    (no_service, "service_unknown", "trips.txt", 3, "service_id", "x"),
    (long_name, "value_too_long", "stops.txt", 2, "stop_name", "M" * 100),
    (parent_without_platforms, "parent_ignored", "stops.txt", 2, "parent_station", "beach"),
    (station_in_a_station, "parent_ignored", "stops.txt", 3, "parent_station", "church"),
    (lonely_entrance, "value_missing", "stops.txt", 7, "parent_station", ""),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("change", "kind", "file", "line", "field", "value"), WARNINGS)
def test_warning_does_not_keep_a_feed_out(change, kind, file, line, field, value, tmp_path):
    feed = small_feed()
    change(feed)

    version = import_rows(feed, tmp_path)

    named = ("severity", "kind", "file", "line", "field", "value")
    assert [tuple(each[name] for name in named) for each in version.problems] == [
        ("warning", kind, file, line, field, value)
    ]


@pytest.mark.django_db
def test_parent_that_is_no_station_is_left_out(tmp_path):
    feed = small_feed()
    parent_without_platforms(feed)

    version = import_rows(feed, tmp_path)

    assert version.stops.get(stop_id="market").parent is None
    assert version.stops.get(stop_id="church:1").parent == version.stops.get(stop_id="church")


@pytest.mark.django_db
def test_long_name_is_cut(tmp_path):
    feed = small_feed()
    long_name(feed)

    version = import_rows(feed, tmp_path)

    assert version.stops.get(stop_id="market").name == "M" * 250
