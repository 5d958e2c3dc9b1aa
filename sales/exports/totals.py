"""Control totals: how many rows an export has, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from sales.exports.selecting import Selection, select
from sales.exports.snapshot import one_snapshot
from sales.exports.wishes import ExportWish
from sales.money import ZERO


@dataclass(frozen=True, slots=True)
class ControlSum:
    """The sum of a column over the rows of one currency."""

    currency: str
    column: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ControlTotals:
    """What the rows of an export come to; `sums` by currency, then as the columns stand."""

    rows: int
    sums: tuple[ControlSum, ...] = ()

    def of(self, column: str, currency: str) -> Decimal:
        """The sum of a column in a currency; zero where there is no row."""
        found = (
            one.amount for one in self.sums if (one.column, one.currency) == (column, currency)
        )
        return next(found, ZERO)

    def to_json(self) -> dict[str, Any]:
        """Amounts as texts, to be kept."""
        sums = [
            {"currency": s.currency, "column": s.column, "amount": str(s.amount)} for s in self.sums
        ]
        return {"rows": self.rows, "sums": sums}

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> ControlTotals:
        sums = (ControlSum(s["currency"], s["column"], Decimal(s["amount"])) for s in facts["sums"])
        return cls(facts["rows"], tuple(sums))


def totals_of(wish: ExportWish) -> ControlTotals:
    """What the export would come to now. Raises what `wish.check()` does."""
    with one_snapshot():
        return read_totals(select(wish))


def read_totals(selection: Selection) -> ControlTotals:
    """One statement in the transaction of the caller."""
    statement = selection.totals()
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.parameters)
        found = cursor.fetchall()
    return ControlTotals(
        sum(count for _, count, *_ in found), tuple(_sums(found, selection.summed))
    )


def _sums(found: Iterable[tuple[Any, ...]], summed: list[str]) -> Iterable[ControlSum]:
    for currency, _, *amounts in found:
        for column, amount in zip(summed, amounts, strict=True):
            yield ControlSum(currency, column, (amount or ZERO).quantize(ZERO))
