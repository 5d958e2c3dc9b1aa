"""What /edge/tomp refuses: with which status and errorcode, and that nothing is stored."""

from __future__ import annotations

from datetime import timedelta

import pytest

from protocols.tomp.edge.errors import REFUSALS
from protocols.tomp.errors import GENERAL, refuse
from tests.factories.moments import NOW
from tests.factories.moments import later as from_now
from tests.protocols.tomp.edge import voi
from tests.protocols.tomp.edge.checking import check, is_described
from tests.protocols.tomp.edge.refused import CASES, too_many_requests
from tests.protocols.tomp.edge.refused_rentals import jammed_lock  # notes its cases when read
from tests.protocols.tomp.refusing import contents

pytestmark = pytest.mark.django_db

MADE_TWICE = {"bookings_rental", "bookings_bookingevent", "operators_simulatedvehicle"}
"""What a vehicle that does not lock leaves behind: that it was tried."""


@pytest.mark.parametrize(("case", "status", "errorcode"), CASES)
def test_refusal_says_what_is_wrong_and_stores_nothing(rider, case, status, errorcode):
    call = case(rider)
    stored = contents()

    response = call()

    body = response.json()
    assert (response.status_code, body["errorcode"]) == (status, errorcode), body
    assert list(body) == ["errorcode", "type", "title", "status", "detail", "instance"]
    assert body["status"] == status
    assert body["detail"] == body["detail"].strip() != ""
    assert response["Content-Type"] == "application/json"
    assert response["Content-Language"] == "en"
    assert response["Cache-Control"] == "no-store"
    assert response["Vary"] == "Accept-Language, Authorization, X-Access-Token"
    assert ("Retry-After" in response) == (status in (429, 503))
    changed = {table for table, kept in contents().items() if kept != stored[table]}
    assert changed - (MADE_TWICE if case is jammed_lock else set()) <= {
        "protocols_idempotentrequest"
    }
    if is_described(response):
        check(response)


def test_everything_that_is_wrong_is_told_at_once(rider):
    wrong = {
        "from": {"coordinates": {"lng": 181, "lat": "52"}},
        "useAssets": ["a", "b"],
        "useAssetTypes": ["escooter"],
        "departureTime": "2026-06-01T10:00:00",
        "customer": {"firstName": 1},
    }

    response = rider.post("/bookings/one-stop", wrong)

    assert response.json()["detail"] == "; ".join(
        [
            "from.coordinates.lng: Ensure this value is less than or equal to 180.",
            "from.coordinates.lat: A valid number is required.",
            "useAssets: Name exactly one vehicle by its id.",
            "useAssetTypes: Leave it out and name the vehicle in useAssets.",
            "departureTime: Add the offset from UTC, such as 2026-03-02T09:00:00+01:00.",
            "customer.externalId: This field is required.",
            "customer.firstName: Not a valid string.",
        ]
    )


def test_event_tells_everything_that_is_wrong_at_once(rider):
    booking = rider.ride()
    wrong = {
        "time": "yesterday",
        "userLocation": {"coordinates": {"lng": 13.4}},
        "asset": {"stateOfCharge": 41.5, "maxRange": -1},
        "url": ["https://a.example/1.jpg", "ftp://a.example/2.jpg"],
    }

    details = rider.tell(booking, "PAUSE", **wrong).json()["detail"].split("; ")

    assert details == [
        "event: “PAUSE” is not served, send START_FINISHING or FINISH.",
        "time: Datetime has wrong format. Use one of these formats instead: "
        "YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].",
        "userLocation.coordinates.lat: This field is required.",
        "asset.stateOfCharge: A valid integer is required.",
        "asset.maxRange: Ensure this value is greater than or equal to 0.",
        "url.1: Send an address that begins with https://.",
    ]


def test_support_tells_everything_that_is_missing_at_once(rider):
    details = rider.post("/support", {"priority": "HIGH"}).json()["detail"].split("; ")

    assert details == [
        *[
            f"{member}: This field is required."
            for member in ("id", "supportType", "time", "contactInformationEndUser", "comment")
        ],
        "priority: “HIGH” is not served, send ERROR_CANNOT_CONTINUE or ERROR_CAN_CONTINUE or "
        "DISTURBING_ISSUE or QUESTION or OTHER.",
    ]


@pytest.mark.parametrize("header", ["X-Access-Token", "Authorization"])
def test_token_comes_in_either_header(rider, header):
    secret = rider.world.secret
    sent = {"X_Access_Token": "", "Authorization": f"Bearer {secret}"}
    if header == "X-Access-Token":
        sent = {}

    assert rider.get("/operator/meta", **sent).status_code == 200


def test_headers_of_tomp_may_be_sent(rider):
    sent = {"Api": "TOMP", "Api_Version": "1.6.0", "maas_id": "mp", "Accept_Language": "de"}

    assert rider.get("/operator/meta", **sent).status_code == 200


def test_throttled_partner_is_told_when_to_come_again(rider, clock):
    clock.move_to(from_now(seconds=12))
    refusal = too_many_requests(rider)()

    assert refusal["Retry-After"] == "48"
    clock.move_to(from_now(minutes=1))
    assert rider.get("/operator/meta").status_code == 200


def test_default_limit_is_4000_a_minute(world):
    assert world.token.requests_per_minute == 4000


def test_customer_of_the_older_name_is_known(rider):
    booking = check(rider.try_to_book(customer={"id": "user-abc-456"}))

    assert booking.status_code == 201
    assert rider.try_to_book().status_code == 409


def test_rental_from_about_now_is_no_rental_ahead(rider):
    soon = (NOW + timedelta(minutes=5)).isoformat()

    assert rider.try_to_book(departureTime=soon).status_code == 201


def test_null_counts_as_left_out(rider):
    nothing = {"useAssetTypes": None, "to": None, "departureTime": None, "nrOfTravelers": 1}

    assert rider.try_to_book(**nothing).status_code == 201


def test_fault_of_ours_is_no_refusal():
    assert refuse(ZeroDivisionError(), module=GENERAL, refusals=REFUSALS) is None


def test_support_asked_twice_is_one_case(rider):
    asked = {**voi.SUPPORT_REQUEST, "id": rider.book()["id"]}
    first = rider.post("/support", asked)
    stored = contents()

    again = rider.post("/support", asked)

    assert again.json() == first.json()
    assert contents() == stored
