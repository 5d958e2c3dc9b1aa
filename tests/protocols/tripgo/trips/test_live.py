"""Trips as they go now: delays and cancelled rides, vehicles on the map, alerts."""

from datetime import datetime, timedelta

import pytest
from google.transit import gtfs_realtime_pb2 as gtfs

from operators.models import Feed
from operators.service.states import AlertKind
from tests.counting import counted
from tests.factories import realtime
from tests.factories.moments import NOW, later
from tests.factories.realtime import delayed, tell, trip_update, vehicle
from tests.factories.service import TOMORROW, AlertFactory
from tests.protocols.tripgo.strictly import get_strictly
from tests.protocols.tripgo.trips.asking import plan, trips_of
from tests.protocols.tripgo.worlds import BEACH, DROP_OFF, MARKET, SCOOTERS

pytestmark = pytest.mark.django_db

CHURCH = (52.15, 4.35)
"""A station, at whose second platform the buses stop."""
NEAR_MARKET, NEAR_BEACH = (52.102, 4.302), (52.202, 4.402)
CANCELED = gtfs.TripDescriptor.CANCELED
MOMENT = timedelta(seconds=30)
FIRST_BUS = {"trip_id": "bus-1230"}


@pytest.fixture
def feed(tripgo):
    return Feed.objects.get(tenant=tripgo.tenant)


def planned(app, origin=MARKET, destination=BEACH, **query):
    return trips_of(plan(app, origin, destination, **query))[0]


def now(app, trip):
    [group] = get_strictly(app, f"trip/update/{trip['id']}?v=13")["groups"]
    return group["trips"][0]


def minutes(one, other):
    return (datetime.fromisoformat(one) - datetime.fromisoformat(other)).total_seconds() / 60


def test_delay_moves_the_ride_and_what_hangs_on_it(app, feed):
    trip = planned(app, NEAR_MARKET, NEAR_BEACH, modes="pt_pub")
    tell(feed, [trip_update(delayed(300, stop_sequence=1), trip=FIRST_BUS)], at=NOW)

    told = now(app, trip)

    for before, after in zip(trip["segments"], told["segments"], strict=True):
        assert minutes(after["startTime"], before["startTime"]) == 5
        assert minutes(after["endTime"], before["endTime"]) == 5
    bus = told["segments"][1]
    assert (bus["realTime"], bus["realTimeStatus"]) == (True, "IS_REAL_TIME")
    assert bus["timetableStartTime"] == trip["segments"][1]["timetableStartTime"]
    assert minutes(told["arrive"], trip["arrive"]) == 5
    assert told["updateURL"] != trip["updateURL"]


def test_nothing_told_means_the_timetable(app):
    bus = now(app, planned(app))["segments"][0]

    assert (bus["realTime"], bus["realTimeStatus"]) == (False, "CAPABLE")
    assert "realtimeVehicle" not in bus


def test_planned_trips_are_told_with_delays_as_well(app, feed):
    tell(feed, [trip_update(delayed(120, stop_sequence=1), trip=FIRST_BUS)], at=NOW)

    assert planned(app)["depart"] == "2026-06-01T12:32:00+02:00"


def test_cancelled_ride_is_told(app, feed):
    trip = planned(app)
    gone = trip_update(trip={**FIRST_BUS, "schedule_relationship": CANCELED})
    tell(feed, [gone], at=NOW)

    told = now(app, trip)

    bus = told["segments"][0]
    assert (bus["availability"], bus["realTimeStatus"], bus["isCancelled"]) == (
        "CANCELLED", "CANCELLED", True,
    )  # fmt: skip
    assert told["availability"] == "CANCELLED"


def test_bus_is_on_the_map(app, feed):
    trip = planned(app)
    seen = vehicle(trip={**FIRST_BUS, "start_date": "20260601"})
    tell(feed, [seen], at=NOW)

    shown = now(app, trip)["segments"][0]["realtimeVehicle"]

    assert {"id", "lastUpdate", "location"} <= set(shown)
    assert type(shown["lastUpdate"]) is int
    assert {"lat", "lng"} <= set(shown["location"])


def alert(timetable, **more):
    return AlertFactory(operator=timetable.operator, kind=AlertKind.DETOUR, summary="Works", **more)


@pytest.mark.parametrize(
    "about",
    [
        {},
        {"feed": True},
        {"feed": True, "route_ids": ["1"]},
        {"feed": True, "stop_ids": ["beach", "elsewhere"]},
    ],
)
def test_alert_is_told_on_the_ride_that_it_concerns(app, feed, about):
    told = {**about, "feed": feed} if about.get("feed") else about
    alert(feed, description="Long", url="https://bus.example", **told)

    found = get_strictly(app, f"trip/{planned(app)['id']}")

    [shown] = found["alerts"]
    assert (shown["severity"], shown["title"], shown["text"]) == ("warning", "Works", "Long")
    assert found["groups"][0]["trips"][0]["segments"][0]["alertHashCodes"] == [shown["hashCode"]]


def of_source(*about, **more):
    """An alert of a message that a source has just told."""
    return realtime.alert(*about, effect=gtfs.Alert.DETOUR, **more)


@pytest.mark.parametrize(
    "about",
    [
        {"agency_id": "A"},
        {"route_id": "1"},
        {"stop_id": "market"},
        {"trip": FIRST_BUS},
        {"trip": {**FIRST_BUS, "start_date": "20260601"}},
    ],
)
def test_alert_of_a_real_time_source_is_told_on_the_ride_that_it_concerns(app, feed, about):
    period = realtime.between(NOW, later(hours=1))
    tell(feed, [of_source(about, active_period=[period])], at=NOW)

    found = get_strictly(app, f"trip/{planned(app)['id']}")

    [shown] = found["alerts"]
    assert (shown["severity"], shown["title"]) == ("warning", "Works")
    assert (shown["fromDate"], shown["toDate"]) == (
        int(NOW.timestamp()), int(later(hours=1).timestamp()),
    )  # fmt: skip
    assert found["groups"][0]["trips"][0]["segments"][0]["alertHashCodes"] == [shown["hashCode"]]


@pytest.mark.parametrize(
    ("about", "period"),
    [
        ({"route_id": "9"}, None),
        ({"stop_id": "church"}, None),
        ({"trip": {"trip_id": "bus-1300"}}, None),
        ({"trip": {**FIRST_BUS, "start_date": "20260602"}}, None),
        ({"route_id": "1"}, realtime.between(later(hours=1), None)),
    ],
)
def test_alert_of_a_source_about_something_else_is_not_told(app, feed, about, period):
    tell(feed, [of_source(about, active_period=[period] if period else [])], at=NOW)

    assert get_strictly(app, f"trip/{planned(app)['id']}")["alerts"] == []


def test_alert_of_a_source_speaks_the_language_of_the_app(app, feed):
    words = {"header_text": {"en": "Works", "de": "Bauarbeiten"}, "description_text": "Long"}
    tell(feed, [of_source({"route_id": "1"}, **words)], at=NOW)
    path = f"trip/{planned(app)['id']}"

    for language, title in (("de,en", "Bauarbeiten"), ("sv", "Works"), ("fi,de-CH", "Bauarbeiten")):
        [told] = app.having(Accept_Language=language).get(path)["alerts"]
        assert (told["title"], told["text"]) == (title, "Long")


@pytest.mark.parametrize("writes", ["staff", "source"])
def test_alert_about_a_station_is_told_where_its_platform_is_boarded(tripgo, app, feed, writes):
    if writes == "staff":
        alert(feed, feed=feed, stop_ids=["church"])
    else:
        tell(feed, [of_source({"stop_id": "church"})], at=NOW)

    told = plan(app, CHURCH, BEACH, modes="pt_pub")

    assert [one["title"] for one in told["alerts"]] == ["Works"]


def test_alerts_of_a_network_about_other_lines_do_not_crowd_out_what_concerns_a_ride(
    app, feed, monkeypatch
):
    monkeypatch.setattr("protocols.tripgo.trips.alerts.MOST_ALERTS", 1)
    others = [of_source({"route_id": f"line-{n}"}, name=f"other-{n}") for n in range(3)]
    tell(feed, [*others, of_source({"route_id": "1"})], at=NOW)

    assert len(get_strictly(app, f"trip/{planned(app)['id']}")["alerts"]) == 1


@pytest.mark.parametrize(
    "about", [{"route_ids": ["9"]}, {"stop_ids": ["island"]}, {"periods": [TOMORROW]}]
)
def test_alert_about_something_else_is_not_told(app, feed, about):
    alert(feed, feed=feed, **about)

    assert get_strictly(app, f"trip/{planned(app)['id']}")["alerts"] == []


def test_alert_of_a_fleet_is_told_on_its_vehicles(tripgo, app):
    fleet = tripgo.rentals.asset.fleet
    AlertFactory(operator=fleet.operator, fleet=fleet, summary="Storm")

    told = plan(app, SCOOTERS, DROP_OFF)

    having = [
        segment["id"]
        for trip in trips_of(told)
        for segment in trip["segments"]
        if "alertHashCodes" in segment
    ]
    scooter = trips_of(told)[1]["segments"][0]
    assert having == [scooter["id"]]


def test_alerts_and_delays_cost_no_more_for_more_of_them(app, feed):
    trip = planned(app, NEAR_MARKET, NEAR_BEACH, modes="pt_pub")
    counts = []
    for count in (1, 2):
        for _ in range(count):
            alert(feed)
        tell(feed, [trip_update(delayed(60 * count, stop_sequence=1), trip=FIRST_BUS)], at=NOW)
        app.get(f"trip/{trip['id']}")
        with counted() as asked:
            app.get(f"trip/{trip['id']}")
        counts.append(asked.statements)

    assert counts[0] == counts[1]


def test_late_bus_is_not_told_as_on_sale_when_it_is_not(app, feed, clock):
    trip = planned(app, modes="pt_pub")
    at = later(minutes=28)
    tell(feed, [trip_update(delayed(300, stop_sequence=1), trip=FIRST_BUS)], at=at)
    clock.move_to(datetime.fromisoformat(trip["segments"][0]["startTime"]) + MOMENT)

    told = now(app, trip)["segments"][0]

    assert told["realTime"] is True
    assert "booking" not in told
    assert told["availability"] == "MISSED_PREBOOKING_WINDOW"


def test_cancelled_ride_is_not_sold(app, feed):
    trip = planned(app)
    booking = trip["segments"][0]["booking"]
    [quick] = get_strictly(app, booking["quickBookingsUrl"])
    gone = trip_update(trip={**FIRST_BUS, "schedule_relationship": CANCELED})
    tell(feed, [gone], at=NOW)

    assert "booking" not in now(app, trip)["segments"][0]
    [anew] = [one for one in trips_of(plan(app, MARKET, BEACH)) if one["depart"] == trip["depart"]]
    assert "booking" not in anew["segments"][0]
    for method, url in (
        ("GET", booking["quickBookingsUrl"]),
        ("POST", quick["bookingURL"]),
        ("GET", booking["url"]),
    ):
        told = app.refused(method, url, {} if method == "POST" else None, code=470)
        assert told["error"] == "This ride was cancelled; choose another trip."
