"""Which alerts are told, and to whom."""

from __future__ import annotations

import pytest

from operators.models import FeedVersion
from operators.service.alerts import read_alerts
from operators.service.places import get_station
from tests.counting import counted
from tests.factories.gtfs import add_trip, route, small_feed
from tests.factories.moments import NOW, later
from tests.factories.operators import OperatorFactory
from tests.factories.service import TODAY, TOMORROW, UNTIL_FURTHER_NOTICE, YESTERDAY, AlertFactory
from tests.factories.timetable import FeedFactory, import_rows, rows_in_force
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def region() -> FeedVersion:
    """The bus 1 calls at all stops, the bus 2 at the first platform of the church alone."""
    feed = small_feed()
    feed["routes.txt"].append(route("2"))
    add_trip(feed, "two", [("market", "09:00:00"), ("church:1", "09:10:00")], route_id="2")
    return rows_in_force(feed)


def told(of, **asked):
    asked.setdefault("at", NOW)
    asked.setdefault("limit", 100)
    return read_alerts(of.tenant, **asked)


def named(of, **asked):
    return [reading.alert for reading in told(of, **asked)]


def about(region, **more):
    return AlertFactory(operator=region.feed.operator, **more)


def at_stop(region, stop_id):
    return named(region, station=get_station(region.tenant, stop_id))


def test_alerts_that_hold_or_will_hold_are_told_in_the_order_of_their_making(region):
    about(region, periods=[YESTERDAY])
    about(region, periods=[])
    coming = about(region, periods=[TOMORROW])
    open_end = about(region, periods=[UNTIL_FURTHER_NOTICE])
    now = about(region, periods=[YESTERDAY, TODAY])

    assert named(region) == [coming, open_end, now]


def test_alert_is_over_at_the_moment_its_last_period_ends(region):
    about(region, periods=[(later(hours=-1), NOW)])
    about(region, periods=[(later(hours=-1), later(seconds=1))])

    assert len(told(region)) == 1


def test_periods_that_are_over_are_left_out(region):
    about(region, periods=[TOMORROW, YESTERDAY, TODAY])

    [reading] = told(region)

    periods = [(period.starts_at, period.ends_at) for period in reading.periods]
    assert periods == [TODAY, TOMORROW]


def test_pages_follow_each_other(region):
    alerts = [about(region) for _ in range(3)]

    assert named(region, limit=2) == alerts[:2]
    assert named(region, limit=2, offset=2) == alerts[2:]


def test_alert_of_another_tenant_is_not_told(region):
    AlertFactory()

    assert told(region) == []


def test_alert_of_a_region_is_its_own_or_of_its_operator(region, tmp_path):
    other = import_rows(small_feed(), tmp_path, feed=FeedFactory(operator=region.feed.operator))
    everywhere = about(region)
    here = about(region, feed=region.feed)
    there = about(region, feed=other.feed)
    stranger = AlertFactory(operator=OperatorFactory(tenant=region.tenant))

    assert named(region, region=region) == [everywhere, here]
    assert named(region, region=other) == [everywhere, there]
    regions = {reading.alert: reading.regions for reading in told(region)}
    assert regions == {
        everywhere: (region, other),
        here: (region,),
        there: (other,),
        stranger: (),
    }


def test_alert_at_a_stop_is_about_it_its_lines_or_all(region):
    everywhere = about(region)
    timetable = about(region, feed=region.feed)
    church = about(region, feed=region.feed, stop_ids=["church"])
    platform = about(region, feed=region.feed, stop_ids=["church:1"])
    second = about(region, feed=region.feed, route_ids=["2"])
    both = about(region, feed=region.feed, stop_ids=["beach"], route_ids=["2"])

    assert at_stop(region, "church") == [everywhere, timetable, church, platform, second]
    assert at_stop(region, "church:1") == [everywhere, timetable, church, platform, second]
    assert at_stop(region, "church:2") == [everywhere, timetable, church]
    assert at_stop(region, "market") == [everywhere, timetable, second]
    assert at_stop(region, "beach") == [everywhere, timetable, both]


def test_lines_are_told_by_their_names(region):
    about(region, feed=region.feed, route_ids=["2", "gone"])

    [reading] = told(region)

    assert reading.lines == ("2", "gone")


@pytest.mark.parametrize("count", [1, 3])
def test_alerts_take_four_queries_and_one_more_for_a_stop(region, count):
    station = get_station(region.tenant, "church")
    for _ in range(count):
        about(region, feed=region.feed, route_ids=["2"])

    with counted() as alone:
        assert len(told(region)) == count
    with counted() as at_church:
        assert len(told(region, station=station)) == count

    assert (alone.statements, at_church.statements) == (4, 5)
