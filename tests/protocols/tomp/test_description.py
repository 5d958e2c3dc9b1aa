"""The API description is true: what it shows can be sent, and what comes back is what it shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from drf_spectacular.drainage import GENERATOR_STATS

from protocols.tomp.v1_1 import examples
from tests.protocols.tomp.described import read_description
from tests.protocols.tomp.partner import Partner, stop_reference

pytestmark = pytest.mark.django_db

DOCUMENT = read_description().document
REFUSED = range(400, 600)
NEVER_DONE = {"/tomp/legs/{id}/available-assets"}
"""Operations that no request succeeds with."""


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in DOCUMENT["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation


OPERATIONS = [pytest.param(*each, id=f"{each[0]} {each[1]}") for each in operations()]


def examples_in(content: dict[str, Any]) -> dict[str, Any]:
    media = content.get("content", {}).get("application/json", {})
    return {name: example["value"] for name, example in media.get("examples", {}).items()}


# The files and pages


def test_snapshot_is_what_is_served(client):
    call_command("describe_apis", check=True)


def test_description_is_made_without_a_warning(capsys):
    GENERATOR_STATS.reset()
    call_command("describe_apis", check=True)

    assert not GENERATOR_STATS
    assert capsys.readouterr().err == ""


def test_snapshots_are_written_and_compared(tmp_path):
    call_command("describe_apis", folder=tmp_path)
    call_command("describe_apis", folder=tmp_path, check=True)
    [file] = tmp_path.glob("tomp-1.1*")
    file.write_text("old")

    with pytest.raises(CommandError, match=r"tomp-1\.1\.yaml\. Run manage\.py describe_apis"):
        call_command("describe_apis", folder=tmp_path, check=True)


def test_pages_need_nothing_but_themselves(client):
    index, page = client.get("/docs/"), client.get("/docs/tomp/1.1/")
    script, schema = client.get("/docs/tomp/1.1/?script="), client.get("/docs/tomp/1.1/schema")

    assert [answer.status_code for answer in (index, page, script, schema)] == [200] * 4
    assert 'href="/docs/tomp/1.1/"' in index.text
    assert "<title>Perron: TOMP 1.1</title>" in page.text
    assert re.findall(r"<style|<script>|style=|onload=", page.text) == []
    assert re.findall(r"(?:src|href)=\"(?!/)", page.text) == []
    assert "http://" not in script.text.replace("http://testserver", "")
    assert '"validatorUrl": null' in script.text
    assert script["Content-Type"].startswith("application/javascript")
    assert "openapi: 3.0.3" in schema.text


def test_every_static_file_of_the_page_is_there(client):
    names = re.findall(r"\"/static/([^\"]+)\"", client.get("/docs/tomp/1.1/").text)

    assert len(names) == 5
    assert [name for name in names if finders.find(name) is None] == []


# What every operation says


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_operation_is_described(method, path, operation):
    assert path.startswith("/tomp/")
    assert not path.endswith("/")
    assert operation["summary"]
    assert operation["description"]
    expected = [{}] if path == "/tomp/operator/meta" else None
    assert operation.get("security") == expected or operation["security"] == SECURITY


SECURITY = [{"bearer": []}, {"accessToken": []}]


def test_tokens_are_described():
    assert DOCUMENT["components"]["securitySchemes"] == {
        "bearer": {"type": "http", "scheme": "bearer"},
        "accessToken": {"type": "apiKey", "in": "header", "name": "X-Access-Token"},
    }


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_operation_has_examples_that_follow_their_schema(method, path, operation):
    places = ["paths", path, method.lower()]
    if "requestBody" in operation:
        asked = examples_in(operation["requestBody"])
        assert asked
        for value in asked.values():
            validate(value, *places, "requestBody")
    done = path in NEVER_DONE or "204" in operation["responses"]
    for status, answer in operation["responses"].items():
        for value in examples_in(answer).values():
            validate(value, *places, "responses", status)
            done = done or int(status) not in REFUSED
    assert done


def validate(value: Any, *places: str) -> None:
    read_description().validate(value, *places, "content", "application/json", "schema")


# The examples, sent


def shape(value: Any) -> Any:
    """Names and types, without values."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value[:1]]
    return type(value).__name__


def answer_of(response: HttpResponse, status: int) -> Any:
    assert response.status_code == status, response.content
    return response.json()


def test_examples_tell_one_purchase_as_it_happens(later):
    partner = Partner(later)
    plan = json.loads(json.dumps(examples.PLANNING_REQUEST))
    plan["from"]["stopReference"] = [stop_reference("market")]
    plan["to"]["stopReference"] = [stop_reference("beach")]
    plan["departureTime"] = "2026-06-01T12:00:00+02:00"

    planning = answer_of(partner.post("/plannings", plan), 201)
    assert shape(planning) == shape(examples.PLANNING)

    option = planning["options"][0]
    book = examples.BOOKING_REQUEST | {"id": option["id"]}
    held = answer_of(partner.post("/bookings", book), 201)
    assert shape(held) == shape(examples.HELD)
    assert (held["state"], held["legs"][0]["state"]) == ("PENDING", "PREPARING")

    events = f"/bookings/{option['id']}/events"
    sold = answer_of(partner.post(events, examples.COMMIT_REQUEST), 200)
    assert shape(sold) == shape(examples.SOLD)
    listed = answer_of(partner.get("/bookings?state=CONFIRMED"), 200)
    assert shape(listed) == shape([examples.SOLD])

    leg = f"/legs/{option['legs'][0]['id']}"
    assert shape(answer_of(partner.get(leg), 200)) == shape(examples.WAITING_LEG)
    event = examples.LEG_EVENT_REQUEST
    in_use = answer_of(partner.post(f"{leg}/events", event), 200)
    assert shape(in_use) == shape(examples.LEG_IN_USE)

    plan["departureTime"] = "2026-06-01T13:15:00+02:00"
    book["id"] = answer_of(partner.post("/plannings", plan), 201)["options"][0]["id"]
    events = f"/bookings/{book['id']}/events"
    answer_of(partner.post("/bookings", book), 201)
    answer_of(partner.post(events, examples.COMMIT_REQUEST), 200)
    cancelled = answer_of(partner.post(events, examples.CANCEL_REQUEST), 200)
    assert shape(cancelled) == shape(examples.TAKEN_BACK)
    assert (cancelled["state"], cancelled["legs"][0]["state"]) == ("CANCELLED", "CANCELLED")


def test_example_of_a_ticket_that_is_active_at_once_is_as_it_happens(at_once):
    partner = Partner(at_once)
    sold = partner.commit(
        partner.book(customer={"id": "your-customer-17"}, extraInfo={"ticketFormat": "text/plain"})
    )

    expected = shape(examples.SOLD_AND_ACTIVE)
    expected["legs"][0]["travelerReferenceNumbers"] = []
    assert shape(sold) == expected


def test_example_of_a_refusal_is_as_it_happens(at_once, clock):
    partner = Partner(at_once)
    booking = partner.book()
    clock.shift(15 * 60)

    refusal = answer_of(partner.operate(booking["id"], "COMMIT"), 403)

    assert shape(refusal) == shape(examples.EXPIRED)
    same = ("errorcode", "type", "title", "status")
    assert {name: refusal[name] for name in same} == {name: examples.EXPIRED[name] for name in same}


def test_examples_of_the_operator_are_as_they_happen(at_once, client):
    partner = Partner(at_once)
    operator = at_once.shop.product.operator
    operator.url, operator.phone, operator.email = "https://o.example", "+31", "desk@o.example"
    operator.save()

    meta = answer_of(client.get("/operator/meta"), 200)
    information = answer_of(partner.get("/operator/information"), 200)
    stations = answer_of(partner.get("/operator/stations"), 200)

    assert shape(meta[1]) | {"processIdentifiers": 0} == shape(examples.META) | {
        "processIdentifiers": 0
    }
    assert set(meta[1]["processIdentifiers"]) == set(examples.META["processIdentifiers"])
    assert shape(information) == shape(examples.INFORMATION)
    assert shape(stations) == [shape(examples.STATION)]
    for path, answer in (("meta", meta), ("information", information), ("stations", stations)):
        validate(answer, "paths", f"/tomp/operator/{path}", "get", "responses", "200")
