"""What the town's vehicles do now, and that rides of the demo show it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from urllib3 import PoolManager

from demo.network import FEED_NAME, ensure_realtime
from demo.realtime import AHEAD, Publisher, courses_at, message_at
from demo.timetable import feed_files
from demo.town import HALT_OF
from operators.models import RealtimeSource
from operators.service.actions import read_realtime
from operators.timetable.planner import plan_itineraries
from operators.timetable.realtime.messages import read_message
from operators.timetable.realtime.rides import rides_now
from tests.factories.moments import BY, NOW
from tests.factories.timetable import FeedFactory, import_contents, stop_group

NIGHT = datetime(2026, 6, 1, 22, 45, tzinfo=UTC)
"""A quarter to one in the night to Tuesday: the last trips of Monday are under way."""


def told_at(moment):
    return read_message(message_at(moment), at=moment)


def test_same_moment_gives_the_same_message():
    assert message_at(NOW) == message_at(NOW)
    assert message_at(NOW) != message_at(NOW + timedelta(seconds=1))


def test_trips_under_way_are_told_with_their_vehicles():
    told = told_at(NOW)

    assert not told.left_out
    running = {each.key for each in told.vehicles}
    assert running <= {each.key for each in told.trips if not each.is_cancelled}
    assert len(told.trips) > len(running) > 10


def test_some_are_on_time_some_late_and_a_few_do_not_run():
    told = told_at(NOW).trips
    delays = [each.stops[0].departure.delay for each in told if each.stops]

    assert {0, 60, 120, 300} <= set(delays)
    assert 0.3 < delays.count(0) / len(told) < 0.7
    assert 0 < sum(each.is_cancelled for each in told) < len(told) / 10


def test_late_trip_catches_up_on_its_way():
    first, later = next(
        each.stops
        for each in told_at(NOW).trips
        if each.stops and each.stops[0].departure.delay == 120
    )

    assert later.departure.delay == 60
    assert later.sequence > first.sequence == 1


def test_trip_after_midnight_belongs_to_the_day_before():
    days = {each.day.isoformat() for each in courses_at(NIGHT)}

    assert days == {"2026-06-01"}


def test_nothing_runs_in_the_middle_of_the_night():
    assert list(courses_at(datetime(2026, 6, 2, 1, 30, tzinfo=UTC))) == []


@pytest.mark.parametrize("day", ["2026-06-07", "2026-12-25"])
def test_sundays_and_holidays_have_the_trips_of_sundays(day):
    noon = datetime.fromisoformat(f"{day}T10:00:00+00:00")

    assert {each.trip_id.split(":")[2] for each in courses_at(noon)} == {"sunday"}


@pytest.fixture
def publisher():
    server = Publisher()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.django_db
def test_rides_of_the_town_show_what_is_told(tmp_path, settings, publisher):
    """The generators of the timetable and of the message agree about every trip."""
    settings.FEEDS_FROM_PRIVATE_ADDRESSES = True
    now = datetime.now(UTC)
    feed = FeedFactory(name=FEED_NAME)
    texts = feed_files(now.date() - timedelta(days=3), now.date() + timedelta(days=3))
    import_contents({name: text.encode() for name, text in texts.items()}, tmp_path, feed=feed)
    ensure_realtime(feed.operator, address=publisher.address)

    source = read_realtime(RealtimeSource.objects.get(), by=BY, at=now + timedelta(seconds=2))

    expected = len(list(courses_at(source.told_at)))
    assert source.counts["trips"] == expected
    assert set(source.counts) == {"trips", "vehicles", "alerts"}
    [origin, destination] = (
        stop_group(feed.tenant, HALT_OF[code].stop_id) for code in ("301", "104")
    )
    found = plan_itineraries(
        feed.tenant, origin=origin, destination=destination, departs_after=now, limit=3
    )
    rides = [ride for itinerary in found for ride in itinerary.rides]
    soon = [ride for ride in rides if ride.departs_at < now + AHEAD - timedelta(minutes=5)]
    assert {ride.trip_id for ride in soon} <= {
        ride.trip_id for ride in rides_now(feed.tenant, rides, at=source.told_at)
    }


@pytest.mark.django_db
def test_next_start_of_the_demo_has_another_address():
    feed = FeedFactory(name=FEED_NAME)
    for address in ("http://127.0.0.1:1/realtime.pb", "http://127.0.0.1:2/realtime.pb"):
        ensure_realtime(feed.operator, address=address)
        assert RealtimeSource.objects.get().url == address

    ensure_realtime(feed.operator, address="")
    assert not RealtimeSource.objects.exists()


def test_publisher_has_one_address(publisher):
    with PoolManager() as pools:
        assert pools.request("GET", publisher.address).status == 200
        assert pools.request("GET", publisher.address + "x").status == 404
