"""Statements that are sent all day long: PostgreSQL plans them once for each connection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from psycopg import Cursor

Row = tuple[Any, ...]
INDEX_PAGES = "SET random_page_cost = 1.1"


def fetch_rows(statement: str, values: Mapping[str, Any]) -> list[Row]:
    """Run a constant statement and return its rows, with times in UTC and JSON taken apart.

    Django writes the values into the text of a statement, so that PostgreSQL has to plan it each
    time. Here they are sent beside it, and psycopg prepares the statement when a connection sends
    it first. A value whose type does not show needs a cast in the statement.

    As the first statement of a request it is the check of its connection as well: on one that
    died while it lay idle it is sent again, so it must do no harm when it is done twice.
    """
    if connection.health_check_done or connection.in_atomic_block:  # type: ignore[attr-defined]
        return _fetch(statement, values)
    try:
        rows = _fetch(statement, values)
    except (InterfaceError, OperationalError):
        if connection.is_usable():
            raise
        connection.close()
        rows = _fetch(statement, values)
    connection.health_check_done = True  # type: ignore[attr-defined]
    return rows


class Source:
    """A table of the statement: its name there, its model, and the columns that are read: all if
    none is named."""

    def __init__(self, name: str, model: type[Model], *wanted: str) -> None:
        self.name = name
        self.model = model
        # In the model's own order, which is how it takes them back; its key comes first.
        fields = [field.attname for field in model._meta.concrete_fields]
        self.columns = sorted({"id", *(wanted or fields)}, key=fields.index)


def columns_of(sources: Sequence[Source]) -> str:
    """What a statement selects to read these tables."""
    return ", ".join(f"{source.name}.{column}" for source in sources for column in source.columns)


def models_of(sources: Sequence[Source], row: Row) -> dict[str, Any]:
    """A model for each source by its name; None where an outer join found nothing."""
    found: dict[str, Any] = {}
    start = 0
    for source in sources:
        end = start + len(source.columns)
        values = row[start:end]
        is_there = values[0] is not None
        found[source.name] = (
            source.model.from_db(DEFAULT_DB_ALIAS, source.columns, values) if is_there else None
        )
        start = end
    return found


def keep_plans(sender: object, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Let a new connection plan a prepared statement once, whatever its values.

    PostgreSQL's own choice compares costs that it estimates; in a large database it planned the
    statement that reads a leg anew each time, which costs five times what running it does.
    """
    options = connection.settings_dict["OPTIONS"]
    if options.get("prepare_threshold") is not None:
        with connection.cursor() as cursor:
            cursor.execute("SET plan_cache_mode = force_generic_plan")


def prefer_indexes(sender: object, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Tell a new connection that a page of an index costs hardly more than one of a table.

    PostgreSQL expects a disk that turns, and so it read the whole table of a million orders to
    count them, in place of an index that is a fifth as large.
    """
    with connection.cursor() as cursor:
        cursor.execute(INDEX_PAGES)


def _fetch(statement: str, values: Mapping[str, Any]) -> list[Row]:
    connection.ensure_connection()
    # Around the cursor goes what Django puts around each: it translates errors, tells listeners.
    listened = connection.queries_logged
    wrap = connection.make_debug_cursor if listened else connection.make_cursor
    with wrap(_Cursor(connection.connection)) as cursor:  # type: ignore[arg-type]
        cursor.execute(statement, values)
        return cursor.fetchall()


class _Cursor(Cursor[Row]):
    """Reads rows as binary, for which Django has no types of its own, so Python's come out."""

    def execute(self, query: Any, params: Any = None, **_: Any) -> Self:
        # Of a prepared statement the cursor cannot say the text that the log of Django asks for.
        prepare = not connection.queries_logged
        return super().execute(query, params, prepare=prepare, binary=True)
