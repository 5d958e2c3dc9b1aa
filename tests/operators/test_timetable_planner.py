from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from operators.timetable.itineraries import Ride, StopFacts
from operators.timetable.planner import plan_itineraries
from tests.factories.gtfs import add_trip, route, small_feed, stop
from tests.factories.planning import at, plan, times, trips, without_trips
from tests.factories.timetable import FeedFactory, import_rows, stop_group
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def feed():
    return FeedFactory()


def test_ride_carries_what_is_to_be_remembered(feed, tmp_path):
    import_rows(small_feed(), tmp_path, feed=feed)

    rides = plan(feed, "2026-06-01 07:00")

    assert rides == [
        Ride(
            origin=StopFacts("market", "Market", Decimal("52.1"), Decimal("4.3"), "1"),
            destination=StopFacts("beach", "Beach", Decimal("52.2"), Decimal("4.4"), "coast"),
            departs_at=datetime(2026, 6, 1, 6, 0, tzinfo=UTC),
            arrives_at=datetime(2026, 6, 1, 6, 20, tzinfo=UTC),
            service_date=date(2026, 6, 1),
            trip_id="morning",
            headsign="Beach",
            route_id="1",
            route_name="1",
            route_type=3,
            zone_ids=("1", "coast"),
            distance_metres=13046,
            agency_id="A",
        )
    ]
    assert rides[0].departs_at.tzinfo is UTC


def test_ride_of_a_route_without_short_name_is_named_by_the_long_one(feed, tmp_path):
    rows = small_feed()
    rows["routes.txt"][0]["route_short_name"] = ""
    import_rows(rows, tmp_path, feed=feed)

    assert plan(feed, "2026-06-01 07:00")[0].route_name == "Market - Beach"


def test_ride_touches_each_zone_once_in_the_order_of_its_stops(feed, tmp_path):
    rows = without_trips()
    zones = ["9", "5", "", "9", "1", "5"]
    rows["stops.txt"] += [stop(f"z{n}", "Z", 52, 4, zone_id=z) for n, z in enumerate(zones)]
    calls = ["market", "z0", "z1", "z2", "z3", "z4", "z5", "beach", "z0"]
    add_trip(rows, "long", [(call, f"08:0{n}:00") for n, call in enumerate(calls)])
    import_rows(rows, tmp_path, feed=feed)

    assert plan(feed, "2026-06-01 07:00", "z0", "z5")[0].zone_ids == ("9", "5", "1")
    assert plan(feed, "2026-06-01 07:00")[0].zone_ids == ("1", "9", "5", "coast")


def test_ride_only_goes_the_way_of_the_trip(feed, tmp_path):
    import_rows(small_feed(), tmp_path, feed=feed)

    assert plan(feed, "2026-06-01 07:00", "beach", "market") == []
    assert plan(feed, "2026-06-01 07:00", "market", "market") == []


def test_station_is_left_from_all_its_platforms_and_a_platform_from_itself(feed, tmp_path):
    rows = without_trips()
    add_trip(rows, "one", [("church:1", "08:00:00"), ("beach", "08:30:00")])
    add_trip(rows, "two", [("church:2", "08:10:00"), ("beach", "08:40:00")])
    import_rows(rows, tmp_path, feed=feed)

    assert trips(plan(feed, "2026-06-01 07:00", "church")) == ["one", "two"]
    assert [ride.origin.stop_id for ride in plan(feed, "2026-06-01 07:00", "church")] == [
        "church:1",
        "church:2",
    ]
    assert trips(plan(feed, "2026-06-01 07:00", "church:1")) == ["one"]


def test_station_is_reached_at_the_platform_of_the_trip(feed, tmp_path):
    import_rows(small_feed(), tmp_path, feed=feed)

    rides = plan(feed, "2026-06-01 07:00", "market", "church")

    assert [ride.destination.stop_id for ride in rides] == ["church:2"]
    assert plan(feed, "2026-06-01 07:00", "market", "church:1") == []


def test_zone_is_entered_at_its_first_stop(feed, tmp_path):
    import_rows(small_feed(), tmp_path, feed=feed)
    rides = plan_itineraries(
        feed.tenant,
        origin=stop_group(feed.tenant, "market"),
        destination=stop_group(feed.tenant, "1", "zone_id"),
        departs_after=at("2026-06-01 07:00"),
    )

    assert [each.rides[0].destination.stop_id for each in rides] == ["church:2"]


def test_stop_where_nobody_may_board_or_alight_is_not_used(feed, tmp_path):
    rows = without_trips()
    calls = [("market", "08:00:00"), ("church:1", "08:10:00"), ("beach", "08:20:00")]
    add_trip(rows, "no boarding", calls, no_pickup=[1])
    add_trip(rows, "no alighting", calls, no_drop_off=[3])
    import_rows(rows, tmp_path, feed=feed)

    assert plan(feed, "2026-06-01 07:00") == []
    assert trips(plan(feed, "2026-06-01 07:00", "church")) == ["no boarding"]
    assert trips(plan(feed, "2026-06-01 07:00", "market", "church")) == ["no alighting"]


def test_trip_that_calls_twice_is_boarded_last_and_left_at_the_next_call(feed, tmp_path):
    rows = without_trips()
    loop = ["market", "church:1", "market", "church:2", "beach", "church:1"]
    add_trip(rows, "loop", [(call, f"08:{n}0:00") for n, call in enumerate(loop)])
    import_rows(rows, tmp_path, feed=feed)

    morning = timedelta(hours=4)
    assert times(plan(feed, "2026-06-01 08:00", horizon=morning)) == [
        ("loop", "06-01 08:20", "06-01 08:40")
    ]
    assert times(plan(feed, "2026-06-01 08:01", horizon=morning)) == [
        ("loop", "06-01 08:20", "06-01 08:40")
    ]
    assert times(plan(feed, "2026-06-01 08:00", "market", "church", horizon=morning)) == [
        ("loop", "06-01 08:00", "06-01 08:10"),
        ("loop", "06-01 08:20", "06-01 08:30"),
    ]


def test_trip_is_boarded_where_it_may_be_when_it_calls_twice(feed, tmp_path):
    rows = without_trips()
    calls = [("market", "08:00:00"), ("market", "08:10:00"), ("beach", "08:20:00"),
             ("beach", "08:30:00")]  # fmt: skip
    add_trip(rows, "bus", calls, no_pickup=[1], no_drop_off=[3])
    import_rows(rows, tmp_path, feed=feed)

    assert times(plan(feed, "2026-06-01 07:00")) == [("bus", "06-01 08:10", "06-01 08:30")]


def test_rides_of_one_route_with_the_same_times_are_one(feed, tmp_path):
    rows = without_trips()
    rows["routes.txt"].append(route("2"))
    for trip_id, service_id, route_id in (
        ("b", "workdays", "1"),
        ("a", "daily", "1"),
        ("c", "daily", "2"),
    ):
        add_trip(
            rows,
            trip_id,
            [("market", "08:00:00"), ("church:1", "08:10:00"), ("beach", "08:20:00")],
            service_id=service_id,
            route_id=route_id,
        )
    import_rows(rows, tmp_path, feed=feed)

    assert sorted(trips(plan(feed, "2026-06-01 07:00"))) == ["a", "c"]
    assert trips(plan(feed, "2026-06-01 07:00", limit=1)) == ["a"]


@pytest.mark.parametrize("number", [1, 3, 50])
def test_planning_takes_two_queries_for_any_number_of_rides(
    number, feed, tmp_path, django_assert_num_queries
):
    rows = without_trips()
    for n in range(number):
        add_trip(rows, f"trip {n}", [("market", f"08:{n:02}:00"), ("beach", f"09:{n:02}:00")])
    import_rows(rows, tmp_path, feed=feed)
    origin, destination = (stop_group(feed.tenant, each) for each in ("market", "beach"))

    with django_assert_num_queries(2):
        itineraries = plan_itineraries(
            feed.tenant,
            origin=origin,
            destination=destination,
            departs_after=at("2026-06-01 07:00"),
            limit=50,
        )

    assert len(itineraries) == number
    assert itineraries[0].departs_at == itineraries[0].rides[0].departs_at
    assert itineraries[0].arrives_at == itineraries[0].rides[0].arrives_at


def test_ride_is_as_long_as_the_lines_between_its_calls(feed, tmp_path):
    rows = without_trips()
    rows["stops.txt"] += [stop("far", "Far", 53.1, 4.3), stop("hall", "Town Hall", 52.1, 4.3)]
    calls = ["market", "far", "hall", "beach"]
    add_trip(rows, "there", [(call, f"{8 + n:02}:00:00") for n, call in enumerate(calls)])
    import_rows(rows, tmp_path, feed=feed)

    # A degree of a meridian is 111,195 m, there and back; the hall is 13,046 m from the beach.
    assert plan(feed, "2026-06-01 07:00")[0].distance_metres == 2 * 111195 + 13046
    assert plan(feed, "2026-06-01 07:00", "market", "far")[0].distance_metres == 111195


def test_snapshot_of_before_distances_is_still_read(feed, tmp_path):
    import_rows(small_feed(), tmp_path, feed=feed)
    (ride,) = plan(feed, "2026-06-01 07:00")
    old = {name: value for name, value in ride.to_json().items()
           if name not in ("distance_metres", "agency_id")}  # fmt: skip

    assert Ride.from_json(old) == replace(ride, distance_metres=0, agency_id="")


def test_ride_survives_being_stored(feed, tmp_path):
    import_rows(small_feed(), tmp_path, feed=feed)
    (ride,) = plan(feed, "2026-06-01 07:00")

    assert Ride.from_json(ride.to_json()) == ride
