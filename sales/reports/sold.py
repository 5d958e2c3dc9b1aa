"""Lines and fees that were sold and taken back: what postings alone do not tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Sum
from django.db.models.expressions import Combinable

from sales.books.models import Ledger
from sales.orders.lines import Fee, OrderLine
from sales.reports.figures import Figure, Reading, Rows, of_seller, on_days
from sales.reports.spans import Days

PREFIX = {Rows.LINES: "lines", Rows.FEES: "fees"}
"""Before the names of their own fields in the lists."""
TITLES = {
    (Rows.LINES, "sold_on"): "sold",
    (Rows.LINES, "returned_on"): "taken back",
    (Rows.FEES, "sold_on"): "fees",
    (Rows.FEES, "returned_on"): "fees taken off",
}
DAYS_OF = ("sold_on", "returned_on")


@dataclass(frozen=True, slots=True)
class Sold:
    """What the rows of one kind, one day and one key came to; below zero if they came back."""

    rows: Rows
    on: str
    currency: str
    key: tuple[Any, ...]
    gross: Decimal
    tax: Decimal

    def figure(
        self,
        reading: Reading,
        ledger: Ledger,
        days: Days,
        *conditions: tuple[str, str],
    ) -> Figure:
        """It as a figure; the conditions pick its key, by the names of its own fields."""
        prefix = PREFIX[self.rows]
        own = [*on_days(self.on, days), *conditions]
        return Figure(
            self.gross if reading == Reading.GROSS else self.gross - self.tax,
            self.rows,
            (
                *of_seller(ledger, self.currency),
                *((f"{prefix}.{name}", text) for name, text in own),
            ),
            reading,
            TITLES[self.rows, self.on],
        )


def sums_of(
    model: type[OrderLine] | type[Fee], ledger: Ledger, days: Days, *, keys: Sequence[str]
) -> Iterator[Sold]:
    """What was sold in these days, then what was taken back, by these columns."""
    for on in DAYS_OF:
        yield from sums_on(model, on, ledger, days, keys=[F(key) for key in keys])


def sums_on(
    model: type[OrderLine] | type[Fee],
    on: str,
    ledger: Ledger,
    days: Days,
    *,
    keys: Sequence[Combinable],
) -> Iterator[Sold]:
    """What was sold in these days, or with `returned_on` what was taken back."""
    rows = Rows.LINES if model is OrderLine else Rows.FEES
    sign = 1 if on == "sold_on" else -1
    found: Any = model._default_manager.filter(
        order__tenant=ledger.tenant_id,
        order__seller=ledger.organisation_id,
        **{f"{on}__range": days.ends},
    )
    sums = found.values_list("order__currency", *keys).annotate(
        of_gross=Sum("amount"), of_tax=Sum("tax_amount")
    )
    for currency, *key, gross, tax in sums.order_by():
        yield Sold(rows, on, currency, tuple(key), sign * gross, sign * tax)
