"""The description of TOMP 1.6 is true: what it shows can be sent, and what comes back is what it
shows. The file and the page are looked at with those of TOMP 1.1."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from protocols.tomp.v1_6 import examples
from protocols.tomp.v1_6 import rental_examples as rentals_told
from tests.factories.moments import NOW
from tests.protocols.tomp.test_description import examples_in, shape
from tests.protocols.tomp.v1_6.described import read_description
from tests.protocols.tomp.v1_6.platform import body_of, stop
from tests.protocols.tomp.v1_6.published import MISSING, read_published

pytestmark = pytest.mark.django_db

DOCUMENT = read_description().document
SECURITY = [{"bearer": []}, {"accessToken": []}]
PUBLIC = {"/tomp/operator/meta", "/tomp/operator/ping"}
FOR_PARTNERS = {
    ("PUT", "/legs/{id}"),
    ("POST", "/legs/{id}/progress"),
    ("POST", "/legs/{id}/confirmation"),
}
"""What a platform serves and an operator calls."""


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in DOCUMENT["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation


OPERATIONS = [pytest.param(*each, id=f"{each[0]} {each[1]}") for each in operations()]


def test_page_needs_nothing_but_itself(client):
    page, schema = client.get("/docs/tomp/1.6/"), client.get("/docs/tomp/1.6/schema")

    assert [answer.status_code for answer in (page, schema)] == [200, 200]
    assert 'href="/docs/tomp/1.6/"' in client.get("/docs/").text
    assert "<title>Perron: TOMP 1.6</title>" in page.text


def test_every_operation_of_the_file_is_described():
    published = read_published()
    if published is None:
        pytest.skip(MISSING)
    ours = {(method, path.removeprefix("/tomp")) for method, path, _ in operations()}
    theirs = {(method, path.rstrip("/")) for method, path in published.operations}

    assert theirs - ours == FOR_PARTNERS
    assert ours - theirs == set()


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_operation_is_described_with_examples(method, path, operation):
    places = ["paths", path, method.lower()]
    assert operation["summary"]
    assert operation["description"]
    assert operation.get("security", SECURITY) == ([{}] if path in PUBLIC else SECURITY)
    if "requestBody" in operation:
        [(media, content)] = operation["requestBody"]["content"].items()
        assert content["examples"]
        for example in content["examples"].values():
            validate(example["value"], *places, "requestBody", media=media)
    is_done = False
    for status, answer in operation["responses"].items():
        shown = examples_in(answer)
        for value in shown.values():
            validate(value, *places, "responses", status)
        is_done = is_done or (int(status) < 300 and bool(shown or "content" not in answer))
    assert is_done


def validate(value: Any, *places: str, media: str = "application/json") -> None:
    read_description().validate(value, *places, "content", media, "schema")


# The examples, sent


def test_examples_tell_one_purchase_as_it_happens(travel):
    plan = deepcopy(examples.PLANNING_REQUEST)
    plan |= {"from": stop("market"), "to": stop("beach"), "departureTime": NOW.isoformat()}

    informed = body_of(travel.post("/planning/inquiries", plan), 201)
    offered = body_of(travel.post("/planning/offers", plan), 201)
    option = offered["options"][0]
    book = examples.BOOKING_REQUEST | {"id": option["id"]}
    held = body_of(travel.post("/bookings", book), 201)
    events = f"/bookings/{option['id']}/events"
    longer = body_of(travel.post(events, examples.EXTEND_REQUEST), 200)
    numbers = [{"id": option["legs"][0]["id"], "travelerReferenceNumbers": ["t1"]}]
    change = examples.CHANGE_REQUEST | {"id": option["id"], "legs": numbers}
    changed = body_of(travel.send("PUT", f"/bookings/{option['id']}", change), 200)
    sold = body_of(travel.post(events, examples.COMMIT_REQUEST), 200)
    leg = f"/legs/{option['legs'][0]['id']}"
    waiting = travel.read(leg)
    in_use = body_of(travel.post(f"{leg}/events", examples.LEG_EVENT_REQUEST), 200)

    assert shape(informed) == shape(examples.INQUIRY)
    assert shape(offered) == shape(examples.PLANNING)
    assert shape(held) == shape(longer) == shape(changed) == shape(examples.HELD)
    assert shape(sold) == shape(examples.SOLD)
    assert shape(travel.read("/bookings", "?state=STARTED")[0]["legs"]) == shape([in_use])
    assert shape(waiting) == shape(examples.WAITING_LEG)
    assert shape(in_use) == shape(examples.LEG_IN_USE)
    assert shape(travel.read(f"{leg}/progress")) == shape(examples.PROGRESS)


def test_examples_of_a_purchase_that_is_active_at_once_or_given_back(quick, travel):
    sold = quick.commit(quick.book(customer={"externalId": "ada"}))
    over = travel.change(travel.commit(travel.book(customer={"externalId": "ada"})), "CANCEL")

    assert unnamed(shape(sold)) == unnamed(shape(examples.SOLD_AND_ACTIVE))
    assert unnamed(shape(over)) == unnamed(shape(examples.TAKEN_BACK))


def unnamed(booking: Any) -> Any:
    """Travellers without a number are not told."""
    for leg in booking["legs"]:
        leg["travelerReferenceNumbers"] = []
    return booking


def test_examples_tell_one_rental_as_it_happens(renter, clock):
    offered = body_of(renter.post("/planning/offers", rentals_told.PLANNING_REQUEST), 201)
    held = renter.hold(offered["options"][0], customer={"externalId": "ada"})
    booked = renter.change(held, "COMMIT")
    path = f"/legs/{booked['legs'][0]['id']}"
    body_of(renter.post(f"{path}/events", rentals_told.START_REQUEST), 200)
    clock.shift(timedelta(minutes=14, seconds=30))
    in_use, progress = renter.read(path), renter.read(f"{path}/progress")
    over = body_of(renter.post(f"{path}/events", rentals_told.FINISH_REQUEST), 200)

    assert shape(offered) == shape(rentals_told.PLANNING)
    assert shape(held) == shape(rentals_told.HELD)
    assert shape(booked) == shape(rentals_told.BOOKED)
    assert shape(in_use) == shape(rentals_told.LEG_IN_USE)
    assert shape(progress) == shape(rentals_told.PROGRESS)
    assert shape(over) == shape(rentals_told.LEG_FINISHED)
    assert shape(renter.booking(booked)) == shape(rentals_told.FINISHED)
    assert in_use["pricing"] == over["pricing"] == rentals_told.USED


def test_example_of_a_refusal_is_as_it_happens(travel, clock):
    held = travel.book()
    clock.shift(timedelta(hours=1))

    told = travel.operate(held, "COMMIT").json()

    assert shape(told) == shape(examples.EXPIRED)
    same = ("errorcode", "type", "title", "status")
    assert {name: told[name] for name in same} == {name: examples.EXPIRED[name] for name in same}


def test_example_of_meta_is_as_it_happens(travel):
    [meta] = [each for each in travel.read("/operator/meta") if each["version"] == "1.6.1"]

    assert set(meta) == set(examples.META)
    assert set(meta["processIdentifiers"]) == set(examples.META["processIdentifiers"])
    for row in examples.ENDPOINTS:
        assert row in meta["endpoints"]
