"""What the published file of TOMP 1.1.0 says about an answer: its status, headers and body.

The file is data and lies outside the project; where it is missing, nothing is checked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
from django.conf import settings
from django.http import HttpResponse
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from protocols.management.commands.describe_apis import parse

FILE = Path(settings.BASE_DIR).parent / "shared" / "specs" / "tomp-1.1.0.yaml"
MISSING = "the published file of TOMP 1.1.0 is not beside the project"

EXCEPTIONS = {
    # 1.1.0 has no word for a leg that was cancelled. Vendors' 1.1 documents took CANCELLED from
    # 1.2; a client that wants 1.1.0 to the letter sends that version and never sees the word.
    "legState": {"CANCELLED"},
}
"""Words beyond the file's, by schema, that are sent on 1.1.1 and later."""

FORMATS = jsonschema.FormatChecker(formats=())


@FORMATS.checks("date-time", raises=ValueError)
def is_moment(text: object) -> bool:
    """RFC 3339: a moment with its offset."""
    return not isinstance(text, str) or datetime.fromisoformat(text).tzinfo is not None


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
        return self._find(method, path) is not None

    def words_of(self, schema: str) -> set[str]:
        return set(self.document["components"]["schemas"][schema]["enum"])

    def check(self, method: str, path: str, response: HttpResponse) -> None:
        """AssertionError or ValidationError unless the file allows this answer."""
        template = self._find(method, path)
        assert template, f"{method} {path} is not described"
        places = ["paths", template, method.lower(), "responses", str(response.status_code)]
        declared = self.document["paths"][template][method.lower()]["responses"]
        assert str(response.status_code) in declared, f"{response.status_code} at {path}"
        answer, places = self._follow(declared[str(response.status_code)], places)
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
        resource = Resource.from_contents(self.document, default_specification=DRAFT202012)
        jsonschema.Draft202012Validator(
            {"$ref": f"urn:published#/{steps}"},
            registry=Registry().with_resource("urn:published", resource),
            format_checker=FORMATS,
        ).validate(body)

    def _find(self, method: str, path: str) -> str | None:
        for candidate, template in self.operations:
            pattern = re.sub(r"\{\w+\}", "[^/]+", template)
            if candidate == method and re.fullmatch(pattern, path):
                return template
        return None

    def _follow(self, node: dict[str, Any], places: list[str]) -> tuple[dict[str, Any], list[str]]:
        while "$ref" in node:
            places = node["$ref"].removeprefix("#/").split("/")
            node = self.document
            for place in places:
                node = node[place]
        return node, places


@cache
def read_published(version: str) -> Published | None:
    """The file as it holds for a version, or None where it is missing."""
    if not FILE.exists():
        return None
    document = parse(FILE.read_text())
    if version != "1.1.0":
        for schema, words in EXCEPTIONS.items():
            document["components"]["schemas"][schema]["enum"].extend(words)
    return Published(document)
