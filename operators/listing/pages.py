"""Pages with exact totals, and a walk over all rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

from operators.listing.fields import Condition
from operators.listing.listings import ListQuery, Order
from operators.listing.matching import knows, matching

Row = TypeVar("Row", bound=Model)
Shown = TypeVar("Shown")
BATCH = 1000
MOST_SKIPPED = 2**62
"""More rows than any table has, and no more than the database can count to."""


@dataclass(frozen=True)
class Tally:
    """Rows that count others: those that the caller may see, by columns of the same names."""

    rows: QuerySet[Any]
    column: str
    """How many rows one row stands for."""


@dataclass(frozen=True)
class Page(Generic[Shown]):
    """Some of the rows that match, or their keys, and how many there are in all."""

    rows: list[Shown]
    total: int
    number: int
    per_page: int

    @property
    def pages(self) -> int:
        """How many pages there are; none where nothing matches."""
        return -(-self.total // self.per_page)


def page_of(rows: QuerySet[Row], query: ListQuery) -> Page[Row]:
    """The page that was asked for, in one statement for the total and one for the rows.

    `rows` are all that the caller may see, with whatever shall be read along. Keys are found
    first and rows read for these alone, so that a deep page skips entries of an index and not
    rows. A page behind the last one is empty.
    """
    found = matching(rows, query.conditions)
    total = found.order_by().values("pk").count()
    # Behind the end the database is not asked: the offset may be beyond what it can count to.
    shown: list[Row] = []
    if query.offset < total:
        shown = list(in_order(rows.filter(pk__in=_keys(found, query)), query.order))
    return Page(shown, total, query.page, query.per_page)


def page_of_keys(rows: QuerySet[Any], query: ListQuery, *, tally: Tally | None = None) -> Page[Any]:
    """The keys of that page, for who reads what belongs to them in a statement of its own.

    Total and keys come in one statement, and so of one and the same moment. The total comes of
    the tally if it knows every column that is asked for, since rows that are nearly all there are
    take long to count.
    """
    found = matching(rows, query.conditions)
    if query.offset > MOST_SKIPPED:
        return Page([], found.count(), query.page, query.per_page)
    total = "count(*)"
    counting = found.order_by().values("pk")
    if tally is not None and all(knows(tally.rows.model, each) for each in query.conditions):
        total = f"coalesce(sum({tally.column}), 0)::bigint"
        counting = matching(tally.rows, query.conditions).order_by().values(tally.column)
    try:
        counted, values = counting.query.sql_with_params()
        keys, more = _keys(found, query).query.sql_with_params()
    except EmptyResultSet:
        return Page([], 0, query.page, query.per_page)
    statement = f"SELECT (SELECT {total} FROM ({counted}) found), ARRAY({keys})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, (*values, *more))
        total, shown = cursor.fetchone()
    return Page(shown, total, query.page, query.per_page)


def _keys(found: QuerySet[Row], query: ListQuery) -> QuerySet[Row, Any]:
    last = query.offset + query.per_page
    return in_order(found, query.order).values("pk")[query.offset : last]


def walk(
    rows: QuerySet[Row], conditions: Sequence[Condition], *, batch: int = BATCH
) -> Iterator[Row]:
    """Every row that matches, once, by its key; for exports, in the memory of one batch."""
    found = matching(rows, conditions).order_by("pk")
    part = list(found[:batch])
    while part:
        yield from part
        part = list(found.filter(pk__gt=part[-1].pk)[:batch]) if len(part) == batch else []


def in_order(rows: QuerySet[Row], order: Order) -> QuerySet[Row]:
    """The rows in that order, which is the same each time."""
    if order.field.expression is not None:
        rows = rows.alias(**{order.field.alias: order.field.expression})
    return rows.order_by(*order.keys)
