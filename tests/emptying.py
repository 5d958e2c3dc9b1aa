"""Emptying the database after a test that commits.

Django truncates every table, and then makes its content types and permissions again, which takes
longer than most tests. Few tables have rows, so only those are emptied.
"""

from __future__ import annotations

from functools import cache

from django.db import connection
from psycopg import Cursor

KEPT = {"django_content_type", "auth_permission"}
"""What migrations leave behind, and no test writes."""


def empty_tables() -> None:
    """Delete all rows that tests wrote, whatever points to them and whatever protects them."""
    if full := full_tables() - KEPT:
        deletes = "".join(f'DELETE FROM "{table}";' for table in sorted(full))  # noqa: S608
        with connection.cursor() as cursor:
            # Without triggers: neither foreign keys nor what makes tables append-only.
            cursor.execute(
                f"SET session_replication_role = replica; {deletes}"
                "SET session_replication_role = DEFAULT"
            )


def full_tables() -> set[str]:
    """The tables that have rows. To plan this for all tables takes ten times as long as to do it,
    so each connection does that once."""
    question = _question()
    connection.ensure_connection()
    with Cursor(connection.connection) as cursor:
        return {table for (table,) in cursor.execute(question, prepare=True)}


@cache
def _question() -> str:
    return " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")"  # noqa: S608
        for table in sorted(connection.introspection.django_table_names(only_existing=True))
    )
