"""Amounts of reports that lead to the rows behind them, and the tables that they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sales.books.models import Ledger
from sales.money import total
from sales.reports.spans import Days

Condition = tuple[str, str]
"""A field of a list, with `operator:value`."""


class Rows(StrEnum):
    """What is listed behind a figure."""

    POSTINGS = "POSTINGS"
    LINES = "LINES"
    FEES = "FEES"


class Reading(StrEnum):
    """What the listed rows are added up by."""

    CREDIT = "CREDIT"
    """Credits less debits of postings."""
    DEBIT = "DEBIT"
    """Debits less credits of postings."""
    NET = "NET"
    """Amounts without VAT."""
    GROSS = "GROSS"
    """Amounts with VAT."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount that the rows which `conditions` find come to, as `reading` adds them up.

    It is below zero where they were taken back; `title` tells figures of one cell apart.
    """

    amount: Decimal
    rows: Rows
    conditions: tuple[Condition, ...]
    reading: Reading
    title: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table: figures that are added up; none: nothing happened."""

    figures: tuple[Figure, ...] = ()

    @property
    def amount(self) -> Decimal:
        return total(figure.amount for figure in self.figures)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table."""

    label: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """Amounts of one currency; `charted` are the places of the columns that a chart shows."""

    anchor: str
    title: str
    currency: str
    heading: str
    columns: Sequence[str]
    lines: Sequence[Line]
    total: Line
    charted: Sequence[int]
    left_out: int = 0
    """So many lines are counted in the total and not shown."""


def in_books(ledger: Ledger, currency: str, days: Days | None = None) -> tuple[Condition, ...]:
    """What picks the postings of a ledger in one currency, on these booking days."""
    return (
        ("ledger", str(ledger.organisation.number)),
        ("currency", currency),
        *(on_days("booked_on", days) if days else ()),
    )


def of_seller(ledger: Ledger, currency: str) -> tuple[Condition, ...]:
    """What picks the lines and fees of the organisation that keeps the ledger."""
    return (("organisation", str(ledger.organisation.number)), ("currency", currency))


def on_days(name: str, days: Days) -> tuple[Condition, ...]:
    return ((name, f"gte:{days.first}"), (name, f"lte:{days.last}"))


def posted(amount: Decimal, conditions: Iterable[Condition], *, debit: bool = False) -> Cell:
    """A cell with what postings come to."""
    reading = Reading.DEBIT if debit else Reading.CREDIT
    return Cell((Figure(amount, Rows.POSTINGS, tuple(conditions), reading),))


def anchor_of(name: str, currency: str) -> str:
    return f"{name}-{currency.lower()}"


NOTHING = Cell()
