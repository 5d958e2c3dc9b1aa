"""Tables of the pages of the books: accounts with their sums, lines of a document, periods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html

from operators.admin.event_words import in_words
from sales.admin.order_sections import Amounts, Links, Section, amount, when
from sales.books.models import AccountingPeriod, Ledger, Posting
from sales.books.queries import OpenItem

Condition = tuple[str, str]
"""A field of the list of postings, with what it must be."""
MOST_ITEMS = 50
"""So many open items stand on a page; the list behind them has them all."""


class AccountSums(Protocol):
    """What an account came to: a line of a trial balance, or a control total that was kept."""

    @property
    def account(self) -> str: ...
    @property
    def currency(self) -> str: ...
    @property
    def opening(self) -> Decimal: ...
    @property
    def debit(self) -> Decimal: ...
    @property
    def credit(self) -> Decimal: ...
    @property
    def balance(self) -> Decimal: ...
    @property
    def postings(self) -> int: ...


def day(value: date | None) -> str:
    return date_format(value, "j M Y") if value else ""


def postings_where(conditions: Iterable[Condition]) -> str:
    """The address of the list of postings that these conditions leave."""
    return f"{reverse('admin:sales_posting_changelist')}?{urlencode(list(conditions))}"


def sums_section(
    anchor: str, title: str, lines: Iterable[AccountSums], *, of: Iterable[Condition]
) -> Section:
    """Accounts with what they came to; each leads to its postings among those that are `of`."""
    columns = [
        "Account", Amounts("Before"), Amounts("Debit"), Amounts("Credit"), Amounts("Balance"),
        Amounts("Postings"),
    ]  # fmt: skip
    rows = [
        [
            _link(
                in_words(line.account),
                [*of, ("account", line.account), ("currency", line.currency)],
            ),
            amount(line.opening, line.currency),
            amount(line.debit, line.currency),
            amount(line.credit, line.currency),
            amount(line.balance, line.currency),
            line.postings,
        ]
        for line in lines
    ]
    return Section(anchor, title, columns, rows, "Nothing was posted.")


def span_of(ledger: Ledger, *, since: date | None, through: date | None) -> list[Condition]:
    """What picks the postings of a ledger from one day through another."""
    ends = [("gte", since), ("lte", through)]
    return [
        ("ledger", str(ledger.organisation.number)),
        *(("booked_on", f"{operator}:{end}") for operator, end in ends if end),
    ]


def open_section(anchor: str, title: str, items: Sequence[OpenItem], *, of: Condition) -> Section:
    """What is owed to the seller, or by it; each leads to the postings that it comes from.

    `of` is the account, and the name of the field that the item is found by.
    """
    account, field = of
    rows = [
        [
            _link(item.name, [("account", account), (field, item.key)]),
            amount(item.amount, item.currency),
        ]
        for item in items[:MOST_ITEMS]
    ]
    more = len(items) - MOST_ITEMS
    facts = [("More that are not shown", more)] if more > 0 else []
    return Section(anchor, title, ["For", Amounts("Owed")], rows, "Nothing is open.", facts=facts)


def period_section(periods: Iterable[AccountingPeriod], links: Links) -> Section:
    """The periods of a ledger, newest first."""
    rows = [
        [
            links.to(period, period.number),
            period.get_state_display(),
            day(period.starts_on),
            day(period.ends_on),
            when(period.closed_at),
            period.closed_by,
        ]
        for period in periods
    ]
    columns = ["Number", "State", "First day", "Last day", "Closed", "By"]
    return Section("periods", "Periods", columns, rows)


def document_section(lines: Sequence[Posting], links: Links) -> Section:
    """The lines of one document, with what it is about."""
    columns = ["Account", "Party", "Operator", "VAT rate", Amounts("Debit"), Amounts("Credit")]
    rows = [
        [
            in_words(line.account),
            links.to(line.party),
            links.to(line.operator),
            "" if line.vat_rate is None else f"{line.vat_rate} %",
            amount(line.amount, line.currency) if line.amount > 0 else "",
            amount(-line.amount, line.currency) if line.amount < 0 else "",
        ]
        for line in lines
    ]
    return Section("document", "Document", columns, rows, facts=_facts(lines[0], links))


def _facts(line: Posting, links: Links) -> list[tuple[str, object]]:
    about = (
        links.to(line.order, f"{line.order}, version {line.order_version}")
        if line.order
        else line.reference
    )
    facts: list[tuple[str, object]] = [
        ("Kind", in_words(line.kind)),
        ("About", about),
        ("Ledger", links.to(line.ledger)),
        ("Booking day", day(line.booked_on)),
        ("Late for", day(line.late_for)),
        ("Posted", when(line.posted_at)),
        ("Takes back", _taken_back(line)),
    ]
    return [(name, fact) for name, fact in facts if fact]


def _taken_back(line: Posting) -> object:
    taken = line.reverses
    return _link(str(taken)[:8], [("document", str(taken))]) if taken else ""


def _link(text: object, conditions: Iterable[Condition]) -> object:
    return format_html('<a href="{}" class="text-link">{}</a>', postings_where(conditions), text)
