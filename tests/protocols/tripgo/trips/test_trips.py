"""A trip that is asked for again: by its id, by whom it was told to, and only if it has changed."""

import re

import pytest

from operators.tenancy.models import ApiToken
from protocols.models import KeptTrip
from tests.counting import counted
from tests.factories.moments import later
from tests.protocols.tripgo.client import App
from tests.protocols.tripgo.kept import bus_segment, keep, taxi_segment, walk_segment
from tests.protocols.tripgo.strictly import get_strictly
from tests.protocols.tripgo.trips.asking import plan, templates_of, trips_of
from tests.protocols.tripgo.worlds import BEACH, DROP_OFF, MARKET, SCOOTERS, neighbour_of

pytestmark = pytest.mark.django_db

ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
INT32 = range(-(2**31), 2**31)
NEEDED = {
    "id", "depart", "arrive", "mainSegmentHashCode", "segments",
    "caloriesCost", "carbonCost", "hassleCost", "weightedScore",
}  # fmt: skip
HASHES = {"hashCode", "segmentTemplateHashCode", "mainSegmentHashCode", "bookingHashCode"}


@pytest.fixture
def trip(app):
    return trips_of(plan(app, MARKET, BEACH))[0]


def walk_through(told):
    """Each member that is no object, with its name."""
    if isinstance(told, dict):
        for name, inner in told.items():
            if not isinstance(inner, dict | list):
                yield name, inner
            yield from walk_through(inner)
    if isinstance(told, list):
        for inner in told:
            yield from walk_through(inner)


def only_trip(told):
    [group] = told["groups"]
    [trip] = group["trips"]
    return trip


def test_trip_is_told_again_by_its_id_as_it_was_planned(app, trip):
    told = get_strictly(app, f"trip/{trip['id']}?v=13")

    assert only_trip(told) == trip
    assert told["query"]["from"]["lat"] == MARKET[0]
    assert told["region"] == told["regions"][0]


def test_every_address_of_a_trip_leads_to_it(app, trip):
    for address in (trip["temporaryURL"], trip["updateURL"].partition("?")[0]):
        assert only_trip(app.get(address))["id"] == trip["id"]


def test_segments_find_their_templates(app):
    told = plan(app, SCOOTERS, DROP_OFF)

    for trip in trips_of(told):
        assert len(templates_of(told, trip)) == len(trip["segments"])
        assert trip["mainSegmentHashCode"] in {
            segment["segmentTemplateHashCode"] for segment in trip["segments"]
        }


def test_polling_with_the_hash_of_a_trip_answers_an_empty_body(app, trip):
    response = app.send("GET", f"{trip['updateURL']}&v=13&includeStops=true&unit=metric")

    assert (response.status_code, response.content) == (200, b"")
    assert app.send("GET", f"{trip['updateURL']}&v=11").content == b""


@pytest.mark.parametrize("told", ["0", "x", "", "99999999999999999999", "1.5"])
def test_any_other_hash_answers_the_trip(app, trip, told):
    found = app.get(f"trip/update/{trip['id']}?hash={told}&v=13")

    assert only_trip(found)["id"] == trip["id"]


def test_hash_is_another_one_once_the_trip_is(tripgo, app, trip):
    KeptTrip.objects.filter(reference=trip["id"]).update(
        facts=keep(tripgo, walk_segment(), bus_segment(tripgo)).facts
    )

    found = only_trip(app.get(f"{trip['updateURL']}&v=13"))

    assert len(found["segments"]) == 2
    assert found["updateURL"] != trip["updateURL"]


@pytest.mark.parametrize("version", ["v=11", "v=12", "v=1"])
def test_older_versions_read_seconds(app, trip, version):
    told = only_trip(get_strictly(app, f"trip/{trip['id']}?{version}"))

    assert told["depart"] == told["segments"][0]["startTime"] == 1780309800
    assert told["segments"][0]["timetableStartTime"] == 1780309800


@pytest.mark.parametrize("version", ["", "v=", "v=13", "v=14", "v=13%3Fv=13", "v=x"])
def test_newer_versions_read_iso_times(app, trip, version):
    told = only_trip(app.get(f"trip/{trip['id']}?{version}"))

    assert told["depart"] == "2026-06-01T12:30:00+02:00"


def test_trap_01_and_02_nothing_is_null_and_types_are_exact(app):
    """Numbers are numbers: React breaks on a quoted one."""
    for origin, destination in ((MARKET, BEACH), (SCOOTERS, DROP_OFF), ((52.02, 4.3), BEACH)):
        told = plan(app, origin, destination)
        members = list(walk_through(told))
        numbers = {"metres", "moneyCost", "carbonCost", "caloriesCost", "hassleCost", "cost", "lat"}

        assert None not in [value for _, value in members]
        assert {type(value) for name, value in members if name in numbers} <= {int, float}


def test_trap_04_list_is_told_in_both_spellings(trip):
    booking = trip["segments"][0]["booking"]

    assert booking["quickBookingsUrl"] == booking["quickBookingUrl"]
    assert f"/{trip['id']}/{trip['segments'][0]['id']}/quick" in booking["quickBookingUrl"]


def test_trap_12_hashes_fit_and_times_are_written_as_apps_read_them(app):
    for origin, destination in ((MARKET, BEACH), (SCOOTERS, DROP_OFF)):
        told = plan(app, origin, destination)
        times = {"depart", "arrive", "startTime", "endTime", "arrival", "departure"}
        for name, value in walk_through(told):
            if name in HASHES:
                assert value in INT32
            if name in times:
                assert ISO.fullmatch(value), (name, value)
            if name in ("queryTime", "timetableStartTime", "timetableEndTime"):
                assert type(value) is int


def test_what_apps_cannot_do_without_is_there(app):
    """Members without a default in the iOS and React models of a trip."""
    for origin, destination in ((MARKET, BEACH), (SCOOTERS, DROP_OFF), ((52.02, 4.3), BEACH)):
        told = plan(app, origin, destination)
        for trip in trips_of(told):
            costs = {"caloriesCost", "carbonCost", "hassleCost", "weightedScore"}
            assert {"depart", "arrive", "mainSegmentHashCode", "segments", "id", *costs} <= set(
                trip
            )
            for segment in trip["segments"]:
                needed = {"id", "segmentTemplateHashCode", "startTime", "endTime"}
                assert needed <= set(segment)
        for template in told["segmentTemplates"]:
            needed = {"hashCode", "type", "visibility", "modeInfo", "modeIdentifier", "from", "to"}
            assert needed <= set(template)
            assert {"alt", "localIcon"} <= set(template["modeInfo"])
            for shape in [*template.get("shapes", ()), *template.get("streets", ())]:
                assert shape["encodedWaypoints"]
            for stop in [stop for shape in template.get("shapes", ()) for stop in shape["stops"]]:
                assert {"lat", "lng", "code", "name"} <= set(stop)


def test_trip_of_another_channel_is_not_there(tripgo, trip):
    neighbour_of(tripgo).refused("GET", f"trip/{trip['id']}", code=404)
    neighbour_of(tripgo).refused("GET", f"trip/update/{trip['id']}", code=404)


@pytest.mark.parametrize(
    "reference", ["6f1c9a52-8f0e-4d0b-9a4e-3a8f5b1f2c11", "x", "%20", "3f1c9a52"]
)
def test_trip_that_nobody_planned_is_not_there(app, reference):
    app.refused("GET", f"trip/{reference}", code=404)


def test_trips_need_no_traveller_but_a_token_must_be_known(tripgo, stranger, trip):
    assert only_trip(stranger.get(f"trip/{trip['id']}?v=13")) == trip
    App(tripgo.secret, "no-such-token").refused("GET", f"trip/{trip['id']}", code=447)


def test_key_without_bookings_plans_trips_that_cannot_be_booked(tripgo, app):
    ApiToken.objects.filter(pk=tripgo.token.token_id).update(allows_bookings=False)

    told = plan(app, MARKET, BEACH)

    assert "booking" not in trips_of(told)[0]["segments"][0]
    assert app.get(f"trip/{trips_of(told)[0]['id']}")


def test_flags_of_the_request_are_carried_on(app):
    trip = trips_of(plan(app, MARKET, BEACH, bsb="1"))[0]

    assert trip["updateURL"].endswith("&bsb=1")
    assert trip["segments"][0]["booking"]["quickBookingsUrl"].endswith("?bsb=1")


def test_all_that_was_just_planned_can_be_booked(app):
    for origin, destination in ((MARKET, BEACH), (SCOOTERS, DROP_OFF)):
        for trip in trips_of(plan(app, origin, destination)):
            assert trip["availability"] == "AVAILABLE"


def test_segment_that_has_left_can_no_longer_be_booked(tripgo, app):
    gone = bus_segment(tripgo, starts_at=later(minutes=-1), ends_at=later(hours=9))
    told = only_trip(app.get(f"trip/{keep(tripgo, gone).reference}"))

    assert told["segments"][0]["availability"] == "MISSED_PREBOOKING_WINDOW"
    assert told["availability"] == "MISSED_PREBOOKING_WINDOW"


def test_queries_do_not_grow_with_the_segments(tripgo, app):
    counts = []
    for buses in ("b", "bcd"):
        trip = keep(tripgo, taxi_segment(tripgo, "a"), *[bus_segment(tripgo, one) for one in buses])
        app.get(f"trip/{trip.reference}")
        with counted() as count:
            app.get(f"trip/{trip.reference}")
        counts.append(count.statements)

    assert counts[0] == counts[1] <= 12


def test_trip_of_several_products_is_booked_as_a_whole(app):
    told = trips_of(plan(app, (52.02, 4.3), BEACH))[0]

    assert told["booking"]["quickBookingsUrl"] == told["booking"]["quickBookingUrl"]
    assert told["id"] in told["booking"]["quickBookingUrl"]
    assert only_trip(get_strictly(app, f"trip/{told['id']}?v=13"))["booking"] == told["booking"]
    assert "booking" not in trips_of(plan(app, MARKET, BEACH))[0]
