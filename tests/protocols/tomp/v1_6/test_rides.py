"""Legs of trips over TOMP 1.6: prepared, used, finished and followed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories.moments import NOW
from tests.factories.moments import later as from_now
from tests.protocols.tomp.v1_6.platform import leg_of, refusal_of

pytestmark = pytest.mark.django_db


def test_ticket_is_shown_while_it_is_used(travel):
    sold = travel.commit()
    assert "ticket" not in sold["legs"][0]

    leg = travel.move(sold, "SET_IN_USE")

    token = leg["ticket"]
    assert (leg["state"], leg["actualDepartureTime"]) == ("IN_USE", f"{NOW:%Y-%m-%dT%H:%M:%SZ}")
    assert (token["tokenType"], token["tokenData"]["tokenType"]) == ("tokenQR", "tokenQR")
    assert token["tokenData"]["symbology"] == "QR"
    assert leg["allAssetAccessData"] == [token]
    booking = travel.booking(sold)
    assert booking["state"] == "STARTED"
    assert booking["legs"] == [leg]
    assert booking["actualDepartureTime"] == leg["actualDepartureTime"]


def test_ticket_that_is_active_at_once_starts_the_booking(quick):
    sold = quick.commit()

    assert (sold["state"], sold["legs"][0]["state"]) == ("STARTED", "IN_USE")


def test_preparing_tells_that_the_traveller_is_coming(travel):
    sold = travel.commit()

    assert sold["legs"][0]["state"] == "NOT_STARTED"
    assert travel.move(sold, "PREPARE")["state"] == "PREPARING"
    assert travel.move(sold, "PREPARE")["state"] == "PREPARING"


def test_ride_is_finished(travel, clock):
    sold = travel.commit()
    travel.move(sold, "SET_IN_USE")
    clock.shift(timedelta(minutes=20))

    leg = travel.move(sold, "FINISH")

    assert leg["state"] == "FINISHED"
    assert leg["actualArrivalTime"] == f"{from_now(minutes=20):%Y-%m-%dT%H:%M:%SZ}"
    assert travel.booking(sold)["state"] == "FINISHED"


def test_leg_is_cancelled_with_its_booking(travel):
    sold = travel.commit()

    assert travel.move(sold, "CANCEL")["state"] == "CANCELLED"
    assert travel.booking(sold)["state"] == "CANCELLED"


@pytest.mark.parametrize(
    ("event", "more"),
    [
        ("PAUSE", {}),
        ("OPEN_TRUNK", {}),
        ("START_FINISHING", {}),
        ("TIME_EXTEND", {}),
        ("TIME_POSTPONE", {}),
        ("ASSIGN_ASSET", {"asset": {"id": "bus-1"}}),
    ],
)
def test_ride_does_not_know_what_vehicles_do(travel, event, more):
    assert refusal_of(travel.tell(travel.commit(), event, **more)) == (403, 4004)


@pytest.mark.parametrize(
    ("event", "more", "code"),
    [
        ("JUMP", {}, 4002),
        ("ISSUE", {}, 4002),
        ("ASSIGN_ASSET", {}, 4001),
        ("TIME_EXTEND", {"time": None}, 4001),
    ],
)
def test_event_that_lacks_something_is_refused(travel, event, more, code):
    assert refusal_of(travel.tell(travel.commit(), event, **more)) == (400, code)


def test_progress_is_told_by_the_timetable(travel, clock):
    sold = travel.commit()
    travel.move(sold, "SET_IN_USE")
    clock.move_to(from_now(minutes=40))

    told = travel.read(f"/legs/{leg_of(sold)}/progress")
    place = travel.read(f"/legs/{leg_of(sold)}/progress", "?location-only=true")

    assert (told["duration"], "distance" in told) == (600_000, True)
    assert place == {"coordinates": told["coordinates"]}


def test_vehicle_of_a_ride_is_not_chosen(travel):
    response = travel.get(f"/legs/{leg_of(travel.commit())}/available-assets")

    assert refusal_of(response) == (403, 4004)


def test_leg_that_the_client_has_is_not_sent_again(travel):
    path = f"/legs/{leg_of(travel.commit())}"
    known = travel.get(path)["ETag"]

    assert travel.get(path, If_None_Match=known).status_code == 304
