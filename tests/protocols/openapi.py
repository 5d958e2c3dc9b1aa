"""What an OpenAPI document says about an answer: its status, headers and body."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import Any

import jsonschema
from django.http import HttpResponse
from django.urls import get_resolver
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from protocols.management.commands.describe_apis import describe, parse, schema_views

FORMATS = jsonschema.FormatChecker(formats=())


@FORMATS.checks("date-time", raises=ValueError)
def is_moment(text: object) -> bool:
    """RFC 3339: a moment with its offset."""
    return not isinstance(text, str) or datetime.fromisoformat(text).tzinfo is not None


def served(name: str) -> dict[str, Any]:
    """The description that the address of this name serves."""
    return deepcopy(_served(name))


@cache
def _served(name: str) -> dict[str, Any]:
    return parse(describe(dict(schema_views(get_resolver().url_patterns))[name]))


def served_strictly(name: str) -> dict[str, Any]:
    """The description as it is served, with every object of known members closed."""
    document = served(name)
    for schema in document["components"]["schemas"].values():
        if "properties" in schema:
            schema["additionalProperties"] = False
    return document


@dataclass(frozen=True)
class Published:
    """An OpenAPI document. Its schemas refer to each other in circles, so references stay."""

    document: dict[str, Any]

    @property
    def operations(self) -> set[tuple[str, str]]:
        """Method and path of everything in the file."""
        return {
            (method.upper(), path)
            for path, item in self.document["paths"].items()
            for method in item
            if method != "parameters"
        }

    def knows(self, method: str, path: str) -> bool:
        """Whether this path, with its ids filled in, is in the file."""
        return self.find(method, path) is not None

    def words_of(self, schema: str) -> set[str]:
        return set(self.document["components"]["schemas"][schema]["enum"])

    def check(self, method: str, path: str, response: HttpResponse) -> None:
        """AssertionError or ValidationError unless the file allows this answer."""
        template = self.find(method, path)
        assert template, f"{method} {path} is not described"
        declared = self.document["paths"][template][method.lower()]["responses"]
        is_told = str(response.status_code) in declared
        status = str(response.status_code) if is_told else "default"
        assert status in declared, f"{response.status_code} at {path}"
        places = ["paths", template, method.lower(), "responses", status]
        answer, places = self._follow(declared[status], places)
        headers = answer.get("headers", {})
        required = {name for name, header in headers.items() if header.get("required")}
        assert required - set(response.headers) == set()
        if "content" in answer:
            assert response["Content-Type"] in answer["content"]
            if response["Content-Type"] == "application/json":
                self.validate(response.json(), *places, "content", "application/json", "schema")

    def validate(self, body: Any, *places: str) -> None:
        """ValidationError unless the body follows the schema that stands at these places."""
        steps = "/".join(place.replace("~", "~0").replace("/", "~1") for place in places)
        jsonschema.Draft202012Validator(
            {"$ref": f"urn:published#/{steps}"},
            registry=self._registry,
            format_checker=FORMATS,
        ).validate(body)

    def find(self, method: str, path: str) -> str | None:
        """The path of the document that this one, with its ids filled in, stands for."""
        for candidate, pattern, template in self._patterns:
            if candidate == method and pattern.fullmatch(path):
                return template
        return None

    @cached_property
    def _registry(self) -> Registry[Any]:
        resource = Resource.from_contents(self.document, default_specification=DRAFT202012)
        return Registry().with_resource("urn:published", resource).crawl()

    @cached_property
    def _patterns(self) -> list[tuple[str, re.Pattern[str], str]]:
        """Words in the place of an id come before the id."""
        return [
            (method, re.compile(re.sub(r"\{\w+\}", "[^/]+", template)), template)
            for method, template in sorted(
                self.operations, key=lambda one: (one[1].count("{"), one)
            )
        ]

    def _follow(self, node: dict[str, Any], places: list[str]) -> tuple[dict[str, Any], list[str]]:
        while "$ref" in node:
            places = node["$ref"].removeprefix("#/").split("/")
            node = self.document
            for place in places:
                node = node[place]
        return node, places


def with_nulls(node: Any) -> Any:
    """`nullable` of OpenAPI 3.0 as JSON Schema says it."""
    if isinstance(node, list):
        return [with_nulls(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    inside = {name: with_nulls(inner) for name, inner in node.items() if name != "nullable"}
    return {"anyOf": [inside, {"type": "null"}]} if node.get("nullable") is True else inside
