"""Emptying the database after a test that commits.

Django truncates every table, and then makes its content types and permissions again, which takes
longer than most tests. Few tables have rows, so only those are emptied.
"""

from __future__ import annotations

from django.db import connection

KEPT = {"django_content_type", "auth_permission"}
"""What migrations leave behind, and no test writes."""


def empty_tables() -> None:
    """Delete all rows that tests wrote, whatever points to them and whatever protects them."""
    tables = sorted(set(connection.introspection.django_table_names(only_existing=True)) - KEPT)
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")"  # noqa: S608
                for table in tables
            )
        )
        full = [table for (table,) in cursor.fetchall()]
        if full:
            deletes = "".join(f'DELETE FROM "{table}";' for table in full)  # noqa: S608
            # Without triggers: neither foreign keys nor what makes tables append-only.
            cursor.execute(
                f"SET session_replication_role = replica; {deletes}"
                "SET session_replication_role = DEFAULT"
            )
