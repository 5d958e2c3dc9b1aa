"""Trips that nobody can travel as planned: what is cancelled, and what is missed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from operators.models import Feed
from protocols.tripgo.trips.live import Live, RealTimeStatus, Trouble, missed_among, trouble_of
from protocols.tripgo.trips.segments import Segment, SegmentKind, Spot
from protocols.tripgo.trips.wording import LANGUAGES
from tests.factories.moments import NOW, later
from tests.factories.realtime import delayed, tell, trip_update
from tests.protocols.tripgo.kept import bus_segment, keep
from tests.protocols.tripgo.strictly import get_strictly
from tests.protocols.tripgo.trips.asking import plan, trips_of
from tests.protocols.tripgo.trips.test_live import CANCELED, FIRST_BUS
from tests.protocols.tripgo.worlds import BEACH, MARKET

HERE = Spot(4.3, 52.1)


def part(name, kind, begin, end):
    """From one minute to another."""
    return Segment(name, kind, "", HERE, HERE, later(minutes=begin), later(minutes=end), 100)


FIRST = part("first", SegmentKind.RIDE, 0, 20)
WALK = part("walk", SegmentKind.WALK, 20, 25)
SECOND = part("second", SegmentKind.RIDE, 30, 50)
TRIP = [FIRST, WALK, SECOND]


def late(segment, minutes, status=RealTimeStatus.IS_REAL_TIME):
    by = timedelta(minutes=minutes)
    return {segment.id: Live(segment.starts_at + by, segment.ends_at + by, True, status)}


@pytest.mark.parametrize(
    ("lives", "missed"),
    [
        ({}, set()),
        (late(FIRST, 5), set()),
        (late(FIRST, 6), {"second"}),
        (late(FIRST, 6) | late(SECOND, 1), set()),
        (late(SECOND, -6), {"second"}),
    ],
)
def test_ride_is_missed_that_leaves_before_anybody_is_there(lives, missed):
    assert missed_among(TRIP, lives) == missed
    assert trouble_of(TRIP, lives) == (Trouble.MISSED if missed else Trouble.NONE)


def test_change_that_was_planned_as_short_is_not_told_as_missed():
    hasty = [FIRST, replace(WALK, ends_at=later(minutes=32)), SECOND]

    assert missed_among(hasty, late(FIRST, 0)) == set()
    assert missed_among(hasty, late(FIRST, 1)) == {"second"}


def test_cancelled_is_worse_than_missed():
    lives = late(FIRST, 6) | late(SECOND, 0, RealTimeStatus.CANCELLED)

    assert trouble_of(TRIP, lives) is Trouble.CANCELLED


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_each_language_tells_what_is_missed(words):
    assert words.missed
    assert words.missed_text.endswith(".")


@pytest.mark.django_db
def test_missed_connection_is_told_as_an_alert(tripgo, app):
    trip = keep(tripgo, bus_segment(tripgo), bus_segment(tripgo, "bus2", departure=1))
    feed = Feed.objects.get(tenant=tripgo.tenant)
    path = f"trip/{trip.reference}"
    before = get_strictly(app, path)
    tell(feed, [trip_update(delayed(15 * 60, stop_sequence=1), trip=FIRST_BUS)], at=NOW)

    told = get_strictly(app, path)

    [alert], [shown] = told["alerts"], trips_of(told)
    assert (alert["severity"], alert["title"]) == ("alert", "Connection missed")
    assert "alertHashCodes" not in shown["segments"][0]
    assert shown["segments"][1]["alertHashCodes"] == [alert["hashCode"]]
    assert before["alerts"] == []
    assert shown["weightedScore"] > trips_of(before)[0]["weightedScore"] + 1000
    german = app.having(Accept_Language="de").get(path)
    assert german["alerts"][0]["title"] == "Anschluss verpasst"


@pytest.mark.django_db
def test_trips_with_a_cancelled_ride_come_last(tripgo, app):
    before = plan(app, MARKET, BEACH)
    gone = trip_update(trip={**FIRST_BUS, "schedule_relationship": CANCELED})
    tell(Feed.objects.get(tenant=tripgo.tenant), [gone], at=NOW)

    told = plan(app, MARKET, BEACH)

    buses, taxis = told["groups"]
    assert [trip["availability"] for trip in buses["trips"]] == ["AVAILABLE"] * 3 + ["CANCELLED"]
    assert buses["trips"][-1]["depart"] == before["groups"][0]["trips"][0]["depart"]
    assert len(taxis["trips"]) == 1
