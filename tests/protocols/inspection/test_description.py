"""The description is true: what it shows can be sent, and what comes back is what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from protocols.inspection import examples
from protocols.inspection.errors import REFUSALS
from tests.factories.tickets import BarcodeFactory
from tests.protocols.inspection.described import read_description
from tests.protocols.inspection.inspecting import BASE, Handheld, line
from tickets.codecs.numbers import ticket_number
from tickets.inspection.models import Device

pytestmark = pytest.mark.django_db

DOCUMENT = read_description().document


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in DOCUMENT["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation


OPERATIONS = [pytest.param(*each, id=f"{each[0]} {each[1]}") for each in operations()]


def test_page_needs_nothing_but_itself(client):
    page, schema = client.get("/docs/inspection/"), client.get("/docs/inspection/schema")

    assert [answer.status_code for answer in (page, schema)] == [200, 200]
    assert 'href="/docs/inspection/"' in client.get("/docs/").text


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_operation_is_described_with_examples(method, path, operation):
    places = ["paths", path, method.lower()]
    assert operation["summary"]
    assert operation["description"]
    if "requestBody" in operation:
        for value in examples_in(operation["requestBody"]):
            validate(value, *places, "requestBody")
    done = 0
    for status, answer in operation["responses"].items():
        if int(status) < 300:
            for value in examples_in(answer):
                validate(value, *places, "responses", status)
                done += 1
    assert done


def examples_in(content: dict[str, Any]) -> list[Any]:
    media = content.get("content", {}).get("application/json", {})
    return [example["value"] for example in media.get("examples", {}).values()]


def validate(value: Any, *places: str) -> None:
    read_description().validate(value, *places, "content", "application/json", "schema")


def test_answers_are_as_described():
    barcode = BarcodeFactory(ticket__ticket_type__tenant__slug="city")
    handheld = Handheld.of(barcode.ticket.tenant)
    device = handheld.device
    log = {"device": device, "scans": [line(1), line(1), "scan"]}
    calls = [
        ("POST", "/devices", handheld.post("/devices", {"name": "Gate"})),
        ("POST", "/devices", handheld.post("/devices", {"name": "Gate", "id": device})),
        ("POST", "/devices", handheld.post("/devices", {})),
        ("GET", f"/devices/{device}", handheld.get(f"/devices/{device}")),
        ("GET", "/bundle", handheld.get("/bundle")),
        ("GET", "/block-list", handheld.get("/block-list")),
        ("GET", "/block-list", handheld.get("/block-list?since=x")),
        ("POST", "/checks", handheld.post("/checks", {"device": device, "barcode": "hello"})),
        (
            "POST",
            "/checks",
            handheld.post(
                "/checks",
                {"device": device, "barcode": barcode.octets.decode(), "place": {"zones": [1]}},
            ),
        ),
        ("POST", "/scans", handheld.post("/scans", log)),
        ("GET", "/tickets/x", handheld.get(f"/tickets/{barcode.ticket_id}")),
        ("GET", "/tickets/x", handheld.get(f"/tickets/{ticket_number(barcode.ticket_id)}")),
        ("GET", "/bundle", Handheld().get("/bundle")),
    ]

    for method, path, response in calls:
        read_description().check(method, BASE + path, response)


def test_examples_can_be_sent():
    handheld = Handheld.of(BarcodeFactory().ticket.tenant)

    first = handheld.post("/devices", examples.DEVICE_REQUEST)
    checked = handheld.post("/checks", examples.CHECK_REQUEST)
    taken = handheld.post("/scans", examples.LOG_REQUEST)

    assert [one.status_code for one in (first, checked, taken)] == [201, 200, 200]
    assert Device.objects.filter(reference=examples.DEVICE_ID).exists()
    assert first.json().keys() == examples.DEVICE.keys()
    assert checked.json().keys() == examples.CHECKED.keys() == examples.CHECKED_GREY.keys()
    assert checked.json()["reason"] == "unknown_key"
    assert [one.keys() for one in taken.json()["outcomes"]] == [
        one.keys() for one in examples.OUTCOMES["outcomes"]
    ]
    assert handheld.get("/bundle").json().keys() == examples.BUNDLE.keys()


def test_statuses_of_refusals_are_described():
    told = {refusal.status for _, refusal in REFUSALS}

    described = {
        int(status) for _, _, operation in operations() for status in operation["responses"]
    }
    assert told <= described
