"""One view of the database for all that an export reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

SETTINGS = """
SET LOCAL DateStyle = 'ISO'; SET LOCAL TimeZone = 'UTC'; SET LOCAL jit = off;
SET LOCAL work_mem = '64MB'
"""
"""How days are written, and room to sort; a query that runs once is not worth compiling."""


@contextmanager
def one_snapshot() -> Iterator[None]:
    """A transaction that sees the database as it was when it began, and changes nothing.

    Within a transaction of the caller's the isolation is the caller's.
    """
    begins = connection.get_autocommit()
    with transaction.atomic(), connection.cursor() as cursor:
        if begins:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(SETTINGS)
        yield
