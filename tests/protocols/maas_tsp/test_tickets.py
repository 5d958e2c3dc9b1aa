"""Tickets as files."""

from __future__ import annotations

import base64

import pytest
import time_machine

from bookings.models import Booking
from tests.factories.moments import NOW
from tests.factories.scenarios import AT_ONCE
from tests.protocols.maas_tsp.client import body_of
from tests.protocols.maas_tsp.worlds import (
    neighbour_of,
    open_maas,
    ride_wish,
    scooter_wish,
)

pytestmark = pytest.mark.django_db

FORMS = {**AT_ONCE, "ticket_type__media": ["image/svg+xml", "image/png", "application/pdf"]}
BEGINS = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF"}


@pytest.fixture(scope="module")
def maas(module_database, tmp_path_factory):
    return open_maas(tmp_path_factory.mktemp("feed"), product=FORMS)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def ride(caller) -> str:
    """The id of a booking whose ticket is shown."""
    return str(caller.create(caller.options(**ride_wish())[0])["tspId"])


def fetch(caller, reference: str, ticket, **more):
    told = {"tspId": reference, "token": {}, "ticket": ticket, **more}
    return caller.send("POST", f"/bookings/{reference}/ticket", told)


@pytest.mark.parametrize(
    ("kind", "media"),
    [("svg", "image/svg+xml"), ("png", "image/png"), ("pdf", "application/pdf")],
)
def test_ticket_comes_as_the_file_that_was_asked_for(caller, kind, media):
    told = body_of(fetch(caller, ride(caller), f"ticket.{kind}"))

    assert (told["type"], told["contentType"]) == (kind, media)
    content = told["ticket"].encode()
    content = content if kind == "svg" else base64.b64decode(content, validate=True)
    assert content.lstrip().startswith(BEGINS[kind]) or b"<svg" in content
    assert told["refreshAt"] > NOW.timestamp() * 1000


def test_ticket_is_named_in_the_token(caller):
    created = caller.create(caller.options(**ride_wish())[0])
    [ticket] = created["token"]["data"]["tickets"]

    kinds = [body_of(fetch(caller, created["tspId"], name))["type"] for name in ticket["files"]]

    assert kinds == ["svg", "png", "pdf"]


def test_first_name_of_a_list_that_there_is_counts(caller):
    told = body_of(fetch(caller, ride(caller), ["other.svg", "ticket.html", "ticket.png"]))

    assert told["type"] == "png"


@pytest.mark.parametrize("ticket", ["ticket.html", "other.svg", "", "svg", ["a.svg"]])
def test_file_that_is_not_there_is_refused_with_those_that_are(caller, ticket):
    response = fetch(caller, ride(caller), ticket)

    assert (response.status_code, response.json()["code"]) == (400, "TICKET_FORM_UNAVAILABLE")
    assert "ticket.svg" in response.json()["message"]


@pytest.mark.parametrize("ticket", [None, 7, {}, [], [7], ["ticket.svg"] * 21])
def test_name_that_is_none_is_refused(caller, ticket):
    response = fetch(caller, ride(caller), ticket)

    assert response.status_code == 400
    assert response.json()["errors"][0]["member"].startswith("ticket")


def test_other_booking_in_the_body_is_refused(caller):
    reference = ride(caller)
    response = caller.send(
        "POST", f"/bookings/{reference}/ticket", {"tspId": "x", "token": {}, "ticket": "a.svg"}
    )

    assert response.json()["errors"][0]["member"] == "tspId"


def test_ticket_of_another_caller_is_not_there(caller, maas):
    assert fetch(neighbour_of(maas), ride(caller), "ticket.svg").status_code == 404


def test_vehicle_has_no_ticket(caller):
    created = caller.create(caller.options(**scooter_wish())[0])

    assert fetch(caller, created["tspId"], "ticket.svg").status_code == 404


def test_ticket_that_is_void_is_not_shown(caller):
    reference = ride(caller)
    assert caller.try_cancel(reference).status_code == 200
    assert Booking.objects.get(reference=reference).state == "CANCELLED"

    response = fetch(caller, reference, "ticket.svg")

    assert (response.status_code, response.json()["code"]) == (403, "TICKET_NOT_ACTIVE")
