"""Planning with several feeds, tenants and versions of a feed."""

import pytest
from django.db import connection

from operators.timetable.planner import plan_itineraries
from tests.factories.gtfs import add_trip, small_feed
from tests.factories.planning import at, plan, times, trips, without_trips
from tests.factories.timetable import FeedFactory, import_rows, stop_group
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def feed():
    return FeedFactory()


def test_rides_of_all_feeds_of_the_tenant_are_found(feed, tmp_path):
    import_rows(small_feed(), tmp_path, feed=feed)
    rows = without_trips()
    rows["agency.txt"][0]["agency_timezone"] = "Europe/London"
    add_trip(rows, "coach", [("market", "08:30:00"), ("beach", "09:00:00")])
    import_rows(rows, tmp_path, feed=FeedFactory(operator=feed.operator))

    assert times(plan(feed, "2026-06-01 07:00")) == [
        ("morning", "06-01 08:00", "06-01 08:20"),
        ("coach", "06-01 09:30", "06-01 10:00"),
    ]


def test_same_stop_id_in_another_feed_is_another_stop(feed, tmp_path):
    import_rows(small_feed(), tmp_path, feed=feed)
    rows = small_feed()
    rows["stops.txt"][0]["stop_code"] = "99"
    import_rows(rows, tmp_path, feed=FeedFactory(operator=feed.operator))

    itineraries = plan_itineraries(
        feed.tenant,
        origin=stop_group(feed.tenant, "99", "stop_code"),
        destination=stop_group(feed.tenant, "beach"),
        departs_after=at("2026-06-01 07:00"),
    )

    assert len(itineraries) == 1


def test_rides_of_another_tenant_are_not_found(feed, tmp_path):
    import_rows(small_feed(), tmp_path, feed=feed)
    other = FeedFactory()
    rows = without_trips()
    add_trip(rows, "foreign", [("market", "08:05:00"), ("beach", "08:25:00")])
    import_rows(rows, tmp_path, feed=other)

    assert trips(plan(feed, "2026-06-01 07:00")) == ["morning"]
    assert trips(plan(other, "2026-06-01 07:00")) == ["foreign"]
    stolen = plan_itineraries(
        feed.tenant,
        origin=stop_group(other.tenant, "market"),
        destination=stop_group(other.tenant, "beach"),
        departs_after=at("2026-06-01 07:00"),
    )
    assert stolen == []


def test_places_hold_across_a_new_version_of_the_feed(feed, tmp_path):
    import_rows(small_feed(), tmp_path, feed=feed)
    origin, destination = (stop_group(feed.tenant, each) for each in ("market", "beach"))
    rows = without_trips()
    add_trip(rows, "newer", [("market", "09:00:00"), ("beach", "09:20:00")])
    import_rows(rows, tmp_path, feed=feed)

    itineraries = plan_itineraries(
        feed.tenant,
        origin=origin,
        destination=destination,
        departs_after=at("2026-06-01 07:00"),
    )

    assert [each.rides[0].trip_id for each in itineraries] == ["newer"]


def test_new_version_between_the_queries_is_planned_with(feed, tmp_path):
    import_rows(small_feed(), tmp_path, feed=feed)
    origin, destination = (stop_group(feed.tenant, each) for each in ("market", "beach"))
    rows = without_trips()
    add_trip(rows, "newer", [("market", "09:00:00"), ("beach", "09:20:00")])
    waiting = [rows]

    def import_before_rides_are_read(execute, statement, *arguments):
        if "WITH ORDINALITY" in statement and waiting:
            import_rows(waiting.pop(), tmp_path, feed=feed)
        return execute(statement, *arguments)

    with connection.execute_wrapper(import_before_rides_are_read):
        itineraries = plan_itineraries(
            feed.tenant,
            origin=origin,
            destination=destination,
            departs_after=at("2026-06-01 07:00"),
        )

    assert [each.rides[0].trip_id for each in itineraries] == ["newer"]
