"""Our own description of this face, read strictly: a member that it does not name is a fault."""

from __future__ import annotations

from functools import cache

from django.http import HttpResponse

from tests.protocols.openapi import Published, served_strictly, with_nulls

NAME = "sales-v1-schema"


@cache
def read_description() -> Published:
    """The description as it is served, with every object of known members closed."""
    return Published(with_nulls(served_strictly(NAME)))


def check_answer(method: str, path: str, response: HttpResponse) -> None:
    """AssertionError or ValidationError unless the description allows this answer."""
    bare = path.partition("?")[0]
    if read_description().knows(method, bare):
        read_description().check(method, bare, response)
