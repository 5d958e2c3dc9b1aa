"""Which differences of two descriptions break a client, and which only add."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from protocols.descriptions.differences import breaking_differences
from protocols.management.commands.describe_apis import parse, read
from runner import ROOT

TEXT = {"type": "string", "maxLength": 10}


def order(name: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "state": {"type": "string", "enum": ["OPEN", "CLOSED"]},
            "note": {"type": "string", "nullable": True, "pattern": "^[a-z]+$"},
            "parts": {"type": "array", "items": reference_to(name), "maxItems": 9},
            "words": {"type": "object", "additionalProperties": TEXT},
            "about": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
        },
        "required": ["id", "state"],
    }


def reference_to(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


FOUND = {
    "description": "Found.",
    "headers": {"ETag": {"schema": {"type": "string"}, "required": True}},
    "content": {"application/json": {"schema": reference_to("Order")}},
}
OLD: dict[str, Any] = {
    "security": [{"bearer": []}],
    "paths": {
        "/v1/orders": {
            "get": {
                "operationId": "listOrders",
                "parameters": [
                    {"in": "query", "name": "page", "schema": {"type": "integer", "minimum": 1}},
                    {"in": "header", "name": "Pos", "schema": TEXT, "required": True},
                ],
                "responses": {"200": FOUND, "404": {"description": "None."}},
            },
            "post": {
                "operationId": "makeOrder",
                "requestBody": {"content": {"application/json": {"schema": reference_to("Asked")}}},
                "responses": {"201": {"description": "Made."}},
            },
        },
        "/v1beta/orders": {"get": {"operationId": "tryOrders", "responses": {"200": FOUND}}},
    },
    "components": {"schemas": {"Order": order("Order"), "Asked": order("Asked")}},
}
LIST, MAKE = ("paths", "/v1/orders", "get"), ("paths", "/v1/orders", "post")
TOLD, ASKED = ("components", "schemas", "Order"), ("components", "schemas", "Asked")
GONE = object()
IN_LIST, IN_MAKE = "GET /v1/orders", "POST /v1/orders"
ANSWER, BODY = f"{IN_LIST}, 200", f"{IN_MAKE}, body"


def changed(*changes: tuple[Any, ...]) -> dict[str, Any]:
    """The old document with other values at some places."""
    document = deepcopy(OLD)
    for *steps, last, value in changes:
        node: Any = document
        for step in steps:
            node = node[step]
        if value is GONE:
            del node[last]
        else:
            node[last] = value
    return document


BREAKING = {
    "path": (("paths", "/v1/orders", GONE), [f"{IN_LIST}: is gone", f"{IN_MAKE}: is gone"]),
    "operation": ((*MAKE, GONE), [f"{IN_MAKE}: is gone"]),
    "operation's name": (
        (*MAKE, "operationId", "draftOrder"),
        [f"{IN_MAKE}: is called draftOrder, no longer makeOrder"],
    ),
    "security": (
        ("security", [{"key": []}]),
        [
            f"{IN_LIST}: lets clients in by other means",
            f"{IN_MAKE}: lets clients in by other means",
        ],
    ),
    "status": ((*LIST, "responses", "404", GONE), [f"{IN_LIST}: no longer answers 404"]),
    "header": ((*LIST, "responses", "200", "headers", {}), [f"{ANSWER}, header ETag: is gone"]),
    "header not always": (
        (*LIST, "responses", "200", "headers", "ETag", "required", False),
        [f"{ANSWER}, header ETag: may be missing now"],
    ),
    "media type": (
        (*LIST, "responses", "200", "content", {"text/plain": {}}),
        [f"{ANSWER}: is not application/json any more"],
    ),
    "parameter": ((*LIST, "parameters", 0, GONE), [f"{IN_LIST}, query page: is gone"]),
    "parameter required": (
        (*LIST, "parameters", 0, "required", True),
        [f"{IN_LIST}, query page: has become required"],
    ),
    "parameter new": (
        (*MAKE, "parameters", [{"in": "query", "name": "x", "required": True}]),
        [f"{IN_MAKE}, query x: is new and required"],
    ),
    "parameter narrower": (
        (*LIST, "parameters", 0, "schema", "minimum", 2),
        [f"{IN_LIST}, query page: minimum was 1, is 2"],
    ),
    "body gone": ((*MAKE, "requestBody", GONE), [f"{IN_MAKE}: takes no body any more"]),
    "body required": (
        (*MAKE, "requestBody", "required", True),
        [f"{IN_MAKE}: the body has become required"],
    ),
    "body new": (
        (*LIST, "requestBody", {"required": True, "content": {}}),
        [f"{IN_LIST}: needs a body now"],
    ),
    "member told": ((*TOLD, "properties", "note", GONE), [f"{ANSWER}.note: is gone"]),
    "member told sometimes": ((*TOLD, "required", ["id"]), [f"{ANSWER}.state: may be missing now"]),
    "member asked": ((*ASKED, "properties", "note", GONE), [f"{BODY}.note: is gone"]),
    "member asked for": (
        (*ASKED, "required", ["id", "state", "note"]),
        [f"{BODY}.note: has become required"],
    ),
    "type": (
        (*TOLD, "properties", "id", {"type": "integer"}),
        [
            f"{ANSWER}.id: format was uuid, is not said",
            f"{ANSWER}.id: type was string, is integer",
        ],
    ),
    "format": (
        (*ASKED, "properties", "id", "format", "date"),
        [f"{BODY}.id: format was uuid, is date"],
    ),
    "word asked": (
        (*ASKED, "properties", "state", "enum", ["OPEN"]),
        [f"{BODY}.state: the word CLOSED is gone"],
    ),
    "word told": (
        (*TOLD, "properties", "state", "enum", ["OPEN", "OVER"]),
        [f"{ANSWER}.state: the word CLOSED is gone"],
    ),
    "words asked": (
        (*ASKED, "properties", "note", "enum", ["a"]),
        [f"{BODY}.note: takes certain words only"],
    ),
    "words told": (
        (*TOLD, "properties", "state", {"type": "string"}),
        [f"{ANSWER}.state: may be any word now"],
    ),
    "null asked": (
        (*ASKED, "properties", "note", "nullable", False),
        [f"{BODY}.note: may not be null now"],
    ),
    "null told": (
        (*TOLD, "properties", "id", "nullable", True),
        [f"{ANSWER}.id: may be null now"],
    ),
    "pattern asked": (
        (*ASKED, "properties", "note", "pattern", "^a$"),
        [f"{BODY}.note: the pattern was ^[a-z]+$, is ^a$"],
    ),
    "pattern told": (
        (*TOLD, "properties", "note", "pattern", GONE),
        [f"{ANSWER}.note: the pattern was ^[a-z]+$, is not said"],
    ),
    "fewer parts asked": (
        (*ASKED, "properties", "parts", "maxItems", 8),
        [f"{BODY}.parts: maxItems was 9, is 8"],
    ),
    "more parts told": (
        (*TOLD, "properties", "parts", "maxItems", GONE),
        [f"{ANSWER}.parts: maxItems was 9, is not said"],
    ),
    "members without a name": (
        (*ASKED, "properties", "words", "additionalProperties", False),
        [f"{BODY}.words: takes no other members any more"],
    ),
    "shorter members without a name": (
        (*ASKED, "properties", "words", "additionalProperties", {**TEXT, "maxLength": 5}),
        [f"{BODY}.words.*: maxLength was 10, is 5"],
    ),
    "form asked": (
        (*ASKED, "properties", "about", "oneOf", [{"type": "string"}]),
        [f"{BODY}.about: form 2 of 2 is gone"],
    ),
    "form told": (
        (*TOLD, "properties", "about", "oneOf", 1, {"type": "number"}),
        [f"{ANSWER}.about: form 2 of 2 is new"],
    ),
    "forms": (
        (*TOLD, "properties", "about", "oneOf", GONE),
        [f"{ANSWER}.about: has no longer several forms"],
    ),
    "unknown keyword": (
        (*TOLD, "properties", "note", "x-odd", 1),
        [f"{ANSWER}.note: x-odd was not said, is 1"],
    ),
}

ADDITIONS = {
    "nothing": ("info", {"title": "Another"}),
    "path": ("paths", "/v1/payments", {"get": {"responses": {}}}),
    "operation": ("paths", "/v1/orders", "put", {"responses": {}}),
    "status": (*LIST, "responses", "409", {"description": "Not now."}),
    "parameter": (*MAKE, "parameters", [{"in": "query", "name": "x"}]),
    "other case of a header": (*LIST, "parameters", 1, "name", "POS"),
    "body": (*LIST, "requestBody", {"content": {}}),
    "default": (*LIST, "parameters", 0, "schema", "default", 2),
    "member told": (*TOLD, "properties", "more", TEXT),
    "member told always": (*TOLD, "required", ["id", "state", "note"]),
    "member asked": (*ASKED, "properties", "more", TEXT),
    "member that may be left out": (*ASKED, "required", ["id"]),
    "word told": (*TOLD, "properties", "state", "enum", ["OPEN", "CLOSED", "OVER"]),
    "word asked": (*ASKED, "properties", "state", "enum", ["OVER", "OPEN", "CLOSED"]),
    "any word asked": (*ASKED, "properties", "state", {"type": "string"}),
    "null asked": (*ASKED, "properties", "id", "nullable", True),
    "never null told": (*TOLD, "properties", "note", "nullable", False),
    "fewer parts told": (*TOLD, "properties", "parts", "maxItems", 3),
    "any note asked": (*ASKED, "properties", "note", "pattern", GONE),
    "description": (*TOLD, "description", "What was bought."),
    "beta": ("paths", "/v1beta/orders", GONE),
}


@pytest.mark.parametrize(("change", "told"), BREAKING.values(), ids=BREAKING)
def test_what_breaks_clients_is_told(change, told):
    assert breaking_differences(OLD, changed(change)) == told


@pytest.mark.parametrize("change", ADDITIONS.values(), ids=ADDITIONS)
def test_addition_is_no_harm(change):
    assert breaking_differences(OLD, changed(change)) == []


def test_reference_with_words_beside_it_is_the_same_schema():
    reference = reference_to("Order")
    wrapped = {"allOf": [reference], "description": "Its first part."}
    place = (*TOLD, "properties", "first")
    old, new = changed((*place, reference)), changed((*place, wrapped))

    assert breaking_differences(old, new) == []
    emptied = changed((*place, {**wrapped, "nullable": True}))
    assert breaking_differences(old, emptied) == [f"{ANSWER}.first: may be null now"]


def test_default_that_changes_is_told():
    place = (*LIST, "parameters", 0, "schema", "default")
    old, new = changed((*place, 1)), changed((*place, 2))

    assert breaking_differences(old, new) == [f"{IN_LIST}, query page: default was 1, is 2"]


@pytest.mark.parametrize("name", ["sales-v1.yaml", "tomp-1.1.yaml"])
def test_stored_description_agrees_with_itself(name):
    stored = parse(read(ROOT / "docs" / "api" / name))

    assert breaking_differences(stored, stored) == []
