"""What is kept of the messages of a source."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from google.transit import gtfs_realtime_pb2 as gtfs

from operators.models import FeedVersion, TripForecast, VehicleSighting
from operators.service.actions import KEPT_FOR, forget_realtime
from operators.timetable.realtime.keeping import UNKNOWN
from tests.counting import counted
from tests.factories.gtfs import DAILY, add_trip, calendar, small_feed
from tests.factories.moments import BY, NOW, later
from tests.factories.planning import at
from tests.factories.realtime import delayed, tell, trip_update, vehicle
from tests.factories.timetable import FeedFactory, rows_in_force
from tests.standing import standing

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 1)
LATE = trip_update(delayed(60, stop_sequence=1))


@standing
def feed():
    """A bus of the morning, and one that leaves half an hour before midnight every day."""
    rows = small_feed()
    rows["calendar.txt"].append(calendar("daily", DAILY))
    night = [("market", "23:30:00"), ("church:2", "24:10:00"), ("beach", "25:00:00")]
    add_trip(rows, "night", night, service_id="daily")
    for n in range(5):
        add_trip(rows, f"bus-{n}", [("market", "12:00:00"), ("beach", "12:20:00")])
    return rows_in_force(rows).feed


def kept(source):
    return [
        (row.trip_id, row.service_date, row.is_cancelled, row.delay, row.stops, row.told_at)
        for row in source.forecasts.order_by("trip_id", "service_date")
    ]


def test_trip_is_kept_as_it_is_told(feed):
    source = tell(feed, [LATE], at=NOW)

    stop = {"sequence": 1, "arrival_delay": 60, "departure_delay": 60}
    assert kept(source) == [("morning", DAY, False, None, [stop], None)]
    assert source.counts == {"trips": 1, "vehicles": 0, "alerts": 0}
    assert (source.told_at, source.read_from, source.failures) == (NOW, source.url, 0)


def test_next_message_takes_the_place_of_the_last(feed):
    tell(feed, [LATE, vehicle(), trip_update(delay=5, trip={"trip_id": "bus-1"})], at=NOW)

    source = tell(feed, [trip_update(delay=90)], at=later(seconds=30))

    assert kept(source) == [("morning", DAY, False, 90, [], None)]
    assert not source.sightings.exists()


def test_cancelled_trip_that_is_told_no_more_runs_again(feed):
    gone = {"schedule_relationship": gtfs.TripDescriptor.CANCELED}
    source = tell(feed, [trip_update(trip=gone)], at=NOW)
    assert source.forecasts.get().is_cancelled

    tell(feed, [], at=later(seconds=30))

    assert not source.forecasts.exists()


def test_what_was_measured_later_stays(feed):
    def measured(seconds, delay):
        return trip_update(delay=delay, timestamp=int(later(seconds=seconds).timestamp()))

    tell(feed, [measured(-10, 60)], at=NOW)
    source = tell(feed, [measured(-20, 30)], at=later(seconds=30))
    assert source.forecasts.get().delay == 60

    tell(feed, [measured(40, 90)], at=later(seconds=60))
    assert source.forecasts.get().delay == 90


def test_trip_that_is_cancelled_no_more_runs_though_it_was_measured_before(feed):
    """Cancelled by hand a moment ago, and given back: nobody has measured the trip since."""
    gone = {"schedule_relationship": gtfs.TripDescriptor.CANCELED}
    tell(feed, [trip_update(trip=gone, timestamp=int(NOW.timestamp()))], at=NOW)

    measured = int(later(seconds=-600).timestamp())
    source = tell(feed, [trip_update(delay=60, timestamp=measured)], at=later(seconds=30))

    forecast = source.forecasts.get()
    assert (forecast.is_cancelled, forecast.delay) == (False, 60)


def test_vehicle_does_not_go_back(feed):
    def seen(seconds, latitude):
        return vehicle(latitude, timestamp=int(later(seconds=seconds).timestamp()))

    tell(feed, [seen(-10, 52.15)], at=NOW)
    source = tell(feed, [seen(-20, 52.11)], at=later(seconds=30))

    assert source.sightings.get().latitude == 52.15


def test_rows_that_are_as_they_were_are_not_written(feed):
    source = tell(feed, [LATE], at=NOW)
    before = TripForecast.objects.extra(select={"written": "xmin::text"}).get().written

    tell(feed, [LATE], at=later(seconds=30))

    assert TripForecast.objects.extra(select={"written": "xmin::text"}).get().written == before
    source.refresh_from_db()
    assert source.told_at == later(seconds=30)


def test_trips_that_the_timetable_does_not_have_are_counted(feed):
    saturday = trip_update(delay=1, day="20260606")
    stranger = trip_update(delay=1, trip={"trip_id": "elsewhere"})
    added = trip_update(delay=1, trip={"schedule_relationship": gtfs.TripDescriptor.ADDED})

    source = tell(feed, [LATE, saturday, stranger, added, vehicle(day="20260606")], at=NOW)

    assert source.counts == {
        "trips": 1, "vehicles": 0, "alerts": 0, UNKNOWN: 3, "trips beyond the timetable": 1,
    }  # fmt: skip
    assert [row[0] for row in kept(source)] == ["morning"]


def test_without_a_timetable_nothing_is_known():
    source = tell(FeedFactory(), [LATE], at=NOW)

    assert source.counts == {"trips": 0, "vehicles": 0, "alerts": 0, UNKNOWN: 1}


def test_trip_that_is_told_twice_is_kept_once(feed):
    def told(seconds, delay):
        return trip_update(delay=delay, timestamp=int(later(seconds=seconds).timestamp()))

    source = tell(feed, [told(-5, 60), told(-50, 30)], at=NOW)
    assert source.forecasts.get().delay == 60

    tell(feed, [told(20, 70), told(20, 80)], at=later(seconds=30))
    assert source.forecasts.get().delay == 80


@pytest.mark.parametrize(
    ("clock", "day"),
    [
        ("2026-06-01 23:00", date(2026, 6, 1)),
        ("2026-06-02 00:30", date(2026, 6, 1)),
        ("2026-06-02 01:30", date(2026, 6, 1)),
        ("2026-06-02 20:00", date(2026, 6, 2)),
    ],
)
def test_trip_without_a_day_is_the_one_that_runs_nearest(feed, clock, day):
    nameless = trip_update(delay=1, trip={"trip_id": "night", "start_date": ""})

    source = tell(feed, [nameless], at=at(clock))

    assert source.forecasts.get().service_date == day


def test_trip_with_a_start_that_has_times_of_its_own_is_the_trip(feed):
    source = tell(feed, [trip_update(delay=1, trip={"start_time": "08:00:00"})], at=NOW)

    assert source.forecasts.get().starts is None


@pytest.mark.parametrize("count", [1, 3])
def test_message_takes_few_statements_however_much_it_tells(feed, count):
    entities = [trip_update(delay=1, trip={"trip_id": f"bus-{n}"}) for n in range(count)]
    tell(feed, [], at=NOW)

    with counted() as queries:
        source = tell(feed, entities, at=later(seconds=30))

    assert source.forecasts.count() == count
    # The source is found, locked and saved; the version; what is known; trips, vehicles, alerts.
    assert queries.statements == 8


def test_what_a_silent_source_told_is_forgotten(feed):
    source = tell(feed, [LATE, vehicle(timestamp=int(NOW.timestamp()))], at=NOW)
    assert (TripForecast.objects.count(), VehicleSighting.objects.count()) == (1, 1)

    assert forget_realtime(by=BY, at=NOW + KEPT_FOR, limit=10) == 0
    assert forget_realtime(by=BY, at=NOW + KEPT_FOR + timedelta(seconds=1), limit=10) == 1
    assert forget_realtime(by=BY, at=later(days=2), limit=10) == 0

    source.refresh_from_db()
    assert (source.told_at, source.counts) == (None, {})
    assert not TripForecast.objects.exists()
    assert not VehicleSighting.objects.exists()


def test_source_takes_what_it_told_along(feed):
    source = tell(feed, [LATE, vehicle()], at=NOW)

    source.delete()

    assert not TripForecast.objects.exists()
    assert FeedVersion.objects.in_force().filter(feed=feed).exists()
