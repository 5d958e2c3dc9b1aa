"""Rows that the database writes itself, by COPY."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from sales.exports.selecting import Statement
from sales.exports.writers.outlet import Outlet

FETCHED_AT_ONCE = 1000


def copy_rows(statement: Statement, options: str, outlet: Outlet) -> None:
    """Let each row out as COPY writes it with these options, which are part of the SQL."""
    # One message for each row; its bytes are read out of it before the next one comes.
    for row in copied(statement, options):
        outlet.write(bytes(row))
        outlet.count_row()


def copied(statement: Statement, options: str) -> Iterator[Any]:
    """The messages of a COPY; whoever stops listening stops the database."""
    sql = f"COPY ({statement.sql}) TO STDOUT WITH ({options})"
    # The cursor below Django's: with DEBUG its own one takes no parameters for a COPY.
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.cursor.copy(sql, statement.parameters) as copy,
    ):
        yield from copy


def typed_rows(statement: Statement) -> Iterator[tuple[Any, ...]]:
    """The rows as Python values, some at a time: of a cursor that stays in the database."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement.sql, statement.parameters)
        while some := cursor.fetchmany(FETCHED_AT_ONCE):
            yield from some
