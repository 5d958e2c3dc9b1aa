"""Reading GTFS-Realtime messages, and leaving out what cannot be used."""

from __future__ import annotations

import math
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from google.transit import gtfs_realtime_pb2 as gtfs
from hypothesis import given
from hypothesis import strategies as st

from operators.timetable.realtime import messages
from operators.timetable.realtime.forecasts import Expected, StopForecast, Told
from operators.timetable.realtime.messages import (
    MOST_ENTITIES,
    MOST_STOPS,
    Message,
    MessageUnreadable,
    TripKey,
    read_message,
)
from tests.factories.moments import NOW, later
from tests.factories.realtime import alert, delayed, message, trip_update, vehicle

ENTITY = b"\x12\x02\x0a\x00"
"""An entity in bytes that has nothing but an empty id."""
UPDATE = gtfs.TripUpdate.StopTimeUpdate
DAY = date(2026, 6, 1)


def read(*entities, at=NOW, **header):
    return read_message(message(*entities, at=at, **header), at=NOW)


def only_trip(*stops, **more):
    [trip] = read(trip_update(*stops, **more)).trips
    return trip


def test_trip_is_read_with_its_stops():
    trip = only_trip(
        {"stop_sequence": 1, "departure": {"delay": 60}},
        {"stop_id": "church:2", "arrival": {"time": 1780300000, "delay": 5}},
        {"stop_sequence": 3, "stop_id": "beach", "schedule_relationship": UPDATE.SKIPPED},
        {"stop_sequence": 4, "schedule_relationship": UPDATE.NO_DATA, "arrival": {"delay": 1}},
        timestamp=int(NOW.timestamp()) - 30,
        delay=-5,
    )

    assert trip.key == TripKey("morning", DAY)
    assert trip.stops == (
        StopForecast(1, "", departure=Expected(60)),
        StopForecast(None, "church:2", arrival=Expected(time=1780300000)),
        StopForecast(3, "beach", Told.SKIPPED),
        StopForecast(4, "", Told.UNKNOWN),
    )
    assert (trip.is_cancelled, trip.delay, trip.told_at) == (False, -5, later(seconds=-30))


def test_cancelled_trip_has_no_times():
    gone = {"schedule_relationship": gtfs.TripDescriptor.CANCELED}

    trip = only_trip(delayed(60, stop_sequence=1), trip=gone, delay=5)

    assert (trip.is_cancelled, trip.delay, trip.stops, trip.told_at) == (True, None, (), None)


def test_vehicle_is_read_with_its_trip():
    seen = vehicle(timestamp=int(NOW.timestamp()) - 5, position={"bearing": 361.5})

    [found] = read(seen).vehicles

    assert found.key == TripKey("morning", DAY)
    assert (found.vehicle_id, found.label) == ("bus-7", "7")
    assert (found.latitude, found.longitude, found.bearing) == (52.11, 4.31, 1.5)
    assert found.seen_at == later(seconds=-5)


def test_vehicle_without_an_id_is_called_as_its_entity():
    seen = vehicle(vehicle={})
    seen.id = "entity"

    [found] = read(seen, at=later(seconds=-9)).vehicles

    assert (found.vehicle_id, found.label, found.bearing) == ("entity", "", None)
    assert found.seen_at == later(seconds=-9)


@pytest.mark.parametrize(
    ("start", "seconds"), [("08:10:00", 29400), ("25:00:01", 90001), ("", None)]
)
def test_start_of_a_run_is_read(start, seconds):
    trip = only_trip(delay=1, trip={"start_time": start, "start_date": ""})

    assert trip.key == TripKey("morning", None, seconds)


@pytest.mark.parametrize(
    ("entity", "reason"),
    [
        (trip_update(), "trips that nothing is told of"),
        (trip_update({"arrival": {"delay": 1}}), "trips that nothing is told of"),
        (trip_update({"stop_sequence": 1, "arrival": {}}), "trips that nothing is told of"),
        (trip_update(delay=1, trip={"trip_id": ""}), "trips without a usable id"),
        (trip_update(delay=1, trip={"trip_id": "a\0b"}), "trips without a usable id"),
        (trip_update(delay=1, trip={"trip_id": "x" * 151}), "trips without a usable id"),
        (trip_update(delay=1, day="2026-6-1"), "trips with a wrong day"),
        (trip_update(delay=1, day="20260631"), "trips with a wrong day"),
        (trip_update(delay=1, trip={"start_time": "8 o'clock"}), "trips with a wrong start"),
        (trip_update(delay=1, trip={"schedule_relationship": 1}), "trips beyond the timetable"),
        (trip_update(delay=1, trip={"schedule_relationship": 8}), "trips beyond the timetable"),
        (vehicle(0, 0), "vehicles without a place"),
        (vehicle(90.5, 0), "vehicles without a place"),
        (vehicle(52, -180.5), "vehicles without a place"),
        (vehicle(math.nan, 4), "vehicles without a place"),
        (vehicle(trip={}), "trips without a usable id"),
    ],
)
def test_what_is_of_no_use_is_left_out_and_counted(entity, reason):
    told = read(entity, vehicle(), trip_update(delay=1))

    assert (len(told.trips), len(told.vehicles)) == (1, 1)
    assert dict(told.left_out) == {reason: 1}


def without_longitude(entity):
    """A vehicle of which a required member is missing, which Python's writer would refuse."""
    entity.vehicle.position.ClearField("longitude")
    return entity


def test_entity_that_is_not_whole_is_left_out_alone():
    told = gtfs.FeedMessage()
    told.header.gtfs_realtime_version = "2.0"
    told.header.timestamp = int(NOW.timestamp())
    for number, entity in enumerate([without_longitude(vehicle()), trip_update(delay=60)]):
        entity.id = str(number)
        told.entity.append(entity)

    found = read_message(told.SerializePartialToString(), at=NOW)

    assert [trip.delay for trip in found.trips] == [60]
    assert (found.vehicles, dict(found.left_out)) == ((), {"vehicles without a place": 1})


def test_time_of_nothing_leaves_the_delay():
    trip = only_trip({"stop_sequence": 1, "arrival": {"time": 0, "delay": 60}})

    assert trip.stops == (StopForecast(1, "", arrival=Expected(60)),)


def test_trip_with_stops_without_end_is_left_out():
    endless = trip_update(*[{"stop_sequence": 1, "departure": {"delay": 1}}] * (MOST_STOPS + 1))

    told = read(endless, trip_update(delay=1))

    assert [trip.delay for trip in told.trips] == [1]
    assert dict(told.left_out) == {"trips with too many stops": 1}


def test_entity_of_another_kind_tells_nothing():
    shape = gtfs.FeedEntity(shape=gtfs.Shape(shape_id="way"))

    assert read(shape) == Message(NOW, (), ())


def test_too_many_alerts_are_refused(monkeypatch):
    monkeypatch.setattr(messages, "MOST_ALERTS", 1)

    with pytest.raises(MessageUnreadable, match="it has more than 1 alerts"):
        read(alert({"route_id": "1"}), alert({"route_id": "1"}, name="two"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html>not found</html>", "it is no GTFS-Realtime message"),
        (b"", "it is no GTFS-Realtime message"),
        (b"\x0a\x00", "it is no whole GTFS-Realtime message"),
        (message(at=NOW) + ENTITY * (MOST_ENTITIES + 1), "it has more than 200000 entities"),
        (message(at=NOW)[:-3], "it is no GTFS-Realtime message"),
        (
            message(at=NOW, incrementality=gtfs.FeedHeader.DIFFERENTIAL),
            "it tells only what has changed; publish full datasets",
        ),
    ],
)
def test_what_is_no_message_is_refused(content, reason):
    with pytest.raises(MessageUnreadable, match=f"^{reason}$"):
        read_message(content, at=NOW)


@pytest.mark.parametrize(
    ("told", "found"),
    [(later(hours=-1), later(hours=-1)), (later(hours=1), NOW), (None, NOW)],
)
def test_message_is_never_of_the_future(told, found):
    assert read(at=told).told_at == found


def test_moment_that_no_calendar_has_is_no_moment():
    assert read_message(message(at=None, timestamp=2**63), at=NOW).told_at == NOW


def test_id_that_is_no_text_is_left_out():
    content = message(trip_update(delay=1, trip={"trip_id": "morning"}), at=NOW)

    told = read_message(content.replace(b"morning", b"\xff\xfe\xfdning"), at=NOW)

    assert (told.trips, dict(told.left_out)) == ((), {"trips without a usable id": 1})


@given(content=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content):
    with suppress(MessageUnreadable):
        assert read_message(content, at=NOW).told_at <= NOW


@given(
    place=st.integers(0, 400),
    byte=st.integers(0, 255),
)
def test_message_with_a_broken_byte_is_read_or_refused(place, byte):
    content = bytearray(message(trip_update(delayed(60, stop_sequence=1)), vehicle(), at=NOW))
    content[place % len(content)] = byte

    try:
        told = read_message(bytes(content), at=NOW)
    except MessageUnreadable:
        return
    assert told.told_at <= NOW
    assert all("\0" not in each.key.trip_id for each in (*told.trips, *told.vehicles))
    assert all(abs(each.latitude) <= 90 for each in told.vehicles)


MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
EVENTS = st.one_of(
    st.just(Expected()),
    st.builds(Expected, st.integers(-(2**31), 2**31 - 1)),
    st.builds(Expected, st.none(), st.integers(-(2**63), 2**63 - 1)),
)
STOPS = st.builds(
    StopForecast,
    st.one_of(st.none(), st.integers(0, 2**32 - 1)),
    st.text(max_size=10),
    st.sampled_from(Told),
    EVENTS,
    EVENTS,
)


@given(stop=STOPS)
def test_stop_is_stored_and_read_back(stop):
    assert StopForecast.from_json(stop.to_json()) == stop


@given(event=EVENTS, planned=MOMENTS)
def test_deviation_is_never_more_than_a_day(event, planned):
    deviation = event.deviation(planned)

    assert deviation is None or abs(deviation) <= timedelta(days=1)
