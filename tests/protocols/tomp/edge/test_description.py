"""The description of TOMP 1.6 is true: what it shows can be sent, and what comes back is what it
shows. The file and the page are looked at with those of TOMP 1.1."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from protocols.tomp.edge import examples
from tests.factories.fleet import SimulatedVehicleFactory, assets_like
from tests.protocols.tomp.edge import voi
from tests.protocols.tomp.edge.checking import check
from tests.protocols.tomp.edge.described import read_description
from tests.protocols.tomp.edge.refused_rentals import jammed_lock, vehicle_that_another_customer_has
from tests.protocols.tomp.edge.renting import BASE, body_of, unlock
from tests.protocols.tomp.test_description import examples_in, shape

pytestmark = pytest.mark.django_db

DOCUMENT = read_description().document
SECURITY = [{"accessToken": []}, {"bearer": []}]


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in DOCUMENT["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation


OPERATIONS = [pytest.param(*each, id=f"{each[0]} {each[1]}") for each in operations()]


def test_page_needs_nothing_but_itself(client):
    page, schema = client.get("/docs/edge/"), client.get("/docs/edge/schema")

    assert [answer.status_code for answer in (page, schema)] == [200, 200]
    assert 'href="/docs/edge/"' in client.get("/docs/").text
    assert "<title>Perron: TOMP 1.6, shared vehicles</title>" in page.text


def test_eight_operations_are_described():
    told = {(method, path.removeprefix(BASE)) for method, path, _ in operations()}

    assert told == {(row["method"], row["path"]) for row in voi.META[0]["endpoints"]}


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_operation_is_described_with_examples(method, path, operation):
    places = ["paths", path, method.lower()]
    assert operation["summary"]
    assert operation["description"]
    assert operation.get("security", SECURITY) == SECURITY
    if "requestBody" in operation:
        for value in examples_in(operation["requestBody"]).values():
            validate(value, *places, "requestBody")
    done = 0
    for status, answer in operation["responses"].items():
        for value in examples_in(answer).values():
            validate(value, *places, "responses", status)
            done += int(status) < 300
    assert done


def validate(value: Any, *places: str) -> None:
    read_description().validate(value, *places, "content", "application/json", "schema")


# The examples, sent


def test_examples_tell_one_rental_as_it_happens(rider, clock):
    booked = body_of(check(rider.post("/bookings/one-stop", examples.ONE_STOP_REQUEST)), 201)
    unlock(booked)
    clock.shift(timedelta(minutes=14, seconds=30))
    in_use = rider.leg(booked)
    path = f"/legs/{in_use['id']}/events"
    finishing = body_of(rider.post(path, examples.BEGIN_FINISHING_REQUEST), 200)
    finished = body_of(rider.post(path, examples.FINISH_REQUEST), 200)
    over = body_of(rider.get(f"/bookings/{booked['id']}"), 200)
    asked = examples.SUPPORT_REQUEST | {"id": booked["id"], "time": "2026-06-01T10:00:00Z"}
    support = body_of(rider.post("/support", asked), 200)

    assert shape(booked) == shape(examples.BOOKED)
    assert shape(in_use) == shape(examples.LEG_IN_USE)
    assert shape(finishing) == shape(examples.LEG_FINISHING)
    assert shape(finished) == shape(examples.LEG_FINISHED)
    assert shape(over) == shape(examples.FINISHED)
    assert shape(support) == shape(examples.SUPPORT_STATUS)
    assert in_use["pricing"] == finished["pricing"] == examples.USED


def test_examples_of_the_operator_are_as_they_happen(rider):
    told = [rider.get(f"/operator/{path}").json()[0] for path in ("regions", "pricing-plans")]
    meta = rider.get("/operator/meta").json()[0]

    assert [shape(one) for one in told] == [shape(examples.REGION), shape(examples.PLAN)]
    assert shape(meta) == shape(examples.META)


def test_examples_of_refusals_are_as_they_happen(rider, world):
    [second] = assets_like(world.asset, 1)
    SimulatedVehicleFactory(asset=second)
    taken = vehicle_that_another_customer_has(rider)().json()
    world.asset.asset_id = second.asset_id
    jammed = jammed_lock(rider)().json()

    same = ("errorcode", "type", "title", "status")
    for told, example in ((taken, examples.TAKEN), (jammed, examples.JAMMED)):
        assert shape(told) == shape(example)
        assert {name: told[name] for name in same} == {name: example[name] for name in same}
