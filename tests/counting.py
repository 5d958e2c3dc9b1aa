"""Counting the statements that reach the database, without those that mark savepoints."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext


class Count:
    """How many statements a block sent; known once the block is left."""

    statements = 0


@contextmanager
def counted() -> Iterator[Count]:
    count = Count()
    with CaptureQueriesContext(connection) as captured:
        yield count
    count.statements = sum(
        not query["sql"].startswith(("SAVEPOINT", "RELEASE SAVEPOINT"))
        for query in captured.captured_queries
    )
