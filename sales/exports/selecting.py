"""The SQL of an export: one statement for its rows and one for their totals, over the same rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet

from sales.exports.columns import Column, ColumnKind
from sales.exports.datasets.dataset import MARK, Source
from sales.exports.wishes import ExportWish

TYPES = {
    ColumnKind.AMOUNT: "numeric",
    ColumnKind.RATE: "numeric",
    ColumnKind.NUMBER: "numeric",
    ColumnKind.DAY: "date",
    ColumnKind.MOMENT: "timestamptz",
    ColumnKind.FLAG: "boolean",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with its parameters."""

    sql: str
    parameters: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows of a wish, to be put into statements as often as they are needed."""

    wish: ExportWish
    rows: Statement

    def written(self, values: Sequence[str]) -> Statement:
        """These expressions of each row, in the order of the dataset."""
        order = ", ".join(column_name(name) for name in self.wish.dataset.order)
        return Statement(
            f"SELECT {', '.join(values)} FROM ({self.rows.sql}) AS exported ORDER BY {order}",  # noqa: S608
            self.rows.parameters,
        )

    def totals(self) -> Statement:
        """Per currency: the rows, and the sums of the columns that are summed."""
        dataset = self.wish.dataset
        sums = "".join(f", sum({column_name(name)})" for name in self.summed)
        currency = column_name(dataset.currency) if dataset.currency else "''"
        return Statement(
            f"SELECT {currency} AS currency, count(*){sums} "  # noqa: S608
            f"FROM ({self.rows.sql}) AS exported GROUP BY 1 ORDER BY 1",
            self.rows.parameters,
        )

    @property
    def summed(self) -> list[str]:
        return [column.name for column in self.wish.columns if column.is_summed]


def select(wish: ExportWish) -> Selection:
    """The rows of a wish. WishUnfit, UnknownDataset; UnusableListing for its filter."""
    wish.check()
    dataset = wish.dataset
    names = [*(column.name for column in wish.columns), *dataset.hidden]
    parts = list(compiled(dataset.sources(wish), names))
    sql = " UNION ALL ".join(f"({part.sql})" for part in parts) or nothing(wish)
    rows = Statement(sql, tuple(one for part in parts for one in part.parameters))
    return Selection(wish, grouped(rows, wish) if dataset.groups else rows)


def compiled(sources: Sequence[Source], names: Sequence[str]) -> Iterator[Statement]:
    """The queries that can find anything."""
    for source in sources:
        try:
            sql, parameters = source.selected(names).query.sql_with_params()
        except EmptyResultSet:
            continue
        yield Statement(sql, tuple(parameters))


def grouped(rows: Statement, wish: ExportWish) -> Statement:
    """Rows that agree in the columns of the groups become one."""
    groups = [column_name(name) for name in wish.dataset.groups]
    others = [column for column in wish.columns if column.name not in wish.dataset.groups]
    sums = [f"sum({column_name(one.name)}) AS {column_name(one.name)}" for one in others]
    return Statement(
        f"SELECT {', '.join([*groups, *sums])} FROM ({rows.sql}) AS single "  # noqa: S608
        f"GROUP BY {', '.join(groups)}",
        rows.parameters,
    )


def nothing(wish: ExportWish) -> str:
    """No rows, of columns that can be added up and written as all others can."""
    typed = [f"NULL::{TYPES.get(one.kind, 'text')} AS {named(one)}" for one in wish.columns]
    hidden = [f"NULL::text AS {column_name(name)}" for name in wish.dataset.hidden]
    return f"SELECT {', '.join([*typed, *hidden])} WHERE false"


def column_name(name: str) -> str:
    return f'"{MARK}{name}"'


def named(column: Column) -> str:
    return column_name(column.name)
