"""One worker for an export at a time, and a sign that it is alive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, InterfaceError, connection

from sales.exports.jobs.errors import ExportRunning

KEY = "hashtextextended('sales.run_export ' || %(export)s::text, 0)"


@contextmanager
def export_lock(export_id: int) -> Iterator[None]:
    """Hold the lock of an export while it is written; ExportRunning if another worker has it.

    PostgreSQL drops the lock with the connection, so a killed worker does not keep it. It belongs
    to the connection: a pooler before the database must not share connections by transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_lock({KEY})", {"export": export_id})
        if not cursor.fetchone()[0]:
            raise ExportRunning
    try:
        yield
    finally:
        # Without a connection there is no lock left to give back.
        with suppress(DatabaseError, InterfaceError), connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_unlock({KEY})", {"export": export_id})
