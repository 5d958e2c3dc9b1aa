"""The API description is true and says enough; each answer of each test here is held against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from protocols.sales.describing import examples
from protocols.sales.describing.operations import TOLD
from protocols.sales.routes import OPERATIONS as SERVED
from tests.protocols.sales.described import read_description

DOCUMENT = read_description().document


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in DOCUMENT["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation


OPERATIONS = [pytest.param(*each, id=f"{each[0]} {each[1]}") for each in operations()]


def parameters(operation: dict[str, Any], place: str) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in operation.get("parameters", []) if one["in"] == place}


def test_every_operation_is_described_once():
    assert len(OPERATIONS) == len(TOLD)
    names = [operation["operationId"] for _, _, operation in operations()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_operation_says_what_it_does_and_needs(method, path, operation):
    assert re.fullmatch(r"/sales/v1(beta)?/[a-z][a-zA-Z{}/-]*[a-z}]", path)
    assert operation["summary"]
    assert operation["description"]
    assert operation["security"] == [{"bearer": []}]
    headers = parameters(operation, "header")
    assert headers["Entur-POS"].get("required", False) is (method != "GET")
    assert ("Idempotency-Key" in headers) is (method != "GET")
    assert {"400", "401", "403", "404", "405", "429"} <= set(operation["responses"])
    for answer in operation["responses"].values():
        assert {"correlationId", "X-Correlation-ID"} <= set(answer["headers"])


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_ids_in_paths_have_their_form(method, path, operation):
    named = re.findall(r"{(\w+)}", path)

    assert set(parameters(operation, "path")) == set(named)
    assert all("pattern" in one["schema"] for one in parameters(operation, "path").values())


@pytest.mark.parametrize(("method", "address"), TOLD)
def test_query_that_is_described_is_the_one_that_is_read(method, address):
    [view] = [views[address] for views in SERVED.values() if address in views]
    told = TOLD[method, address]
    described = {one.name for one in told.parameters if one.location == "query"}

    assert view.asks.get(method, set()) == (None if told.listing else described)


def test_filters_of_orders_are_described():
    orders = DOCUMENT["paths"]["/sales/v1/orders"]["get"]

    names = list(parameters(orders, "query"))
    assert names[:4] == ["page", "perPage", "orderBy", "sortBy"]
    assert {"totalAmount", "organisationId", "createdAt", "orderLineId"} <= set(names)


@pytest.mark.parametrize(
    ("method", "address"), [pytest.param(*key, id=" ".join(key)) for key in examples.EXAMPLES]
)
def test_examples_follow_their_schema(method, address):
    path = f"/sales/v1/{address}"
    operation = DOCUMENT["paths"][path][method.lower()]
    places = ["paths", path, method.lower()]
    bodies = {"requestBody": operation.get("requestBody", {})}
    answers = {("responses", code): one for code, one in operation["responses"].items()}
    seen = 0
    for where, body in [(("requestBody",), bodies["requestBody"]), *answers.items()]:
        media = body.get("content", {}).get("application/json", {})
        for example in media.get("examples", {}).values():
            steps = [*places, *where, "content", "application/json", "schema"]
            read_description().validate(example["value"], *steps)
            seen += 1
    assert seen == 1


def test_pages_need_nothing_but_themselves(client, db):
    index, page = client.get("/docs/"), client.get("/docs/sales/")
    script, schema = client.get("/docs/sales/?script="), client.get("/docs/sales/schema")

    assert [answer.status_code for answer in (index, page, script, schema)] == [200] * 4
    assert 'href="/docs/sales/"' in index.text
    assert "<title>Perron: Sales v1</title>" in page.text
    assert re.findall(r"(?:src|href)=\"(?!/)", page.text) == []
    assert "openapi: 3.0.3" in schema.text
