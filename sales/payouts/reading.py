"""Reading the reports of providers: CSV with a header, UTF-8, amounts in the main unit."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from sales.money import CENT, MOST, ZERO, has_two_decimals
from sales.payouts.errors import ReportUnreadable
from sales.payouts.states import PayoutLineKind, PayoutSource
from sales.payouts.terms import LineTold, PayoutTold

Row = Mapping[str, str]
LONGEST = {"payout": 64, "reference": 255, "provider_reference": 255}
LONGEST_DESCRIPTION = 200
STRIPE_KINDS = {
    "charge": PayoutLineKind.PAYMENT,
    "refund": PayoutLineKind.REFUND,
    "partial_capture_reversal": PayoutLineKind.OTHER,
    "fee": PayoutLineKind.FEE,
    "network_cost": PayoutLineKind.FEE,
    "tax": PayoutLineKind.FEE,
}
"""Its reporting categories; those that are not here are for people to look at."""
OWN_COLUMNS = ("payout", "paid_on", "currency", "reference", "gross", "fee", "net", "kind")
STRIPE_PAYOUT = ("payout", "payout_reversal")
"""The payout itself, where a report lists it among what it is made of."""


class Unreadable(Exception):
    """What is wrong with one row, in words."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a report: ours before theirs, and what a row is for. Without a kind the row
    is passed over."""

    columns: Mapping[str, str]
    kind: Callable[[Row], PayoutLineKind | None]
    provider_reference: Callable[[Row, PayoutLineKind], str]


@dataclass(slots=True)
class _Gathered:
    """The rows of one payout so far."""

    paid_on: date
    currency: str
    lines: list[LineTold] = field(default_factory=list)
    known: set[str] = field(default_factory=set)


def _stripe_kind(row: Row) -> PayoutLineKind | None:
    told = row["reporting_category"]
    return None if told in STRIPE_PAYOUT else STRIPE_KINDS.get(told, PayoutLineKind.OTHER)


def _stripe_reference(row: Row, kind: PayoutLineKind) -> str:
    """A payment is known by its intent, a refund by its own name."""
    if kind == PayoutLineKind.PAYMENT:
        return row.get("payment_intent_id") or row.get("charge_id") or row.get("source_id", "")
    return row.get("source_id") or row.get("refund_id", "")


def _told_kind(row: Row) -> PayoutLineKind:
    told = row["kind"].upper()
    if told not in PayoutLineKind.values:
        raise Unreadable(f"kind “{row['kind']}” is none of {', '.join(PayoutLineKind.values)}")
    return PayoutLineKind(told)


LAYOUTS = {
    PayoutSource.STRIPE: Layout(
        {
            "payout": "automatic_payout_id",
            "paid_on": "automatic_payout_effective_at",
            "currency": "currency",
            "reference": "balance_transaction_id",
            "gross": "gross",
            "fee": "fee",
            "net": "net",
            "kind": "reporting_category",
        },
        _stripe_kind,
        _stripe_reference,
    ),
    PayoutSource.OTHER: Layout(
        {
            name: name
            for name in (
                "payout",
                "paid_on",
                "currency",
                "reference",
                "gross",
                "fee",
                "net",
                "kind",
            )
        },
        _told_kind,
        lambda row, _: row.get("provider_reference", ""),
    ),
}


def read_report(source: PayoutSource, lines: Iterable[str]) -> list[PayoutTold]:
    """The payouts of a report, in its order. ReportUnreadable, with what is wrong in each row.

    Rows without a payout were not paid out yet and are passed over.
    """
    layout, gathered, problems = LAYOUTS[source], dict[str, _Gathered](), []
    for number, row in _rows(layout, lines):
        try:
            _gather(layout, row, gathered)
        except Unreadable as wrong:
            problems.append(f"Row {number}: {wrong}.")
    if problems:
        raise ReportUnreadable(problems)
    return [
        PayoutTold(reference, one.paid_on, one.currency, one.lines)
        for reference, one in gathered.items()
    ]


def _rows(layout: Layout, lines: Iterable[str]) -> Iterator[tuple[int, Row]]:
    """Each row with its line in the file; the file may begin with a byte order mark."""
    unmarked = (
        line.removeprefix("\ufeff") if not place else line for place, line in enumerate(lines)
    )
    try:
        reader = csv.DictReader(unmarked, restval="", strict=True)
        names = [name.strip().lower() for name in reader.fieldnames or ()]
        missing = [name for name in layout.columns.values() if name not in names]
        if missing:
            raise ReportUnreadable([f"There is no column {', '.join(missing)}."])
        reader.fieldnames = names
        for row in reader:
            if None in row:
                raise ReportUnreadable([f"Row {reader.line_num} has more cells than columns."])
            yield reader.line_num, {name: cell.strip() for name, cell in row.items()}
    except (csv.Error, UnicodeDecodeError) as broken:
        raise ReportUnreadable(["The file is no CSV in UTF-8."]) from broken


def _gather(layout: Layout, row: Row, gathered: dict[str, _Gathered]) -> None:
    kind, payout = layout.kind(row), row[layout.columns["payout"]]
    if not payout or kind is None:
        return
    told = {name: row[column] for name, column in layout.columns.items()}
    found = _Gathered(_day(told["paid_on"]), _currency(told["currency"]))
    mine = gathered.setdefault(_name("payout", payout), found)
    if (mine.paid_on, mine.currency) != (found.paid_on, found.currency):
        raise Unreadable(f"payout {payout} has another day or currency above")
    line = _line(layout, row, told, kind)
    if line.reference in mine.known:
        raise Unreadable(f"“{line.reference}” is there twice")
    mine.known.add(line.reference)
    mine.lines.append(line)


def _line(layout: Layout, row: Row, told: Row, kind: PayoutLineKind) -> LineTold:
    gross, fee = _amount("gross", told["gross"]), _amount("fee", told["fee"] or "0")
    if told["net"] and _amount("net", told["net"]) != gross - fee:
        raise Unreadable("net is not gross less fee")
    wrong_way = gross <= 0 if kind == PayoutLineKind.PAYMENT else gross >= 0
    if kind in (PayoutLineKind.PAYMENT, PayoutLineKind.REFUND) and wrong_way:
        raise Unreadable(f"gross {gross} has the wrong sign for a {kind.lower()}")
    if kind == PayoutLineKind.FEE:
        # Nobody paid it, so nothing of it waits to be paid out.
        gross, fee = ZERO, fee - gross
    return LineTold(
        reference=_name("reference", told["reference"]),
        kind=kind,
        provider_reference=_limited("provider_reference", layout.provider_reference(row, kind)),
        description=(row.get("description") or told["kind"])[:LONGEST_DESCRIPTION],
        gross=gross,
        fee=fee,
    )


def _name(name: str, value: str) -> str:
    if not value:
        raise Unreadable(f"{name} is empty")
    return _limited(name, value)


def _limited(name: str, value: str) -> str:
    if len(value) > LONGEST[name]:
        raise Unreadable(f"{name} is longer than {LONGEST[name]} characters")
    return value


def _day(value: str) -> date:
    """The day as it is written, whatever time follows it."""
    try:
        return date.fromisoformat(value[:10])
    except ValueError as wrong:
        raise Unreadable(f"“{value}” is no day such as 2026-06-01") from wrong


def _currency(value: str) -> str:
    told = value.upper()
    if len(told) != 3 or not (told.isascii() and told.isalpha()):
        raise Unreadable(f"“{value}” is no currency such as EUR")
    if not has_two_decimals(told):
        raise Unreadable(f"{told} has no hundred minor units")
    return told


def _amount(name: str, value: str) -> Decimal:
    try:
        amount = Decimal(value)
        exact = amount.is_finite() and abs(amount) <= MOST and amount == amount.quantize(CENT)
    except InvalidOperation as wrong:
        raise Unreadable(f"{name} “{value}” is no amount such as 12.50") from wrong
    if not exact:
        raise Unreadable(f"{name} “{value}” is no amount such as 12.50")
    return amount.quantize(CENT)
