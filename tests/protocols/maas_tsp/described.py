"""Our own description of this format, read strictly: a member that it does not name is a fault."""

from __future__ import annotations

from functools import cache

from tests.protocols.openapi import Published, served_strictly

NAME = "maas-tsp-schema"
OPEN = ("OfferMeta",)
"""What has a member named after the mode of its leg as well."""


@cache
def read_description() -> Published:
    """The description as it is served, with every object of known members closed."""
    document = served_strictly(NAME)
    for schema in OPEN:
        del document["components"]["schemas"][schema]["additionalProperties"]
    return Published(document)
