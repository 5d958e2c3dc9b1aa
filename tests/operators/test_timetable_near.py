"""Stops around a place, and stops by the words of their names."""

import pytest
from django.db import connection

from operators.prepared import fetch_rows
from operators.timetable.near import (
    CALLED,
    NEAR,
    NearStop,
    find_stops_near,
    find_stops_of,
    group_of_stops,
    search_stops,
    shared_out,
)
from tests.counting import counted
from tests.factories.gtfs import small_feed, stop
from tests.factories.timetable import FeedFactory, import_rows, rows_in_force
from tests.standing import standing

pytestmark = pytest.mark.django_db

ROUND_THE_EARTH = 40_075_000


@standing
def feed():
    rows = small_feed()
    rows["stops.txt"] += [
        stop("east", "Date Line East", 10.0, 179.9999),
        stop("west", "Date Line West", 10.0, -179.9999),
    ]
    return rows_in_force(rows).feed


@standing
def strangers():
    return rows_in_force(small_feed()).feed


def ids(stops):
    return [each.facts.stop_id for each in stops]


def near(feed, longitude, latitude, metres, limit=10, **more):
    return find_stops_near(feed.tenant, longitude, latitude, metres=metres, limit=limit, **more)


def test_stops_come_nearest_first_with_their_distance(feed):
    found = near(feed, 4.3, 52.1, 10_000)

    assert [(each.facts.stop_id, round(each.metres)) for each in found] == [
        ("market", 0),
        ("church", 6524),
    ]
    assert found[0].operator_code == feed.operator.code


def test_stops_outside_of_the_circle_are_left_out(feed):
    assert ids(near(feed, 4.3, 52.1, 6_500)) == ["market"]
    assert ids(near(feed, 4.3, 52.1, 6_530)) == ["market", "church"]


def test_station_stands_for_its_platforms(feed):
    [church] = near(feed, 4.35, 52.15, 100)

    assert church.facts.stop_id == "church"
    assert church.platform_ids == ("church:1", "church:2")
    assert church.members == {(feed.pk, one) for one in ("church", "church:1", "church:2")}


def test_limit_keeps_the_nearest(feed):
    assert ids(near(feed, 4.3, 52.1, ROUND_THE_EARTH, limit=2)) == ["market", "church"]


@pytest.mark.parametrize("longitude", [179.99995, -179.99995])
def test_circle_across_the_date_line_is_whole(feed, longitude):
    assert sorted(ids(near(feed, longitude, 10.0, 50))) == ["east", "west"]


def test_circle_that_holds_a_pole_finds_all_within(feed):
    assert near(feed, 0.0, 90.0, 1_000_000) == []
    assert "market" in ids(near(feed, 0.0, 90.0, 9_000_000))


def test_stops_of_another_tenant_are_not_there(feed, strangers):
    assert {each.feed for each in near(strangers, 4.3, 52.1, 10_000)} == {strangers.pk}
    assert {each.feed for each in search_stops(strangers.tenant, "market", limit=5)} == {
        strangers.pk
    }


def test_version_that_was_replaced_is_not_looked_at(tmp_path):
    rows = small_feed()
    feed = import_rows(rows, tmp_path).feed
    rows["stops.txt"] = [one for one in rows["stops.txt"] if one["stop_id"] != "island"]
    rows["stops.txt"].append(stop("new", "New Market", 52.1, 4.3))
    import_rows(rows, tmp_path, feed=feed)

    assert sorted(ids(near(feed, 4.3, 52.1, 10))) == ["market", "new"]


def test_what_calls_there_is_told_where_it_is_asked_for(feed):
    [plain] = near(feed, 4.35, 52.15, 100)
    [told] = near(feed, 4.35, 52.15, 100, with_routes=True)

    assert plain.route_types == ()
    assert told.route_types == (3,)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("market", ["market"]),
        ("MARK", ["market"]),
        ("date line", ["east", "west"]),
        ("line date we", ["west"]),
        ("arket", []),
        ("mark:* | beach & !", []),
        ("'; --", []),
        ("()", []),
        ("", []),
    ],
)
def test_stops_are_found_by_the_beginnings_of_words(feed, text, found):
    assert ids(search_stops(feed.tenant, text, limit=10)) == found


def test_stops_of_a_name_come_shortest_first(tmp_path):
    rows = small_feed()
    rows["stops.txt"].append(stop("m2", "Market Street North", 52.0, 4.0))
    feed = import_rows(rows, tmp_path).feed

    assert ids(search_stops(feed.tenant, "market", limit=10)) == ["market", "m2"]
    assert ids(search_stops(feed.tenant, "market", limit=1)) == ["market"]


def test_stop_is_found_by_its_id_also_if_it_is_a_platform(feed):
    [platform] = find_stops_of(feed.tenant, "church:1", with_routes=True)

    assert (platform.facts.stop_id, platform.facts.platform_code) == ("church:1", "1")
    assert find_stops_of(feed.tenant, "nowhere") == []


def test_each_question_is_one_statement(feed):
    assert feed.tenant.slug
    with counted() as count:
        near(feed, 4.3, 52.1, ROUND_THE_EARTH, with_routes=True)
        search_stops(feed.tenant, "market", limit=5, with_routes=True)
        find_stops_of(feed.tenant, "church")

    assert count.statements == 3


def test_tenant_without_a_timetable_has_no_stops():
    feed = FeedFactory()

    assert near(feed, 4.3, 52.1, 1000) == []


def test_several_stops_are_one_place_to_begin_at(feed):
    group = group_of_stops(near(feed, 4.3, 52.1, 10_000))

    assert group.place.stop_id == "market"
    assert sorted(stop_id for _, stop_id in group.members) == [
        "church",
        "church:1",
        "church:2",
        "market",
    ]
    assert group_of_stops([]) is None


def near_stop(pk, metres):
    return NearStop(pk, 1, "operator", "", None, metres, (), ())


def test_stop_near_both_places_is_left_to_the_nearer_one():
    origins = [near_stop(1, 10.0), near_stop(2, 300.0), near_stop(3, 200.0)]
    destinations = [near_stop(4, 10.0), near_stop(2, 100.0), near_stop(3, 200.0)]

    left, right = shared_out(origins, destinations)

    assert [each.pk for each in left] == [1, 3]
    assert [each.pk for each in right] == [4, 2]


MANY = """
INSERT INTO operators_stop (
    version_id, stop_id, code, name, latitude, longitude, zone_id, location_type, platform_code
)
SELECT %s, 'many-' || n, '', 'Stop ' || n, 40 + n / 1000.0, 5 + n / 1000.0, '', 0, ''
FROM generate_series(1, 20000) AS n
"""


def plan_of(statement, **values):
    """What PostgreSQL would do, as it tells it."""
    rows = fetch_rows(f"EXPLAIN {statement}", values)
    return "\n".join(line for (line,) in rows)


def test_large_timetable_is_read_by_index(feed):
    version = feed.versions.get()
    with connection.cursor() as cursor:
        cursor.execute(MANY, [version.pk])
        cursor.execute("ANALYZE operators_stop")
    common = {"tenant": feed.tenant_id, "with_routes": False, "limit": 10}
    place = {"radius": 6.4e6, "longitude": 5.5, "latitude": 40.5, "metres": 500.0}
    box = dict.fromkeys(("west", "other"), 5.49) | dict.fromkeys(("east", "middle"), 5.51)

    near_it = plan_of(NEAR, **common, **place, **box, south=40.49, north=40.51)
    called = plan_of(CALLED, **common, words="2000:*")

    assert "stop_by_place" in near_it
    assert "stop_by_words" in called
    assert "Seq Scan on operators_stop" not in near_it + called
