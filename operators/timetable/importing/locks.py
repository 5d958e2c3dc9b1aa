"""One import of a feed at a time, and a sign that it is alive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, InterfaceError, connection

from operators.tenancy.errors import DomainError
from operators.timetable.errors import ImportRunning

OF_FEEDS = "operators.import_feed"
KEY = "hashtextextended(%(name)s || ' ' || %(key)s::text, 0)"
TRY_LOCK = f"SELECT pg_try_advisory_lock({KEY})"
UNLOCK = f"SELECT pg_advisory_unlock({KEY})"


@contextmanager
def import_lock(
    feed_id: int,
    *,
    name: str = OF_FEEDS,
    running: type[DomainError] = ImportRunning,
) -> Iterator[None]:
    """Hold the lock of a feed while its import runs; `running` if another import has it.

    PostgreSQL drops the lock with the connection, so a killed import does not keep it. It belongs
    to the connection: a pooler before the database must not share connections by transaction.
    `name` tells feeds of one kind from those of another.
    """
    lock: dict[str, str | int] = {"name": name, "key": feed_id}
    with connection.cursor() as cursor:
        cursor.execute(TRY_LOCK, lock)
        if not cursor.fetchone()[0]:
            raise running
    try:
        yield
    finally:
        # Without a connection there is no lock left to give back.
        with suppress(DatabaseError, InterfaceError), connection.cursor() as cursor:
            cursor.execute(UNLOCK, lock)
