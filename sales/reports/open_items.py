"""What customers and partners owe, and operators are to be paid, at the end of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sales.books.accounts import Account
from sales.books.models import Ledger
from sales.books.queries import OpenItem, open_orders, open_parties
from sales.money import total
from sales.reports.figures import Condition, Line, Table, anchor_of, in_books, posted

MOST_ITEMS = 50
"""So many stand on a page, the largest first; the list behind the total has them all."""
KINDS = (
    ("orders", "Customers", "Order", Account.CUSTOMER_RECEIVABLE, "order"),
    ("partners", "Partners", "Partner", Account.CHANNEL_RECEIVABLE, "party"),
    ("operators", "Operators, below zero: to be paid to them", "Operator",
     Account.OPERATOR_PAYABLE, "party"),
)  # fmt: skip
"""Anchor, title, heading, account, and the field that an item is found by."""


def open_items_report(ledger: Ledger, day: date) -> list[Table]:
    """For each currency what is open by order, by partner, by operator. Two statements."""
    found = (open_orders(ledger, through=day), *open_parties(ledger, through=day))
    return [
        _table(kind, ledger, day, currency, [one for one in items if one.currency == currency])
        for kind, items in zip(KINDS, found, strict=True)
        for currency in sorted({one.currency for one in items})
    ]


def _table(
    kind: tuple[str, str, str, Account, str],
    ledger: Ledger,
    day: date,
    currency: str,
    items: Sequence[OpenItem],
) -> Table:
    anchor, title, heading, account, field = kind
    where: tuple[Condition, ...] = (
        ("account", account.value),
        *in_books(ledger, currency),
        ("booked_on", f"lte:{day}"),
    )
    largest = sorted(items, key=lambda one: (-abs(one.amount), one.name))[:MOST_ITEMS]
    lines = [
        Line(one.name, [posted(one.amount, ((field, f"eq:{one.key}"), *where), debit=True)])
        for one in largest
    ]
    last = posted(total(one.amount for one in items), where, debit=True)
    return Table(
        anchor_of(anchor, currency), f"{title}, {currency}", currency, heading, ["Owed"], lines,
        Line("Total", [last]), [0], len(items) - len(largest),
    )  # fmt: skip
