from datetime import timedelta

import pytest

from operators.models import Stop, Transfer
from operators.timetable.planner import plan_itineraries
from operators.timetable.states import TransferKind
from tests.factories.gtfs import add_trip, route, stop
from tests.factories.planning import at, plan, times, trips, without_trips
from tests.factories.timetable import FeedFactory, import_rows, stop_group
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def feed():
    return FeedFactory()


def two_lines(arrives="08:10:00", departs="08:20:00", *, off="church:1", on="church:1"):
    """A bus to the church, and another one from there to the beach."""
    rows = without_trips()
    rows["routes.txt"].append(route("2"))
    add_trip(rows, "one", [("market", "08:00:00"), (off, arrives)])
    add_trip(rows, "two", [(on, departs), ("beach", "08:40:00")], route_id="2")
    return rows


def add_transfer(version, one, other, kind, seconds=None):
    keys = dict(Stop.objects.filter(version=version).values_list("stop_id", "pk"))
    Transfer.objects.create(
        version=version, from_stop_id=keys[one], to_stop_id=keys[other], kind=kind,
        minimum_seconds=seconds,
    )  # fmt: skip


def test_two_rides_are_one_itinerary_with_a_change_at_a_stop(feed, tmp_path):
    import_rows(two_lines(), tmp_path, feed=feed)

    [itinerary] = plan_itineraries(
        feed.tenant,
        origin=stop_group(feed.tenant, "market"),
        destination=stop_group(feed.tenant, "beach"),
        departs_after=at("2026-06-01 07:00"),
    )

    one, two = itinerary.rides
    assert (one.origin.stop_id, one.destination.stop_id) == ("market", "church:1")
    assert (two.origin.stop_id, two.destination.stop_id) == ("church:1", "beach")
    assert times(itinerary.rides) == [
        ("one", "06-01 08:00", "06-01 08:10"),
        ("two", "06-01 08:20", "06-01 08:40"),
    ]
    assert (itinerary.departs_at, itinerary.arrives_at) == (one.departs_at, two.arrives_at)
    assert (one.route_id, two.route_id) == ("1", "2")


@pytest.mark.parametrize(("departs", "found"), [("08:11:59", []), ("08:12:00", ["one", "two"])])
@pytest.mark.parametrize("on", ["church:1", "church:2"])
def test_change_within_a_station_takes_two_minutes_where_nothing_is_told(
    on, departs, found, feed, tmp_path
):
    import_rows(two_lines(departs=departs, on=on), tmp_path, feed=feed)

    assert trips(plan(feed, "2026-06-01 07:00")) == found


@pytest.mark.parametrize(
    ("kind", "seconds", "departs", "found"),
    [
        (TransferKind.TIMED, None, "08:10:00", True),
        (TransferKind.MINIMUM_TIME, 300, "08:14:59", False),
        (TransferKind.MINIMUM_TIME, 300, "08:15:00", True),
        (TransferKind.MINIMUM_TIME, 0, "08:10:00", True),
        (TransferKind.MINIMUM_TIME, None, "08:11:59", False),
        (TransferKind.RECOMMENDED, None, "08:12:00", True),
        (TransferKind.IMPOSSIBLE, None, "08:30:00", False),
    ],
)
@pytest.mark.parametrize("told_of", [("church:1", "church:2"), ("church", "church")])
def test_change_takes_what_the_feed_tells(told_of, kind, seconds, departs, found, feed, tmp_path):
    version = import_rows(two_lines(departs=departs, on="church:2"), tmp_path, feed=feed)
    add_transfer(version, *told_of, kind, seconds)

    assert bool(plan(feed, "2026-06-01 07:00")) == found


def test_what_is_told_of_stops_goes_before_what_is_told_of_stations(feed, tmp_path):
    version = import_rows(two_lines(on="church:2"), tmp_path, feed=feed)
    add_transfer(version, "church", "church", TransferKind.IMPOSSIBLE)

    assert plan(feed, "2026-06-01 07:00") == []
    add_transfer(version, "church:1", "church", TransferKind.MINIMUM_TIME, 600)
    assert trips(plan(feed, "2026-06-01 07:00")) == ["one", "two"]


@pytest.mark.parametrize(("departs", "found"), [("08:24:00", False), ("08:25:00", True)])
def test_walk_between_stops_without_a_time_is_as_long_as_the_way(departs, found, feed, tmp_path):
    rows = two_lines(departs=departs, on="quay")
    # About 740 m away: 740 seconds on foot after the two minutes of any change.
    rows["stops.txt"].append(stop("quay", "Quay", 52.156666, 4.35))
    version = import_rows(rows, tmp_path, feed=feed)

    assert plan(feed, "2026-06-01 07:00") == []
    add_transfer(version, "church:1", "quay", TransferKind.RECOMMENDED)
    assert bool(plan(feed, "2026-06-01 07:00")) == found


def test_direct_ride_goes_before_a_change_that_is_no_better(feed, tmp_path):
    rows = two_lines()
    add_trip(rows, "through", [("market", "08:00:00"), ("beach", "08:40:00")])
    import_rows(rows, tmp_path, feed=feed)

    assert trips(plan(feed, "2026-06-01 07:00")) == ["through"]


def test_faster_way_with_a_change_stands_beside_the_direct_ride(feed, tmp_path):
    rows = two_lines()
    add_trip(rows, "through", [("market", "07:59:00"), ("beach", "08:50:00")])
    import_rows(rows, tmp_path, feed=feed)

    assert trips(plan(feed, "2026-06-01 07:00")) == ["through", "one", "two"]


def test_nobody_waits_for_longer_than_three_hours(feed, tmp_path):
    rows = two_lines()
    rows["stop_times.txt"], rows["trips.txt"] = [], []
    add_trip(rows, "one", [("market", "08:00:00"), ("church:1", "08:10:00")])
    add_trip(rows, "two", [("church:1", "11:10:01"), ("beach", "11:30:00")], route_id="2")
    import_rows(rows, tmp_path, feed=feed)
    assert plan(feed, "2026-06-01 07:00") == []

    add_trip(rows, "three", [("church:1", "11:10:00"), ("beach", "11:40:00")], service_id="daily")
    rows["trips.txt"] = [row for row in rows["trips.txt"] if row["trip_id"] != "two"]
    rows["stop_times.txt"] = [row for row in rows["stop_times.txt"] if row["trip_id"] != "two"]
    import_rows(rows, tmp_path, feed=feed)
    assert trips(plan(feed, "2026-06-01 07:00")) == ["one", "three"]


def test_change_over_midnight_joins_two_service_days(feed, tmp_path):
    rows = without_trips()
    add_trip(rows, "late", [("market", "23:50:00"), ("church:1", "24:05:00")])
    add_trip(rows, "early", [("church:1", "00:10:00"), ("beach", "00:30:00")])
    import_rows(rows, tmp_path, feed=feed)

    rides = plan(feed, "2026-06-01 23:00")

    assert times(rides) == [
        ("late", "06-01 23:50", "06-02 00:05"), ("early", "06-02 00:10", "06-02 00:30")
    ]  # fmt: skip
    assert [ride.service_date.day for ride in rides] == [1, 2]


def test_who_is_there_already_is_not_sent_round(feed, tmp_path):
    rows = two_lines()
    add_trip(rows, "back", [("church:1", "08:20:00"), ("market", "08:40:00")])
    import_rows(rows, tmp_path, feed=feed)

    assert plan(feed, "2026-06-01 07:00", "market", "market") == []


def test_trips_that_overtake_each_other_are_all_found(feed, tmp_path):
    rows = without_trips()
    rows["routes.txt"].append(route("2"))
    add_trip(rows, "slow", [("market", "08:00:00"), ("church:1", "09:00:00")])
    add_trip(rows, "fast", [("market", "08:10:00"), ("church:1", "08:30:00")])
    add_trip(rows, "two", [("church:1", "08:40:00"), ("beach", "08:50:00")], route_id="2")
    import_rows(rows, tmp_path, feed=feed)

    assert trips(plan(feed, "2026-06-01 07:00", "market", "church")) == ["fast"]
    assert trips(plan(feed, "2026-06-01 07:00")) == ["fast", "two"]


def all_day(rows):
    for hour in range(6, 20):
        add_trip(rows, f"{hour}", [("market", f"{hour:02}:00:00"), ("beach", f"{hour:02}:30:00")])
    return rows


def arriving(feed, arrives_before, **more):
    found = plan_itineraries(
        feed.tenant,
        origin=stop_group(feed.tenant, "market"),
        destination=stop_group(feed.tenant, "beach"),
        arrives_before=at(arrives_before),
        **more,
    )
    return [ride.trip_id for itinerary in found for ride in itinerary.rides]


def test_last_itineraries_that_make_it_come_in_the_order_of_arrival(feed, tmp_path):
    import_rows(all_day(without_trips()), tmp_path, feed=feed)

    assert arriving(feed, "2026-06-02 12:30", limit=3) == ["10", "11", "12"]
    assert arriving(feed, "2026-06-02 12:29", limit=3) == ["9", "10", "11"]
    assert arriving(feed, "2026-06-02 07:00", limit=2) == ["19", "6"]
    assert arriving(feed, "2026-06-02 12:30", horizon=timedelta(minutes=90)) == ["11", "12"]


def test_last_itineraries_may_have_a_change(feed, tmp_path):
    import_rows(two_lines(), tmp_path, feed=feed)

    assert arriving(feed, "2026-06-02 08:40") == ["one", "two"]
    assert arriving(feed, "2026-06-02 08:39") == []
    assert arriving(feed, "2026-06-02 08:39", horizon=timedelta(hours=30)) == ["one", "two"]


def test_both_times_bound_the_search(feed, tmp_path):
    import_rows(all_day(without_trips()), tmp_path, feed=feed)
    between = {"departs_after": at("2026-06-02 09:30")}

    assert arriving(feed, "2026-06-02 12:29", **between) == ["10", "11"]
    assert arriving(feed, "2026-06-02 12:29", limit=1, **between) == ["10"]
    assert arriving(feed, "2026-06-02 09:00", **between) == []


def test_fraction_of_a_second_is_too_late(feed, tmp_path):
    import_rows(all_day(without_trips()), tmp_path, feed=feed)

    assert trips(plan(feed, "2026-06-02 08:00:00.000001", limit=1)) == ["9"]
    assert arriving(feed, "2026-06-02 08:29:59.999999", limit=1) == ["7"]


def test_planning_needs_a_moment(feed, tmp_path):
    import_rows(two_lines(), tmp_path, feed=feed)
    group = stop_group(feed.tenant, "market")

    with pytest.raises(ValueError, match="Say when to leave"):
        plan_itineraries(feed.tenant, origin=group, destination=group)


def test_between_large_zones_only_direct_rides_are_found(feed, tmp_path):
    rows = two_lines()
    rows["stops.txt"][0]["zone_id"], rows["stops.txt"][-1]["zone_id"] = "a", "b"
    rows["stops.txt"] += [stop(f"a{n}", "A", 52, 4, zone_id="a") for n in range(100)]
    rows["stops.txt"] += [stop(f"b{n}", "B", 52, 4, zone_id="b") for n in range(98)]
    import_rows(rows, tmp_path, feed=feed)
    places = {
        "origin": stop_group(feed.tenant, "a", "zone_id"),
        "destination": stop_group(feed.tenant, "b", "zone_id"),
        "departs_after": at("2026-06-01 07:00"),
    }
    assert len(plan_itineraries(feed.tenant, **places)) == 1

    rows["stops.txt"].append(stop("b98", "B", 52, 4, zone_id="b"))
    import_rows(rows, tmp_path, feed=feed)
    places["destination"] = stop_group(feed.tenant, "b", "zone_id")
    assert len(places["origin"].members) * len(places["destination"].members) == 10_100
    assert plan_itineraries(feed.tenant, **places) == []
    add_trip(rows, "direct", [("market", "08:00:00"), ("beach", "08:50:00")])
    import_rows(rows, tmp_path, feed=feed)
    assert len(plan_itineraries(feed.tenant, **places)) == 1
