"""Where a ride is, by the timetable and by what is told of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from google.transit import gtfs_realtime_pb2 as gtfs

from operators.models import Tenant
from operators.timetable.distances import metres_along
from operators.timetable.positions import locate_ride
from tests.counting import counted
from tests.factories.gtfs import add_trip, small_feed
from tests.factories.itineraries import ride as bare_ride
from tests.factories.planning import at, plan
from tests.factories.realtime import delayed, tell, trip_update, vehicle
from tests.factories.timetable import rows_in_force
from tests.standing import standing

pytestmark = pytest.mark.django_db

MARKET, BEACH = (52.1, 4.3), (52.2, 4.4)
CHURCH = (52.15, 4.30)


@standing
def feed():
    """The bus stands at the church, which lies off the straight line, from 8:10 to 8:12."""
    rows = small_feed()
    for stop in rows["stops.txt"]:
        if stop["stop_id"].startswith("church"):
            stop["stop_lat"], stop["stop_lon"] = map(str, CHURCH)
    [call] = [call for call in rows["stop_times.txt"] if call["stop_id"] == "church:2"]
    call["departure_time"] = "08:12:00"
    return rows_in_force(rows).feed


@pytest.fixture
def ride(feed):
    [ride] = plan(feed, "2026-06-01 07:00", limit=1)
    return ride


@pytest.mark.parametrize(
    ("clock", "place", "minutes", "passed"),
    [
        ("07:00", MARKET, 0, []),
        ("08:00", MARKET, 0, []),
        ("08:05", (52.125, 4.30), 5, [MARKET]),
        ("08:10", CHURCH, 10, [MARKET]),
        ("08:11", CHURCH, 11, [MARKET]),
        ("08:12", CHURCH, 12, [MARKET]),
        ("08:16", (52.175, 4.35), 16, [MARKET, CHURCH]),
        ("08:20", BEACH, 20, [MARKET, CHURCH]),
        ("09:00", BEACH, 20, [MARKET, CHURCH]),
    ],
)
def test_ride_follows_its_stops(feed, ride, clock, place, minutes, passed):
    found = locate_ride(feed.tenant, ride, at=at(f"2026-06-01 {clock}"))

    assert (found.latitude, found.longitude) == pytest.approx(place)
    assert found.travelled == timedelta(minutes=minutes)
    assert found.metres == metres_along([*passed, place])


def test_ride_of_which_the_feed_knows_nothing_goes_straight():
    ride = bare_ride()

    found = locate_ride(Tenant(pk=0), ride, at=ride.departs_at + timedelta(minutes=5))

    assert (found.latitude, found.longitude) == pytest.approx((52.125, 4.325))
    assert found.metres == metres_along([MARKET, (52.125, 4.325)])


@pytest.mark.parametrize("minutes", [-1, 1])
def test_ride_that_a_new_feed_has_moved_goes_straight_as_it_was_sold(feed, ride, minutes):
    moved = replace(ride, departs_at=ride.departs_at - timedelta(minutes=minutes))

    found = locate_ride(feed.tenant, moved, at=at("2026-06-01 08:10"))

    assert found.longitude > CHURCH[1] + 0.01


def test_ride_goes_round_as_its_trip_does(tmp_path):
    """A trip that calls at the market twice: the ride begins with the call that was sold."""
    rows = small_feed()
    calls = [("market", "10:00:00"), ("church:2", "10:10:00"), ("market", "10:20:00")]
    add_trip(rows, "round", [*calls, ("beach", "10:40:00")])
    feed = rows_in_force(rows).feed
    [ride] = plan(feed, "2026-06-01 10:15", limit=1)

    found = locate_ride(feed.tenant, ride, at=at("2026-06-01 10:30"))

    assert found.metres == metres_along([MARKET, (52.15, 4.35)])


@pytest.mark.parametrize(
    ("clock", "place", "minutes", "passed"),
    [
        ("08:05", MARKET, 0, []),
        ("08:10", (52.125, 4.30), 5, [MARKET]),
        ("08:26", (52.2, 4.4), 20, [MARKET, CHURCH]),
    ],
)
def test_late_ride_is_where_its_delay_has_left_it(feed, ride, clock, place, minutes, passed):
    tell(feed, [trip_update(delayed(300, stop_sequence=1))], at=at("2026-06-01 08:00"))

    found = locate_ride(feed.tenant, ride, at=at(f"2026-06-01 {clock}"))

    assert (found.latitude, found.longitude) == pytest.approx(place)
    assert found.travelled == timedelta(minutes=minutes)
    assert found.metres == metres_along([*passed, place])


def test_way_is_stretched_over_the_time_that_it_takes(feed, ride):
    late = delayed(1200, stop_sequence=3)
    moment = at("2026-06-01 08:20")
    tell(feed, [trip_update(delayed(0, stop_sequence=1), late)], at=moment)

    found = locate_ride(feed.tenant, ride, at=moment)

    assert (found.latitude, found.longitude) == pytest.approx(CHURCH)
    assert found.travelled == timedelta(minutes=20)


def test_ride_under_way_is_where_its_vehicle_was_seen(feed, ride):
    moment = at("2026-06-01 08:05")
    tell(feed, [vehicle(52.13, 4.32)], at=moment)

    found = locate_ride(feed.tenant, ride, at=moment)

    assert (found.latitude, found.longitude) == (52.13, 4.32)
    assert found.metres == metres_along([MARKET, (52.13, 4.32)])


@pytest.mark.parametrize(("clock", "place"), [("08:00", MARKET), ("08:20", BEACH)])
def test_vehicle_counts_for_nothing_before_and_after_its_ride(feed, ride, clock, place):
    moment = at(f"2026-06-01 {clock}")
    tell(feed, [vehicle(52.13, 4.32)], at=moment)

    found = locate_ride(feed.tenant, ride, at=moment)

    assert (found.latitude, found.longitude) == place


def test_cancelled_ride_is_where_the_timetable_has_it(feed, ride):
    moment = at("2026-06-01 08:05")
    gone = {"schedule_relationship": gtfs.TripDescriptor.CANCELED}
    tell(feed, [trip_update(trip=gone)], at=moment)

    assert locate_ride(feed.tenant, ride, at=moment).latitude == pytest.approx(52.125)


@pytest.mark.parametrize(("told", "queries"), [([], 3), ([trip_update(delay=60)], 4)])
def test_position_takes_few_queries(feed, ride, told, queries):
    tell(feed, told, at=ride.departs_at)

    with counted() as count:
        locate_ride(feed.tenant, ride, at=ride.departs_at)

    assert count.statements == queries
