"""The feed of a real city, compared with a slow and plain reading of the same files."""

import csv
import io
import zipfile
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest

from operators.timetable.actions import import_feed
from operators.timetable.planner import plan_itineraries
from operators.timetable.states import FeedVersionState
from tests.factories.moments import BY, NOW
from tests.factories.timetable import FeedFactory, stop_group
from tests.standing import standing

CAIRNS = Path(__file__).resolve().parents[3] / "shared" / "data" / "cairns_gtfs.zip"
BRISBANE = ZoneInfo("Australia/Brisbane")
PAIRS = [("750337", "750449"), ("750450", "750338"), ("750129", "750338"), ("750246", "750402")]
MOMENTS = [
    datetime(2014, 6, 3, 7, tzinfo=BRISBANE),
    datetime(2014, 6, 7, 22, tzinfo=BRISBANE),
    datetime(2014, 6, 9, 0, 30, tzinfo=BRISBANE),
    datetime(2014, 12, 26, 5, tzinfo=BRISBANE),
]

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not CAIRNS.exists(), reason="the Cairns feed does not lie beside us"),
]


@cache
def rows_of(name):
    with zipfile.ZipFile(CAIRNS) as archive:
        text = archive.read(name).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def seconds_of(time):
    hours, minutes, seconds = map(int, time.split(":"))
    return hours * 3600 + minutes * 60 + seconds


@cache
def runs_on(service_id, day):
    text, name = day.strftime("%Y%m%d"), day.strftime("%A").lower()
    for row in rows_of("calendar_dates.txt"):
        if (row["service_id"], row["date"]) == (service_id, text):
            return row["exception_type"] == "1"
    return any(
        row["service_id"] == service_id
        and row[name] == "1"
        and row["start_date"] <= text <= row["end_date"]
        for row in rows_of("calendar.txt")
    )


@cache
def calls_by_trip():
    calls = {}
    for row in rows_of("stop_times.txt"):
        calls.setdefault(row["trip_id"], []).append(row)
    return calls


def expected_rides(origin, destination, departs_after):
    """Route, departure and arrival of every ride of the next 24 hours."""
    trips = {row["trip_id"]: row for row in rows_of("trips.txt")}
    days = [departs_after.date() + timedelta(days=n) for n in (-2, -1, 0, 1)]
    services = {row["service_id"] for row in trips.values()}
    running = {day: {each for each in services if runs_on(each, day)} for day in days}
    rides = set()
    for trip_id, calls in calls_by_trip().items():
        calls.sort(key=lambda row: int(row["stop_sequence"]))
        for day in days:
            if trips[trip_id]["service_id"] not in running[day]:
                continue
            # Brisbane keeps one clock all year, so the day begins at midnight.
            start = datetime(day.year, day.month, day.day, tzinfo=BRISBANE)
            for first, last in boarded(calls, origin, destination):
                departs = start + timedelta(seconds=seconds_of(first["departure_time"]))
                arrives = start + timedelta(seconds=seconds_of(last["arrival_time"]))
                if departs_after <= departs < departs_after + timedelta(hours=24):
                    rides.add((trips[trip_id]["route_id"], departs, arrives))
    return rides


def boarded(calls, origin, destination):
    """The call at the origin and the next one at the destination, as often as a trip has both."""
    first = None
    for call in calls:
        if call["stop_id"] == origin:
            first = call
        elif call["stop_id"] == destination and first is not None:
            yield first, call
            first = None


def not_dominated(rides):
    """Those than which no other one leaves no earlier and arrives no later."""
    spans = {(departs, arrives) for _, departs, arrives in rides}
    return [
        (route, departs, arrives)
        for route, departs, arrives in rides
        if not any(
            other != (departs, arrives) and other[0] >= departs and other[1] <= arrives
            for other in spans
        )
    ]


@standing
def version():
    feed = FeedFactory(operator__tenant__timezone="Australia/Brisbane")
    began = perf_counter()
    version = import_feed(feed, source=CAIRNS, by=BY, at=NOW)
    print(f"Cairns was imported in {perf_counter() - began:.2f} s")
    return version


def test_cairns_is_imported_as_it_is(version):
    assert version.state == FeedVersionState.IN_FORCE
    assert [each["kind"] for each in version.problems] == ["service_over"]
    assert version.counts == {
        "agency.txt": 1,
        "stops.txt": 416,
        "routes.txt": 22,
        "trips.txt": 1339,
        "stop_times.txt": 37790,
        "calendar.txt": 4,
        "calendar_dates.txt": 9,
    }
    assert version.timezone == "Australia/Brisbane"
    assert version.first_date == date(2014, 5, 26)
    assert version.stops.count() == 416
    assert version.trips.count() == 1339


def test_cairns_has_its_service_days(version):
    kept = set(version.service_days.values_list("service_id", "date"))

    services = {row["service_id"] for row in rows_of("trips.txt")}
    span = (version.last_date - version.first_date).days + 1
    days = [version.first_date + timedelta(days=n) for n in range(span)]
    assert kept == {(each, day) for day in days for each in services if runs_on(each, day)}


@pytest.mark.parametrize(("origin", "destination"), PAIRS)
def test_rides_in_cairns_are_those_of_a_plain_reading(origin, destination, version):
    tenant = version.feed.tenant
    places = {
        "origin": stop_group(tenant, origin),
        "destination": stop_group(tenant, destination),
    }
    number = 0

    for moment in MOMENTS:
        expected = expected_rides(origin, destination, moment)

        itineraries = plan_itineraries(tenant, **places, departs_after=moment, limit=1000)

        rides = [itinerary.rides[0] for itinerary in itineraries if len(itinerary.rides) == 1]
        found = [(ride.route_id, ride.departs_at, ride.arrives_at) for ride in rides]
        assert sorted(found) == sorted(not_dominated(expected))
        assert [ride.departs_at for ride in rides] == sorted(ride.departs_at for ride in rides)
        number += len(found)
    assert number > 0
