"""How rides go now, by what was told of their trips."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from google.transit import gtfs_realtime_pb2 as gtfs

from operators.models import RealtimeSource, Tenant
from operators.timetable.realtime.rides import FRESH, FRESH_PLACE, VehicleNow, rides_now
from tests.counting import counted
from tests.factories.gtfs import add_trip, small_feed
from tests.factories.itineraries import ride as bare_ride
from tests.factories.planning import at, plan
from tests.factories.realtime import (
    RealtimeSourceFactory,
    delayed,
    tell,
    trip_update,
    vehicle,
)
from tests.factories.timetable import rows_in_force
from tests.standing import standing

pytestmark = pytest.mark.django_db

EARLY = at("2026-06-01 07:50")
UPDATE = gtfs.TripUpdate.StopTimeUpdate
MINUTE = timedelta(minutes=1)


@standing
def feed():
    rows = small_feed()
    calls = [("market", "08:30:00"), ("church:2", "08:40:00"), ("beach", "08:50:00")]
    add_trip(rows, "later", calls)
    return rows_in_force(rows).feed


@pytest.fixture
def ride(feed):
    [ride, *_] = plan(feed, "2026-06-01 07:00")
    assert ride.trip_id == "morning"
    return ride


def now_of(feed, ride, *entities, moment=EARLY):
    tell(feed, entities, at=moment)
    return rides_now(feed.tenant, [ride], at=moment).get(ride)


def test_delay_moves_both_ends(feed, ride):
    now = now_of(feed, ride, trip_update(delayed(300, stop_sequence=1)))

    assert (now.departs_at, now.arrives_at) == (
        ride.departs_at + 5 * MINUTE,
        ride.arrives_at + 5 * MINUTE,
    )
    assert (now.departure_delay, now.arrival_delay) == (5 * MINUTE, 5 * MINUTE)
    assert (now.is_cancelled, now.skips_stop, now.goes) == (False, False, True)
    assert (now.told_at, now.vehicle, now.is_timed) == (EARLY, None, True)


def test_delay_of_an_earlier_stop_holds_for_a_ride_that_begins_later(feed):
    [ride, *_] = plan(feed, "2026-06-01 07:00", origin="church:2")

    now = now_of(feed, ride, trip_update(delayed(120, stop_sequence=1)))

    assert now.departs_at == ride.departs_at + 2 * MINUTE


NO_DATA = {"schedule_relationship": UPDATE.NO_DATA}


@pytest.mark.parametrize(
    ("stops", "departs", "arrives"),
    [
        # It leaves after it should have arrived, and nobody tells when it will.
        ([delayed(1500, stop_sequence=1), {"stop_sequence": 2, **NO_DATA}], 25, 25),
        # It is there before it should have left; its departure is told no more.
        ([{"stop_sequence": 3, "arrival": {"delay": -1500}}], -5, -5),
        # What is told cannot be.
        ([delayed(1500, stop_sequence=1), {"stop_sequence": 3, "arrival": {"delay": 0}}], 25, 25),
    ],
)
def test_nobody_arrives_before_leaving(feed, ride, stops, departs, arrives):
    now = now_of(feed, ride, trip_update(*stops))

    assert now.departs_at == ride.departs_at + departs * MINUTE
    assert now.arrives_at == ride.departs_at + arrives * MINUTE


def test_times_go_before_delays(feed, ride):
    late = int((ride.departs_at + 7 * MINUTE).timestamp())
    stop = {"stop_id": "market", "departure": {"time": late, "delay": 5}}

    assert now_of(feed, ride, trip_update(stop)).departure_delay == 7 * MINUTE


def test_vehicle_may_be_early(feed, ride):
    now = now_of(feed, ride, trip_update(delayed(-60, stop_sequence=3)))

    assert (now.departure_delay, now.arrival_delay) == (None, -MINUTE)
    assert (now.departs_at, now.arrives_at) == (ride.departs_at, ride.arrives_at - MINUTE)


@pytest.mark.parametrize("word", ["CANCELED", "DELETED"])
def test_cancelled_trip_keeps_its_planned_times(feed, ride, word):
    gone = {"schedule_relationship": getattr(gtfs.TripDescriptor, word)}

    now = now_of(feed, ride, trip_update(delayed(60, stop_sequence=1), trip=gone))

    assert (now.is_cancelled, now.goes, now.is_timed) == (True, False, False)
    assert now.departs_at == ride.departs_at


@pytest.mark.parametrize(("place", "skips"), [(1, True), (2, False), (3, True)])
def test_skipped_stop_matters_where_the_ride_begins_or_ends(feed, ride, place, skips):
    stops = [delayed(60, stop_sequence=1)] if place > 1 else []
    stops.append({"stop_sequence": place, "schedule_relationship": UPDATE.SKIPPED})

    now = now_of(feed, ride, trip_update(*stops))

    assert (now.skips_stop if now else skips) is skips


def test_stop_without_data_tells_nothing(feed, ride):
    stop = {"stop_sequence": 1, "schedule_relationship": UPDATE.NO_DATA}

    assert now_of(feed, ride, trip_update(stop)) is None


def test_vehicle_is_where_it_was_seen(feed, ride):
    seen = EARLY - MINUTE
    where = vehicle(timestamp=int(seen.timestamp()), position={"bearing": 90.0})

    now = now_of(feed, ride, where)

    assert now.vehicle == VehicleNow("bus-7", "7", 4.31, 52.11, 90.0, seen)
    assert (now.is_timed, now.told_at, now.departs_at) == (False, seen, ride.departs_at)


def test_place_is_forgotten_before_the_times_are(feed, ride):
    tell(feed, [trip_update(delayed(60, stop_sequence=1)), vehicle()], at=EARLY)

    def found(after):
        return rides_now(feed.tenant, [ride], at=EARLY + after).get(ride)

    assert found(FRESH_PLACE).vehicle is not None
    assert found(FRESH_PLACE + MINUTE).vehicle is None
    assert found(FRESH).is_timed
    assert found(FRESH + MINUTE) is None


def test_source_that_is_switched_off_tells_nothing(feed, ride):
    tell(feed, [trip_update(delayed(60, stop_sequence=1))], at=EARLY)
    RealtimeSource.objects.update(is_active=False)

    assert rides_now(feed.tenant, [ride], at=EARLY) == {}


def test_other_day_other_trip_and_other_tenant_are_told_nothing(feed, ride):
    assert now_of(feed, ride, trip_update(delayed(60, stop_sequence=1), day="20260602")) is None
    tell(feed, [trip_update(delayed(60, stop_sequence=1))], at=EARLY + MINUTE)
    [_, later, *_] = plan(feed, "2026-06-01 07:00")

    assert rides_now(feed.tenant, [later], at=EARLY) == {}
    assert rides_now(Tenant(pk=0), [ride], at=EARLY) == {}


def test_ride_that_the_timetable_has_moved_is_told_nothing(feed, ride):
    moved = replace(ride, departs_at=ride.departs_at + MINUTE)

    assert now_of(feed, moved, trip_update(delayed(60, stop_sequence=1))) is None


def test_later_word_of_two_sources_counts(feed, ride):
    tell(feed, [trip_update(delayed(60, stop_sequence=1))], at=EARLY)
    tell_other = RealtimeSourceFactory(feed=feed)
    RealtimeSource.objects.filter(pk=tell_other.pk).update(
        told_at=EARLY + MINUTE, read_from=tell_other.url
    )
    tell_other.forecasts.create(trip_id="morning", service_date=ride.service_date, delay=120)

    [now] = rides_now(feed.tenant, [ride], at=EARLY + MINUTE).values()

    assert now.departure_delay == 2 * MINUTE


def test_run_of_a_trip_by_headway_is_meant_by_its_start():
    rows = small_feed()
    rows["frequencies.txt"] = [
        {
            "trip_id": "morning",
            "start_time": "08:00:00",
            "end_time": "09:00:00",
            "headway_secs": "600",
        }
    ]
    feed = rows_in_force(rows).feed
    rides = plan(feed, "2026-06-01 07:00")
    second = {"start_time": "08:10:00"}

    tell(feed, [trip_update(delayed(60, stop_sequence=1), trip=second), vehicle()], at=EARLY)
    told = rides_now(feed.tenant, rides, at=EARLY)

    assert list(told) == [rides[1]]
    assert told[rides[1]].departure_delay == MINUTE


@pytest.mark.parametrize("count", [1, 3])
def test_rides_take_two_queries_however_many(feed, count, django_assert_num_queries):
    tell(feed, [trip_update(delayed(60, stop_sequence=1)), vehicle()], at=EARLY)
    days = [f"2026-06-0{day}" for day in range(1, count + 1)]
    rides = [plan(feed, f"{day} 07:00")[0] for day in days]

    with django_assert_num_queries(2):
        assert list(rides_now(feed.tenant, rides, at=EARLY)) == rides[:1]


def test_nothing_told_takes_one_query_and_no_rides_take_none(feed, ride):
    with counted() as queries:
        assert rides_now(feed.tenant, [ride, bare_ride()], at=EARLY) == {}
    assert queries.statements == 1
    with counted() as queries:
        assert rides_now(feed.tenant, [], at=EARLY) == {}
    assert queries.statements == 0
