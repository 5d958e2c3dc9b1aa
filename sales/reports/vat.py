"""VAT by rate, and over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Case, F, Sum, Value, When

from sales.books.accounts import Account, DocumentKind
from sales.books.models import Ledger, Posting
from sales.money import ZERO, total
from sales.orders.lines import Fee, OrderLine
from sales.reports.figures import (
    NOTHING,
    Cell,
    Condition,
    Line,
    Reading,
    Table,
    anchor_of,
    in_books,
    posted,
)
from sales.reports.revenue import CONFIRMED, REVENUE
from sales.reports.sold import Sold, sums_of
from sales.reports.spans import Span

VAT: tuple[Condition, ...] = (("account", Account.VAT_PAYABLE.value),)
BESIDE: Condition = ("kind", f"ne:{DocumentKind.CONFIRMATION.value}")
COLUMNS = ("Sales without VAT", "VAT on sales", "Sales with VAT", "VAT beside sales", "VAT in all")
IN_ALL = len(COLUMNS) - 1
Key = tuple[Decimal, bool, date]
"""A rate, whether the VAT is that of sales, and the first day of the step."""


def vat_report(ledger: Ledger, span: Span) -> list[Table]:
    """For each currency what was sold at each rate, with the VAT in it and that of other
    documents, such as commissions; then VAT over time. Six statements."""
    taxes = _taxes(ledger, span)
    totals = _totals(ledger, span)
    sold = [
        one for model in (OrderLine, Fee) for one in sums_of(model, ledger, span, keys=["vat_rate"])
    ]
    currencies = {*taxes, *(one.currency for one in sold)}
    tables = []
    for currency in sorted(currencies):
        own = [one for one in sold if one.currency == currency]
        report = _Report(ledger, span, currency, taxes[currency], own)
        tables += [report.by_rate(totals), report.over_time()]
    return tables


class _Report:
    """The two tables of one currency."""

    def __init__(
        self,
        ledger: Ledger,
        span: Span,
        currency: str,
        taxes: dict[Key, Decimal],
        sold: Sequence[Sold],
    ) -> None:
        self.ledger, self.span, self.currency = ledger, span, currency
        self.taxes, self.sold = taxes, sold
        found = {rate for rate, _, _ in taxes} | {one.key[0] for one in sold}
        self.rates: list[Decimal] = sorted(found)
        self.where = in_books(ledger, currency, span)

    def by_rate(self, totals: dict[tuple[str, bool], Decimal]) -> Table:
        lines = [Line(f"{rate} %", list(self._cells(rate))) for rate in self.rates]
        net, gross = totals.get((self.currency, False)), totals.get((self.currency, True))
        last = [
            NOTHING if net is None else posted(-net, (*REVENUE, *CONFIRMED, *self.where)),
            self._tax((*VAT, *CONFIRMED), is_sale=True),
            NOTHING
            if gross is None
            else posted(
                gross,
                (("account", Account.CUSTOMER_RECEIVABLE.value), *CONFIRMED, *self.where),
                debit=True,
            ),
            self._tax((*VAT, BESIDE), is_sale=False),
            self._tax(VAT),
        ]
        return Table(
            anchor_of("rates", self.currency), f"VAT by rate, {self.currency}", self.currency,
            "Rate", COLUMNS, lines, Line("Total", last), [IN_ALL],
        )  # fmt: skip

    def over_time(self) -> Table:
        lines = [
            Line(
                self.span.label_of(start),
                [
                    *(self._tax((*VAT, _rate(rate)), rate=rate, start=start, where=where)
                      for rate in self.rates),
                    self._tax(VAT, start=start, where=where),
                ],
            )
            for start, days in self.span.parts()
            for where in [in_books(self.ledger, self.currency, days)]
        ]  # fmt: skip
        last = [*(self._tax((*VAT, _rate(rate)), rate=rate) for rate in self.rates), self._tax(VAT)]
        columns = [*(f"{rate} %" for rate in self.rates), "Total"]
        return Table(
            anchor_of("time", self.currency), f"VAT over time, {self.currency}", self.currency,
            self.span.step.label, columns, lines, Line("Total", last), range(len(self.rates)),
        )  # fmt: skip

    def _cells(self, rate: Decimal) -> Iterator[Cell]:
        named = _rate(rate)
        yield self._lines(rate, Reading.NET)
        yield self._tax((*VAT, *CONFIRMED, named), rate=rate, is_sale=True)
        yield self._lines(rate, Reading.GROSS)
        yield self._tax((*VAT, BESIDE, named), rate=rate, is_sale=False)
        yield self._tax((*VAT, named), rate=rate)

    def _lines(self, rate: Decimal, reading: Reading) -> Cell:
        return Cell(
            tuple(
                one.figure(reading, self.ledger, self.span, _rate(rate))
                for one in self.sold
                if one.key == (rate,)
            )
        )

    def _tax(
        self,
        conditions: tuple[Condition, ...],
        *,
        rate: Decimal | None = None,
        is_sale: bool | None = None,
        start: date | None = None,
        where: tuple[Condition, ...] | None = None,
    ) -> Cell:
        """What was posted as VAT; None: of any rate, kind or step."""
        found = [
            amount
            for (of_rate, of_sale, of_start), amount in self.taxes.items()
            if rate in (None, of_rate) and is_sale in (None, of_sale) and start in (None, of_start)
        ]
        return posted(total(found), (*conditions, *(where or self.where))) if found else NOTHING


def _rate(rate: Decimal) -> Condition:
    return ("vat_rate", f"eq:{rate}")


def _taxes(ledger: Ledger, span: Span) -> dict[str, dict[Key, Decimal]]:
    """VAT that was posted, by currency; credits are positive."""
    found = Posting.objects.filter(
        ledger=ledger, account=Account.VAT_PAYABLE, booked_on__range=span.ends
    ).values_list(
        "currency",
        "vat_rate",
        Case(When(kind=DocumentKind.CONFIRMATION, then=Value(True)), default=Value(False)),
        span.step.start_of("booked_on"),
    )
    taxes: dict[str, dict[Key, Decimal]] = defaultdict(dict)
    for currency, rate, is_sale, start, amount in found.annotate(sum=-Sum("amount")).order_by():
        taxes[currency][rate, is_sale, start] = amount
    return taxes


def _totals(ledger: Ledger, span: Span) -> dict[tuple[str, bool], Decimal]:
    """What sales came to in each currency: revenue, and with True what customers owed for it."""
    found = Posting.objects.filter(
        ledger=ledger, kind=DocumentKind.CONFIRMATION, booked_on__range=span.ends
    ).exclude(account=Account.VAT_PAYABLE)
    sums: dict[tuple[str, bool], Decimal] = defaultdict(lambda: ZERO)
    for currency, account, amount in (
        found.values_list("currency", F("account")).annotate(sum=Sum("amount")).order_by()
    ):
        sums[currency, account == Account.CUSTOMER_RECEIVABLE] += amount
    return sums
