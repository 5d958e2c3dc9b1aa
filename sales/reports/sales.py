"""Sales over time by channel, product or operator, without VAT."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Sum, TextChoices
from django.db.models.expressions import Combinable

from sales.books.accounts import Account, DocumentKind
from sales.books.models import Ledger, Posting
from sales.money import ZERO, total
from sales.orders.lines import OrderLine
from sales.reports.figures import (
    NOTHING,
    Cell,
    Condition,
    Figure,
    Line,
    Reading,
    Table,
    anchor_of,
    in_books,
    posted,
)
from sales.reports.revenue import ACCOUNTS, CONFIRMED, FEES, REVENUE
from sales.reports.sold import DAYS_OF, Sold, sums_on
from sales.reports.spans import Days, Span

LATE = date.max
"""Stands for all steps together."""


class Grouping(TextChoices):
    """What sales are told apart by. Fees have neither operator nor product; they are a group."""

    CHANNEL = "channel", "Channels"
    PRODUCT = "product", "Products"
    OPERATOR = "operator", "Operators"


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """A channel, product or operator; without a code the fees."""

    name: str
    code: str

    def conditions(self, grouping: Grouping) -> tuple[Condition, ...]:
        """What picks its postings."""
        if not self.code:
            return FEES
        return (*REVENUE, (grouping.value, f"eq:{self.code}"))


OF_FEES = Group("Fees", "")
NAMES = {
    Grouping.CHANNEL: ("order__channel__name", "order__channel__code"),
    Grouping.OPERATOR: ("operator__name", "operator__code"),
}
Cells = dict[str, dict[Group, dict[date, Cell]]]
"""By currency, group and first day of the step; all steps together under LATE."""
Posted = dict[str, dict[Group, dict[date, Decimal]]]
"""The same, without what all steps come to."""


def sales_report(ledger: Ledger, span: Span, grouping: Grouping) -> list[Table]:
    """One table for each currency: a row for each step, a column for each group. Four statements
    at most."""
    totals = _posted(ledger, span, ())
    if grouping == Grouping.PRODUCT:
        cells = _of_products(ledger, span)
    else:
        cells = _cells_of(ledger, span, grouping)
    return [
        _table(span, grouping, currency, cells[currency], _in_all(ledger, span, currency, found))
        for currency, found in sorted(totals.items())
    ]


def _table(
    span: Span,
    grouping: Grouping,
    currency: str,
    cells: dict[Group, dict[date, Cell]],
    in_all: dict[date, Cell],
) -> Table:
    groups = sorted(cells, key=lambda group: (group == OF_FEES, group))

    def line(label: str, start: date) -> Line:
        of_groups = [cells[group].get(start, NOTHING) for group in groups]
        return Line(label, [*of_groups, in_all.get(start, NOTHING)])

    return Table(
        anchor_of("sales", currency),
        f"Sales without VAT, {currency}",
        currency,
        span.step.label,
        [*(group.name for group in groups), "Total"],
        [line(span.label_of(start), start) for start, _ in span.parts()],
        line("Total", LATE),
        range(len(groups)),
    )


def _posted(ledger: Ledger, span: Span, names: tuple[str, ...], *accounts: Account) -> Posted:
    """What was sold, credits positive, by currency, group and step. Postings that have no name
    are those of fees."""
    found = Posting.objects.filter(
        ledger=ledger,
        kind=DocumentKind.CONFIRMATION,
        account__in=accounts or ACCOUNTS,
        booked_on__range=span.ends,
    ).values_list("currency", *names, span.step.start_of("booked_on"))
    sums: Posted = defaultdict(lambda: defaultdict(dict))
    for currency, *name, start, amount in found.annotate(sum=-Sum("amount")).order_by():
        group = Group(*name) if name and name[1] else OF_FEES
        sums[currency][group][start] = amount
    return sums


def _cells_of(ledger: Ledger, span: Span, grouping: Grouping) -> Cells:
    return _posted_cells(ledger, span, grouping, _posted(ledger, span, NAMES[grouping]))


def _posted_cells(ledger: Ledger, span: Span, grouping: Grouping, sums: Posted) -> Cells:
    return defaultdict(
        dict,
        {
            currency: {
                group: _steps(ledger, span, currency, group.conditions(grouping), found)
                for group, found in groups.items()
            }
            for currency, groups in sums.items()
        },
    )


def _in_all(
    ledger: Ledger, span: Span, currency: str, groups: dict[Group, dict[date, Decimal]]
) -> dict[date, Cell]:
    return _steps(ledger, span, currency, REVENUE, groups[OF_FEES])


def _steps(
    ledger: Ledger,
    span: Span,
    currency: str,
    conditions: tuple[Condition, ...],
    found: dict[date, Decimal],
) -> dict[date, Cell]:
    """The cells of one column, and what they come to."""
    sums = {**found, LATE: total(found.values())}
    return {
        start: posted(sums[start], (*conditions, *CONFIRMED, *in_books(ledger, currency, days)))
        for start, days in _parts(span)
        if start in sums
    }


def _parts(span: Span) -> Iterator[tuple[date, Days]]:
    yield from span.parts()
    yield LATE, Days(span.first, span.last)


def _of_products(ledger: Ledger, span: Span) -> Cells:
    """Lines know their product and postings do not: what was sold, then what was taken back. Fees
    come from the postings."""
    cells = _posted_cells(
        ledger, span, Grouping.PRODUCT, _posted(ledger, span, (), Account.FEE_REVENUE)
    )
    days = dict(_parts(span))
    for start, one in _sold(ledger, span):
        group = Group(str(one.key[0]), str(one.key[1]))
        named = ("product", f"eq:{group.code}")
        figure = one.figure(Reading.NET, ledger, days[start], named)
        column = cells[one.currency].setdefault(group, {})
        column[start] = _with(column.get(start, NOTHING), figure)
    return cells


def _with(cell: Cell, figure: Figure) -> Cell:
    return Cell((*cell.figures, figure))


def _sold(ledger: Ledger, span: Span) -> Iterable[tuple[date, Sold]]:
    """Each sum with the step that it is of, then the sums of all steps."""
    for on in DAYS_OF:
        keys: list[Combinable] = [F("product__name"), F("product__code"), span.step.start_of(on)]
        sums: dict[tuple[str, tuple[object, ...]], Sold] = {}
        for one in sums_on(OrderLine, on, ledger, span, keys=keys):
            *key, start = one.key
            yield start, one
            known = sums.get((one.currency, tuple(key)))
            gross, tax = (known.gross, known.tax) if known else (ZERO, ZERO)
            sums[one.currency, tuple(key)] = Sold(
                one.rows, on, one.currency, tuple(key), gross + one.gross, tax + one.tax
            )
        yield from ((LATE, one) for one in sums.values())
