"""Pages with exact totals, and a walk over all rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

from operators.listing.fields import Condition
from operators.listing.listings import ListQuery, Order
from operators.listing.matching import matching

Row = TypeVar("Row", bound=Model)
BATCH = 1000


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some of the rows that match, and how many there are in all."""

    rows: list[Row]
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
    offset = (query.page - 1) * query.per_page
    # Behind the end the database is not asked: the offset may be beyond what it can count to.
    shown: list[Row] = []
    if offset < total:
        keys = in_order(found, query.order).values("pk")[offset : offset + query.per_page]
        shown = list(in_order(rows.filter(pk__in=keys), query.order))
    return Page(shown, total, query.page, query.per_page)


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
