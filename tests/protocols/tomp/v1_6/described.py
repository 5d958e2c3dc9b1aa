"""Our own description of TOMP 1.6, read strictly: a member that it does not name is a fault."""

from __future__ import annotations

from functools import cache

from tests.protocols.openapi import Published, served_strictly, with_nulls

NAME = "tomp-1.6-schema"


@cache
def read_description() -> Published:
    """The description as it is served, with every object of known members closed."""
    return Published(with_nulls(served_strictly(NAME)))
