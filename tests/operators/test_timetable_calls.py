"""What is known of rides beside their ends: the stops on the way, the line, the operator."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from operators.timetable.calls import RideFacts, read_ride_facts
from tests.counting import counted
from tests.factories.gtfs import add_trip, small_feed
from tests.factories.planning import plan
from tests.factories.timetable import rows_in_force
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def feed():
    rows = small_feed()
    for minute in (20, 40):
        calls = [("market", f"08:{minute}:00"), ("beach", f"08:{minute + 15}:00")]
        add_trip(rows, f"late-{minute}", calls)
    return rows_in_force(rows).feed


@pytest.fixture
def rides(feed):
    return plan(feed, "2026-06-01 07:00", limit=3)


def test_calls_are_those_of_the_trip_with_line_and_operator(feed, rides):
    [facts, *_] = read_ride_facts(feed.tenant, rides)

    assert [call.stop_id for call in facts.calls] == ["market", "church:2", "beach"]
    assert facts.calls[0].departs_at == rides[0].departs_at
    assert facts.calls[1].arrives_at == rides[0].departs_at + timedelta(minutes=10)
    assert facts.calls[2].arrives_at == rides[0].arrives_at
    assert (facts.calls[1].longitude, facts.calls[1].latitude) == (4.35, 52.15)
    assert (facts.colour, facts.operator) == ("00FF7F", feed.operator.name)
    assert (facts.operator_id, facts.feed_id) == (feed.operator_id, feed.pk)


def test_facts_come_in_the_order_of_the_rides_and_one_may_be_asked_for_twice(feed, rides):
    first, second, third = rides

    told = read_ride_facts(feed.tenant, [third, first, third])

    assert [len(facts.calls) for facts in told] == [2, 3, 2]
    assert second.trip_id == "late-20"


def test_nothing_is_told_of_a_ride_that_the_feed_has_moved(feed, rides):
    moved = replace(rides[0], departs_at=rides[0].departs_at + timedelta(minutes=1))

    assert read_ride_facts(feed.tenant, [moved, rides[1]])[0] == RideFacts()


def test_queries_do_not_grow_with_the_rides(feed, rides):
    for count in (1, 3):
        with counted() as count_of:
            read_ride_facts(feed.tenant, rides[:count])
        assert count_of.statements == 2
    with counted() as count_of:
        assert read_ride_facts(feed.tenant, []) == []
    assert count_of.statements == 0
