"""Our own description of inspection, read strictly: a member that it does not name is a fault."""

from __future__ import annotations

from functools import cache

from django.urls import get_resolver

from protocols.management.commands.describe_apis import describe, parse, schema_views
from tests.protocols.openapi import Published, with_nulls

NAME = "inspection-schema"


@cache
def read_description() -> Published:
    """The description as it is served, with every object of known members closed."""
    document = parse(describe(dict(schema_views(get_resolver().url_patterns))[NAME]))
    for schema in document["components"]["schemas"].values():
        if "properties" in schema:
            schema["additionalProperties"] = False
    return Published(with_nulls(document))
