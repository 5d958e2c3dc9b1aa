"""One import of a feed at a time, and a sign that it is alive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, InterfaceError, connection

from operators.timetable.errors import ImportRunning

KEY = "hashtextextended('operators.import_feed ' || %(feed)s::text, 0)"
TRY_LOCK = f"SELECT pg_try_advisory_lock({KEY})"
UNLOCK = f"SELECT pg_advisory_unlock({KEY})"


@contextmanager
def import_lock(feed_id: int) -> Iterator[None]:
    """Hold the lock of a feed while its import runs; ImportRunning if another import has it.

    PostgreSQL drops the lock with the connection, so a killed import does not keep it. It belongs
    to the connection: a pooler before the database must not share connections by transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute(TRY_LOCK, {"feed": feed_id})
        if not cursor.fetchone()[0]:
            raise ImportRunning
    try:
        yield
    finally:
        # Without a connection there is no lock left to give back.
        with suppress(DatabaseError, InterfaceError), connection.cursor() as cursor:
            cursor.execute(UNLOCK, {"feed": feed_id})
