"""Our own description of this face, read strictly: a member that it does not name is a fault."""

from __future__ import annotations

from functools import cache

from django.http import HttpResponse
from django.urls import get_resolver

from protocols.management.commands.describe_apis import describe, parse, schema_views
from tests.protocols.openapi import Published, with_nulls

NAME = "sales-v1-schema"


@cache
def read_description() -> Published:
    """The description as it is served, with every object of known members closed."""
    document = parse(describe(dict(schema_views(get_resolver().url_patterns))[NAME]))
    for schema in document["components"]["schemas"].values():
        if "properties" in schema:
            schema["additionalProperties"] = False
    return Published(with_nulls(document))


def check_answer(method: str, path: str, response: HttpResponse) -> None:
    """AssertionError or ValidationError unless the description allows this answer."""
    bare = path.partition("?")[0]
    if read_description().knows(method, bare):
        read_description().check(method, bare, response)
