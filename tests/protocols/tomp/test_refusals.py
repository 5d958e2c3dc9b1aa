"""What TOMP 1.1 refuses: with which status and errorcode, and that nothing is stored."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sales.models import Offer
from tests.factories.moments import NOW
from tests.factories.moments import later as from_now
from tests.factories.tickets import ActiveKeyFactory
from tests.protocols.tomp import (
    refused_bookings,
    refused_changes,
    refused_plannings,
    refused_requests,
    refused_service,
)
from tests.protocols.tomp.described import read_description
from tests.protocols.tomp.partner import Partner, stop_reference
from tests.protocols.tomp.refusing import CASES, contents, forget_keys, leg_of, plan
from tests.protocols.worlds import open_channel

pytestmark = pytest.mark.django_db

# The modules note their cases when they are read.
MODULES = (refused_requests, refused_plannings, refused_bookings, refused_changes, refused_service)


@pytest.fixture
def partner(at_once) -> Partner:
    return Partner(at_once)


@pytest.mark.parametrize(("case", "status", "errorcode"), CASES)
def test_refusal_says_what_is_wrong_and_stores_nothing(partner, clock, case, status, errorcode):
    call = case(partner, clock)
    stored = contents()

    response = call()

    body = response.json()
    assert (response.status_code, body["errorcode"]) == (status, errorcode), body
    assert list(body) == ["errorcode", "type", "title", "status", "detail", "instance"]
    assert body["status"] == status
    assert body["detail"] == body["detail"].strip() != ""
    assert body["instance"].startswith("urn:request:")
    assert response["Content-Type"] == "application/json"
    assert response["Content-Language"] == "en"
    assert response["Cache-Control"] == "no-store"
    assert ("Retry-After" in response) == (status in (429, 503))
    assert ("WWW-Authenticate" in response) == (status == 401)
    assert contents() == stored
    request = response.wsgi_request
    path = f"/tomp{request.path.removeprefix('/tomp')}"
    if read_description().knows(request.method, path):
        read_description().check(request.method, path, response)


def test_throttled_partner_is_told_when_to_come_again(partner, clock):
    clock.move_to(from_now(seconds=12))
    refusal = refused_requests.too_many_requests(partner, clock)()

    assert refusal["Retry-After"] == "48"
    clock.move_to(from_now(minutes=1))
    assert partner.get("/bookings?state=PENDING").status_code == 200


def test_throttle_counts_each_token_by_itself(partner, clock):
    _, secret = open_channel(partner.world.shop.channel)
    refused_requests.too_many_requests(partner, clock)()

    response = partner.get("/bookings?state=PENDING", Authorization=f"Bearer {secret}")

    assert response.status_code == 200


def test_refusals_count_for_the_throttle(partner):
    token = partner.world.token.token
    token.requests_per_minute = 2
    token.save()

    answers = [partner.get("/legs/nothing").status_code for _ in range(3)]

    assert answers == [404, 404, 429]


def test_booking_that_could_not_be_signed_is_committed_once_there_is_a_key(partner):
    booking = partner.book()
    forget_keys(partner)
    assert partner.operate(booking["id"], "COMMIT").status_code == 503
    assert partner.get(f"/bookings/{booking['id']}").json() == booking

    ActiveKeyFactory(tenant=partner.world.shop.tenant)

    assert partner.change(booking, "COMMIT")["legs"][0]["ticket"]["tokenType"] == "QR"


def test_bookings_can_be_read_while_their_barcodes_cannot_be_made(partner, clock):
    booking, leg = partner.sell()
    forget_keys(partner)
    clock.move_to(from_now(minutes=1))

    listed = partner.get("/bookings?state=CONFIRMED")
    read = partner.get(f"/bookings/{booking['id']}")

    del leg["ticket"]
    assert listed.json() == [read.json()]
    assert read.json()["legs"] == [leg]
    assert read["Cache-Control"] == "no-store"


def test_ticket_without_a_key_is_not_activated(later):
    partner = Partner(later)
    leg = leg_of(partner.commit())
    forget_keys(partner)

    response = partner.activate(leg)

    assert (response.status_code, response.json()["errorcode"]) == (503, 4005)
    assert partner.get(f"/legs/{leg}").json()["state"] == "PREPARING"


def test_ticket_that_was_activated_is_not_taken_back(later):
    partner = Partner(later)
    booking, _ = partner.sell()
    stored = contents()

    response = partner.operate(booking["id"], "CANCEL")

    assert (response.status_code, response.json()["errorcode"]) == (403, 3203)
    assert contents() == stored


def test_ticket_that_waited_too_long_is_not_activated(later, clock):
    partner = Partner(later)
    leg = leg_of(partner.commit())
    clock.move_to(NOW + timedelta(days=366))
    stored = contents()

    response = partner.activate(leg)

    assert (response.status_code, response.json()["errorcode"]) == (403, 4202)
    assert contents() == stored


def test_stops_without_a_connection_have_no_options(partner):
    response = plan(partner, to={"stopReference": [stop_reference("island")]})

    assert (response.status_code, response.json()) == (
        201,
        {"validUntil": "2026-06-01T10:00:00Z", "options": []},
    )


def test_place_where_one_is_already_has_no_options(partner):
    response = plan(partner, to={"stationId": "market"})

    assert (response.status_code, response.json()["options"]) == (201, [])


def test_commit_twice_makes_one_set_of_tickets(partner):
    booking = partner.commit()
    stored = contents()

    again = partner.change(booking, "COMMIT")

    assert again == booking
    assert contents() == stored


def test_cancel_twice_is_answered_like_once(partner):
    booking = partner.change(partner.commit(), "CANCEL")
    stored = contents()

    again = partner.change(booking, "CANCEL")

    assert again == booking
    assert contents() == stored


def test_bare_path_of_nothing_of_tomps_is_nobodys(client):
    response = client.get("/nowhere", headers={"Api": "TOMP"})

    assert (response.status_code, response["Content-Type"]) == (404, "text/html; charset=utf-8")


def test_fault_of_ours_is_told_in_tomps_words(partner):
    booked = partner.book()
    # What no code of ours writes, and none of it reads.
    Offer.objects.update(rides=[{}])
    partner.client.raise_request_exception = False

    response = partner.get(f"/bookings/{booked['id']}", X_Correlation_ID="case-9")

    assert (response.status_code, response["X-Correlation-ID"]) == (500, "case-9")
    assert response.json() == {
        "errorcode": 7599,
        "type": "InternalError",
        "title": "Internal error",
        "status": 500,
        "detail": "Something went wrong on our side. Quote the instance when you ask for help.",
        "instance": "urn:request:case-9",
    }
