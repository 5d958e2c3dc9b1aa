"""A report as people read it, on paper and in the admin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sales.closing.facts import Facts
from sales.closing.models import Closing
from sales.closing.states import ReportKind
from sales.closing.words import WORDS
from sales.letters.heads import PAGE_LABELS, party_of
from sales.letters.states import Language
from sales.letters.wording import shown_amount
from sales.payments.states import PaymentType
from sales.printing.pages import print_sheet
from sales.printing.sheets import Column, Note, Sheet, Table
from sales.receipts.wording import WAYS

DRAWER = ("float", "taken", "given", "put_in", "taken_out")
COUNT = ("counted", "difference")
MINUS = "\u2212"


def print_closing(closing: Closing, language: Language) -> bytes:
    """The Z report as PDF; the same bytes each time."""
    seals = ((name, getattr(closing, name)) for name in ("hash", "previous_hash"))
    return print_sheet(sheet_of(closing.facts, language, seals=dict(seals)))


def print_report(facts: Facts, language: Language) -> bytes:
    """An X report as PDF."""
    return print_sheet(sheet_of(facts, language))


def sheet_of(facts: Facts, language: Language, *, seals: Mapping[str, str] | None = None) -> Sheet:
    """The report in that language; moments are in the tenant's zone."""
    say = Speaker(language)
    is_z = facts["kind"] == ReportKind.Z
    return Sheet(
        sender=party_of(facts["seller"], language),
        title=say(facts["kind"], number=facts["number"]),
        facts=list(_head(facts, say)),
        blocks=[*_blocks(facts, say), *_seals(seals or {}, say)],
        marks=[] if is_z and facts["is_counted"] else [say("not_counted" if is_z else "preview")],
        reference=f"{facts['point']['code']} · {facts['kind']} {facts['number']}",
        page_label=PAGE_LABELS[language],
    )


class Speaker:
    """The words and numbers of one language."""

    def __init__(self, language: Language) -> None:
        self.words = WORDS[language]
        self.language = language

    def __call__(self, name: str, **values: object) -> str:
        return self.words[name].format(**values)

    def amount(self, amount: str | None) -> str:
        """With a proper minus; nothing where there is none."""
        return shown_amount(amount or "", self.language).replace("-", MINUS)

    def way(self, name: str) -> str:
        """How somebody paid."""
        return WAYS[self.language].get(name) or str(PaymentType(name).label)


def _head(facts: Facts, say: Speaker) -> Iterator[tuple[str, str]]:
    point, zone = facts["point"], ZoneInfo(facts["zone"])
    names = dict.fromkeys((point["name"], point["code"]))
    yield say("point"), ", ".join(names)
    yield say("settlement"), f"{facts['settlement']} ({facts['number']})"
    yield say("opened"), _when(facts["opened_at"], zone)
    yield (
        say("closed" if facts["kind"] == ReportKind.Z else "until"),
        f"{_when(facts['until'], zone)} ({facts['zone']})",
    )
    yield say("by"), facts["by"]


def _when(moment: str, zone: ZoneInfo) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(zone):%Y-%m-%d %H:%M:%S}"


def _blocks(facts: Facts, say: Speaker) -> Iterator[Table | Note]:
    for one in facts["currencies"]:
        yield from _drawer(one, say)
        if one["money"]:
            yield from _payments(one, say)
        yield from _sales(one, say)
    if not facts["currencies"]:
        yield Note(say("nothing"))
    yield from _documents(facts, say)


def _drawer(one: Facts, say: Speaker) -> Iterator[Table | Note]:
    cash = one["cash"]
    rows = [(say(name), say.amount(cash[name])) for name in DRAWER]
    counted = [(say(name), say.amount(cash[name])) for name in COUNT if cash[name] is not None]
    yield Table(
        [Column(say("drawer", currency=one["currency"]), 3), Column(say("amount"), 1, True)],
        rows,
        [(say("expected"), say.amount(cash["expected"])), *counted],
    )
    if cash["left_before"] != cash["float"]:
        amount = say.amount(cash["left_before"])
        yield Note(say("left_before", amount=amount, currency=one["currency"]))


def _payments(one: Facts, say: Speaker) -> Iterator[Table | Note]:
    money, currency = one["money"], one["currency"]
    names = ("taken", "given", "net")
    columns = [Column(say("money", currency=currency), 3)]
    columns += [
        Column(say("number"), 1, True), Column(say("received"), 1.3, True),
        Column(say("number"), 1, True), Column(say("given"), 1.6, True),
        Column(say("net"), 1.3, True),
    ]  # fmt: skip
    rows = [
        (
            say.way(way["type"]),
            str(way["taken_count"]),
            say.amount(way["taken"]),
            str(way["given_count"]),
            say.amount(way["given"]),
            say.amount(way["net"]),
        )
        for way in money
    ]
    sums = [say.amount(_sum(money, name)) for name in names]
    yield Table(columns, rows, [(say("total"), "", sums[0], "", sums[1], sums[2])])
    apart = Decimal(_sum(money, "net")) - _turnover(one)
    if apart:
        yield Note(say("apart", amount=say.amount(f"{apart:.2f}"), currency=currency))


def _sales(one: Facts, say: Speaker) -> Iterator[Table | Note]:
    """Turnover, VAT, products, discounts and grand totals; nothing where nothing was ever sold."""
    if not one["vat"] and not Decimal(one["grand_total"]["sales"]):
        return
    yield _turnover_table(one, say)
    if one["vat"]:
        yield _vat_table(one, say)
    if one["products"]:
        yield _product_table(one, say)
    off = one["discounts"]
    if off["count"]:
        amount = say.amount(off["amount"])
        yield Note(say("discounts", count=off["count"], amount=amount, currency=one["currency"]))
    grand = one["grand_total"]
    yield Table(
        [Column(say("grand_total", currency=one["currency"]), 3), *_amounts(["amount"], say)],
        [(say(name), say.amount(grand[name])) for name in ("sales", "returns")],
        [(say("net"), say.amount(grand["net"]))],
    )


def _turnover_table(one: Facts, say: Speaker) -> Table:
    both = [one["sales"], one["returns"]]
    heads = ("number", "with_vat", "of_which_vat")
    return Table(
        [Column(say("turnover", currency=one["currency"]), 3), *_amounts(heads, say)],
        [_sold(say(name), one[name], say) for name in ("sales", "returns")],
        [
            (
                say("total"),
                str(sum(part["count"] for part in both)),
                say.amount(_sum(both, "amount")),
                say.amount(_sum(both, "tax_amount")),
            )
        ],
    )


def _sold(name: str, part: Facts, say: Speaker) -> tuple[str, ...]:
    return name, str(part["count"]), say.amount(part["amount"]), say.amount(part["tax_amount"])


def _vat_table(one: Facts, say: Speaker) -> Table:
    heads = ("sold", "returned", "net", "net_tax")
    return Table(
        [Column(say("vat", currency=one["currency"]), 2), *_amounts(heads, say)],
        [
            (f"{say.amount(row['rate'])} %", *(say.amount(row[name]) for name in heads))
            for row in one["vat"]
        ],
        [(say("total"), *(say.amount(_sum(one["vat"], name)) for name in heads))],
    )


def _product_table(one: Facts, say: Speaker) -> Table:
    return Table(
        [
            Column(say("products", currency=one["currency"]), 4),
            *_amounts(("pieces", "amount"), say),
        ],
        [(row["name"], str(row["pieces"]), say.amount(row["amount"])) for row in one["products"]],
    )


def _documents(facts: Facts, say: Speaker) -> Iterator[Table | Note]:
    """Receipts and their copies, what came late, specimens."""
    if facts["receipts"]["drawn"]:
        yield _receipt_table(facts["receipts"]["drawn"], say)
    if facts["copies"]:
        yield Note(say("copies", count=facts["copies"]))
    if facts["late"]:
        yield _late_table(facts["late"], say)
    for row in facts["specimens"]:
        yield Note(say("specimens", **{**row, "amount": say.amount(row["amount"])}))


def _receipt_table(drawn: Sequence[Facts], say: Speaker) -> Table:
    heads = ("first", "last", "count")
    return Table(
        [Column(say("receipts"), 2), Column(say("year")), *_amounts(heads, say)],
        [
            (say(row["kind"]), str(row["year"]), *(str(row[name]) for name in heads))
            for row in drawn
        ],
    )


def _late_table(late: Sequence[Facts], say: Speaker) -> Table:
    return Table(
        [Column(say("late"), 2), Column(say("told_to")), *_amounts(("payment", "amount"), say)],
        [
            (
                say.way(row["type"]),
                str(row["told_to"]),
                str(row["payment"]),
                f"{say.amount(row['amount'])} {row['currency']}",
            )
            for row in late
        ],
    )


def _seals(seals: Mapping[str, str], say: Speaker) -> Iterator[Note]:
    for name, seal in seals.items():
        if seal:
            yield Note(f"{say(name)}: {seal}")


def _amounts(names: Sequence[str], say: Speaker) -> list[Column]:
    return [Column(say(name), 1, True) for name in names]


def _sum(rows: Sequence[Mapping[str, Any]], name: str) -> str:
    return f"{sum((Decimal(row[name]) for row in rows), Decimal(0)):.2f}"


def _turnover(one: Facts) -> Decimal:
    return Decimal(one["sales"]["amount"]) + Decimal(one["returns"]["amount"])
