"""Reading the alerts of real-time messages."""

from __future__ import annotations

from datetime import date

import pytest
from google.transit import gtfs_realtime_pb2 as gtfs

from operators.timetable.realtime.messages import read_message
from operators.timetable.realtime.notices import LinesTold
from tests.factories.moments import NOW, later
from tests.factories.realtime import alert, between, message

DETOUR = gtfs.Alert.DETOUR


def read(*entities):
    return read_message(message(*entities, at=NOW), at=NOW)


def only(*about, **more):
    [told] = read(alert(*about, **more)).alerts
    return told


def test_alert_is_read_with_its_words_and_periods():
    told = only(
        {"route_id": "1"},
        effect=DETOUR,
        header_text={"de-CH": "Umleitung", "en": "Detour", "DE": "Noch eine"},
        description_text={"": " Long ", "fr": ""},
        url="https://bus.example",
        active_period=[between(NOW, later(hours=1)), between(None, NOW), between(NOW, None)],
    )

    assert (told.alert_id, told.effect, told.route_ids) == ("works", "DETOUR", ("1",))
    assert told.summary == {"de": "Umleitung", "en": "Detour"}
    assert (told.description, told.url) == ({"": "Long"}, {"": "https://bus.example"})
    assert told.periods == ((NOW, later(hours=1)), (None, NOW), (NOW, None))


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ({"stop_id": "market"}, {"stop_ids": ("market",)}),
        ({"stop_id": "market", "route_id": "1"}, {"stop_ids": ("market",)}),
        ({"route_id": "1", "agency_id": "A"}, {"route_ids": ("1",)}),
        ({"agency_id": "A"}, {"lines": (LinesTold("A", None),)}),
        ({"route_type": 0}, {"lines": (LinesTold("", 0),)}),
        ({"agency_id": "A", "route_type": 3}, {"lines": (LinesTold("A", 3),)}),
        ({"trip": {"trip_id": "morning"}}, {"trip_ids": ("morning",)}),
        (
            {"trip": {"trip_id": "morning", "start_date": "20260601"}, "stop_id": "market"},
            {"trip_ids": ("morning",), "days": (date(2026, 6, 1),)},
        ),
        ({"trip": {"route_id": "1", "direction_id": 1}}, {"route_ids": ("1",)}),
    ],
)
def test_alert_is_about_the_narrowest_that_is_named(about, told):
    found = only(about, about)

    kinds = ("stop_ids", "route_ids", "trip_ids", "days", "lines")
    assert {kind: what for kind in kinds if (what := getattr(found, kind))} == told


@pytest.mark.parametrize(
    ("entity", "reason"),
    [
        (alert(), "alerts about nothing"),
        (alert({}), "alerts about nothing"),
        (alert({"stop_id": "x" * 101}), "alerts about nothing"),
        (alert({"route_id": "a\0b"}), "alerts about nothing"),
        (alert({"trip": {"trip_id": "morning", "start_date": "soon"}}), "alerts about nothing"),
        (alert({"trip": {}}), "alerts about nothing"),
        (alert({"route_id": "1"}, name="x" * 101), "alerts without a usable id"),
    ],
)
def test_alert_that_cannot_be_used_is_left_out_and_counted(entity, reason):
    told = read(entity, alert({"route_id": "1"}, name="good"))

    assert [one.alert_id for one in told.alerts] == ["good"]
    assert dict(told.left_out) == {reason: 1}


def test_moments_beyond_all_calendars_are_no_moments():
    told = only({"route_id": "1"}, active_period=[gtfs.TimeRange(start=2**64 - 1, end=2**63)])

    assert told.periods == ((None, None),)


def test_entity_may_tell_of_a_trip_and_passengers():
    both = alert({"route_id": "1"})
    both.trip_update.trip.trip_id = "morning"
    both.trip_update.delay = 60

    told = read(both)

    assert (len(told.trips), len(told.alerts)) == (1, 1)
