"""Bringing rows to where SQL can compare them all at once, and writing what differs.

However many rows a feed has, each table takes the same few statements. Rows that are as they were
are not written, so that nobody waits for them and no history notes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from django.db.models.fields.reverse_related import ForeignObjectRel
from psycopg import sql
from psycopg.types.json import Jsonb

from operators.fleet.gbfs.tables import Table

DROP = "DROP TABLE IF EXISTS pg_temp.{staging}"
CREATE = "CREATE TEMPORARY TABLE {staging} ON COMMIT DROP AS SELECT {staged} FROM {name} LIMIT 0"
UPDATE = """
UPDATE {name} AS kept
SET {changes}
FROM {staging} AS new
WHERE {within} AND {own} AND {same}
    AND ({old_values}) IS DISTINCT FROM ({new_values})
"""
INSERT = """
INSERT INTO {name} ({fixed}, {staged})
SELECT {fixed_values}, {new_staged}
FROM {staging} AS new
WHERE NOT EXISTS (SELECT FROM {name} AS kept WHERE {within} AND {same})
ON CONFLICT DO NOTHING
"""
DELETE = """
DELETE FROM {name} AS kept
WHERE {within} AND {own}
    AND NOT EXISTS (SELECT FROM {staging} AS new WHERE {same})
    AND {unused}
"""
UNUSED = "NOT EXISTS (SELECT FROM {user} AS used WHERE used.{column} = kept.id)"
FORGET = """
UPDATE {user} AS used
SET {column} = NULL
FROM {name} AS kept
WHERE used.{column} = kept.id AND {within} AND {own}
    AND NOT EXISTS (SELECT FROM {staging} AS new WHERE {same})
    AND {unused}
"""
GO_ALONG = """
DELETE FROM {user} AS used
USING {name} AS kept
WHERE used.{column} = kept.id AND {within} AND {own}
    AND NOT EXISTS (SELECT FROM {staging} AS new WHERE {same})
    AND {unused}
"""
FIRST = {models.SET_NULL: FORGET, models.CASCADE: GO_ALONG}
"""What becomes of the rows that refer to one that goes."""

Parameters = dict[str, Any]
Counts = dict[str, int]


def stage(table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Put rows into a temporary table that ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(statement(DROP, table))
        cursor.execute(statement(CREATE, table))
        names = sql.SQL(", ").join(map(sql.Identifier, table.staged))
        target = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.staging), names)
        with cursor.copy(target) as copy:
            for row in rows:
                copy.write_row([Jsonb(each) if isinstance(each, dict) else each for each in row])
        cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table.staging)))


def merge(table: Table, rows: Iterable[Sequence[Any]], parameters: Parameters) -> Counts:
    """Change what differs and add what is new. What is gone stays until `remove`."""
    stage(table, rows)
    with connection.cursor() as cursor:
        cursor.execute(statement(UPDATE, table), parameters)
        changed = cursor.rowcount
        cursor.execute(statement(INSERT, table), parameters)
        return {"changed": changed, "added": cursor.rowcount}


def remove(table: Table, parameters: Parameters) -> int:
    """Delete the rows that the feed does not have any more, unless something needs them."""
    kept = unused(table)
    with connection.cursor() as cursor:
        for on_delete, text in FIRST.items():
            for user, column in users(table, on_delete):
                names = {"user": sql.Identifier(user), "column": sql.Identifier(column)}
                cursor.execute(statement(text, table, unused=kept, **names), parameters)
        cursor.execute(statement(DELETE, table, unused=kept), parameters)
        return cursor.rowcount


def unused(table: Table) -> sql.Composable:
    """That no row is left which must not lose the one it belongs to."""
    held = [
        sql.SQL(UNUSED).format(user=sql.Identifier(user), column=sql.Identifier(column))
        for user, column in users(table, models.PROTECT)
    ]
    return sql.SQL(" AND ").join([sql.SQL("true"), *held])


def users(table: Table, on_delete: Any) -> list[tuple[str, str]]:
    """Tables that refer to this one in that way, of every app, with the columns that do."""
    return [
        (each.related_model._meta.db_table, str(each.field.column))
        for each in table.model._meta.get_fields(include_hidden=True)
        if isinstance(each, ForeignObjectRel) and each.on_delete is on_delete
    ]


def statement(text: str, table: Table, **more: sql.Composable) -> sql.Composed:
    """A statement about a table, with its names filled in."""
    return sql.SQL(text).format(
        name=sql.Identifier(table.name),
        staging=sql.Identifier(table.staging),
        staged=columns(table.staged),
        new_staged=columns(table.staged, "new"),
        fixed=columns(tuple(table.fixed)),
        fixed_values=sql.SQL(", ").join(map(sql.Placeholder, table.fixed.values())),
        changes=pairs((*table.columns, *table.along), "{column} = new.{column}", ", "),
        same=pairs(table.keys, "kept.{column} = new.{column}", " AND "),
        old_values=columns(table.columns, "kept"),
        new_values=columns(table.columns, "new"),
        within=sql.SQL(table.within),
        own=sql.SQL(table.own),
        **more,
    )


def columns(names: Sequence[str], of: str = "") -> sql.Composed:
    listed = [sql.Identifier(of, name) if of else sql.Identifier(name) for name in names]
    return sql.SQL(", ").join(listed)


def pairs(names: Sequence[str], form: str, between: str) -> sql.Composed:
    told = [sql.SQL(form).format(column=sql.Identifier(name)) for name in names]
    return sql.SQL(between).join(told)
