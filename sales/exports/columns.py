"""Columns of exports: their names, what they hold, and how that is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ColumnKind(StrEnum):
    """What a column holds; writers decide by it alone how a value is written."""

    TEXT = "TEXT"
    """Words of people and partners; what a spreadsheet would take for a formula is neutralised."""
    CODE = "CODE"
    """Words of ours, of letters and digits: never a formula."""
    AMOUNT = "AMOUNT"
    """Money in the main unit of the row's currency, two decimals; may be negative."""
    RATE = "RATE"
    """Percent, two decimals."""
    NUMBER = "NUMBER"
    DAY = "DAY"
    """A day of the tenant's zone."""
    MOMENT = "MOMENT"
    """UTC, whole seconds."""
    FLAG = "FLAG"
    """true or false."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column under the name that the file has; `is_summed` ones are in the control totals."""

    name: str
    kind: ColumnKind
    meaning: str
    is_summed: bool = False


def text(name: str, meaning: str) -> Column:
    return Column(name, ColumnKind.TEXT, meaning)


def code(name: str, meaning: str) -> Column:
    return Column(name, ColumnKind.CODE, meaning)


def amount(name: str, meaning: str, *, is_summed: bool = False) -> Column:
    return Column(name, ColumnKind.AMOUNT, meaning, is_summed)


def rate(name: str, meaning: str) -> Column:
    return Column(name, ColumnKind.RATE, meaning)


def number(name: str, meaning: str) -> Column:
    return Column(name, ColumnKind.NUMBER, meaning)


def day(name: str, meaning: str) -> Column:
    return Column(name, ColumnKind.DAY, meaning)


def moment(name: str, meaning: str) -> Column:
    return Column(name, ColumnKind.MOMENT, meaning)


def flag(name: str, meaning: str) -> Column:
    return Column(name, ColumnKind.FLAG, meaning)
