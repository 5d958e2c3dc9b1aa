"""The description is true: its examples are valid in every release, and what comes back is what it
describes, member by member."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.protocols.maas_tsp.client import ANSWERS, BASE, body_of, create_request, schema_of
from tests.protocols.maas_tsp.described import read_description
from tests.protocols.maas_tsp.schemas import accepts, assert_valid
from tests.protocols.maas_tsp.worlds import MARKET, ride_wish, scooter_wish, taxi_wish

pytestmark = pytest.mark.django_db

DOCUMENT = read_description().document


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in DOCUMENT["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                yield method.upper(), path, operation


OPERATIONS = [pytest.param(*each, id=f"{each[0]} {each[1]}") for each in operations()]


def examples_in(content: dict[str, Any]) -> list[Any]:
    media = content.get("content", {}).get("application/json", {})
    return [example["value"] for example in media.get("examples", {}).values()]


def test_page_needs_nothing_but_itself(client):
    page, schema = client.get("/docs/maas/"), client.get("/docs/maas/schema")

    assert [answer.status_code for answer in (page, schema)] == [200, 200]
    assert 'href="/docs/maas/"' in client.get("/docs/").text


def test_every_operation_has_a_published_schema():
    described = {(method, path.removeprefix(BASE)) for method, path, _ in operations()}

    assert len(described) == len(ANSWERS)
    assert [(m, p) for m, p in described if schema_of(m, p.replace("{id}", "one")) is None] == []


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_examples_are_valid_in_every_release(method, path, operation):
    name = schema_of(method, path.removeprefix(BASE).replace("{id}", "one"))
    assert name is not None
    assert operation["summary"]
    assert operation["description"]
    for value in examples_in(operation.get("requestBody", {})):
        assert accepts(value, name.replace("/response", "/request"))
    answers = [
        (status, value)
        for status, answer in operation["responses"].items()
        for value in examples_in(answer)
    ]
    for status, value in answers:
        assert_valid(value, name if int(status) < 300 else "core/error")
    done = [answer for status, answer in operation["responses"].items() if int(status) < 300]
    assert [one for one in done if "content" in one and not examples_in(one)] == []


def test_answers_are_as_described(caller):
    booked = [
        caller.create(caller.options(**wish)[0], customer={"opaqueId": f"a{number}"})
        for number, wish in enumerate((ride_wish(), scooter_wish(), taxi_wish()))
    ]
    ids = [one["tspId"] for one in booked]
    again = create_request(caller.options(**ride_wish())[0])
    calls: list[tuple[str, str, Any]] = [
        ("GET", "/stations/market", None),
        ("GET", "/stations/nowhere", None),
        ("POST", "/bookings", again),
        ("POST", "/bookings", {}),
        ("POST", f"/bookings/{ids[0]}/ticket", {"ticket": "ticket.svg"}),
        ("PATCH", f"/bookings/{ids[1]}", {"tspId": ids[1], "state": "ACTIVATED"}),
        ("PATCH", f"/bookings/{ids[1]}", {"tspId": ids[1], "state": "ARRIVED"}),
        ("GET", f"/bookings/{ids[1]}/receipt", None),
        *(("GET", f"/bookings/{one}", None) for one in ids),
        *(("DELETE", f"/bookings/{one}", None) for one in ids),
        ("GET", f"/bookings/{ids[0]}/receipt", None),
        ("GET", "/bookings/nobody-has-it", None),
        ("POST", "/customer-registration", {"customer": {"opaqueId": "a1", "firstName": "Ada"}}),
        ("POST", "/customer-auth", {"nonce": "n-1", "returnUrl": "https://caller.example/back"}),
        ("POST", "/vehicle-alert", {"vehicleId": "nobody-has-it"}),
    ]
    for method, path, body in calls:
        response = caller.send(method, path, body)
        if response.status_code != 204:
            read_description().check(method, BASE + path, response)
    for wish in (ride_wish(), scooter_wish(), taxi_wish()):
        query = {name.rstrip("_"): value for name, value in wish.items()}
        response = caller.send("GET", "/bookings/options", query=query)
        assert body_of(response)["options"] != []
        read_description().check("GET", f"{BASE}/bookings/options", response)
    response = caller.send("GET", "/stations", query={"location": MARKET})
    read_description().check("GET", f"{BASE}/stations", response)
