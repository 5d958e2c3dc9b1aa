"""Statements as PDF, out of what they keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from sales.letters.heads import PAGE_LABELS, party_of
from sales.letters.states import Language
from sales.letters.wording import shown_amount
from sales.printing.pages import print_sheet
from sales.printing.sheets import Column, Note, Sheet, Table
from sales.statements.models import Statement
from sales.statements.states import StatementKind
from sales.statements.wording import WORDS

Rows = list[list[str]]


def statement_pdf(statement: Statement, language: Language) -> bytes:
    """The statement as PDF: the same bytes whenever it is printed in the same language."""
    return print_sheet(statement_sheet(statement, language))


def statement_file_name(statement: Statement, language: Language) -> str:
    """What the PDF is called where it is stored."""
    title = WORDS[language]["title"].lower()
    return f"{title}-{statement.number}-{statement.issued_on:%Y}.pdf"


def statement_sheet(statement: Statement, language: Language) -> Sheet:
    """All that is printed: what is settled, what was sold, the VAT in it, and the commission."""
    words, facts = WORDS[language], statement.facts
    title = f"{words['title']} {statement.number}"
    return Sheet(
        sender=party_of(facts["seller"], language),
        recipient=party_of(facts["party"], language),
        title=title,
        facts=list(_facts(statement, language)),
        blocks=list(_blocks(statement, language)),
        reference=f"{title}, {statement.issued_on}",
        page_label=PAGE_LABELS[language],
    )


def _facts(statement: Statement, language: Language) -> Iterator[tuple[str, str]]:
    words, facts = WORDS[language], statement.facts
    yield words["number"], str(statement.number)
    yield words["issued_on"], str(statement.issued_on)
    yield words["period"], f"{statement.starts_on} – {statement.ends_on}"
    yield words["currency"], statement.currency
    if facts["channel"]:
        yield words["channel"], facts["channel"]["name"]
    if corrected := facts["corrects"]:
        yield words["corrects"], f"{corrected['number']} {words['of']} {corrected['issued_on']}"
    if facts["reason"]:
        yield words["reason"], facts["reason"]
    if account := facts["party"]["bank_account"]:
        yield words["account"], account


def _blocks(statement: Statement, language: Language) -> Iterator[Table | Note]:
    words = WORDS[language]
    yield _sums(statement, language)
    yield _operators(statement, language)
    yield _vat(statement, language)
    yield _earned(statement, language)
    if statement.rounding_amount:
        yield Note(words["remainder"].format(_shown(statement.rounding_amount, language)))


def _sums(statement: Statement, language: Language) -> Table:
    """How the amount that is paid comes about."""
    words = WORDS[language]
    share = statement.gross_amount - statement.tax_amount
    kept = -1 if statement.kind == StatementKind.OPERATOR else 1
    sales = [
        (words["gross_sales"], statement.gross_amount),
        (words["tax_sales"], -statement.tax_amount),
        (words["share"], share),
    ]
    commission = [
        (words["commission"], kept * statement.commission_amount),
        (words["fee"], kept * statement.fee_amount),
        (words["commission_tax"], kept * statement.commission_tax_amount),
    ]
    rows = [*sales, *commission] if kept < 0 else commission
    return Table(
        _columns([words["sums"]], [statement.currency]),
        [[name, _shown(amount, language)] for name, amount in rows],
        totals=[[words[statement.kind], _shown(statement.net_amount, language)]],
    )


def _operators(statement: Statement, language: Language) -> Table:
    words = WORDS[language]
    rows = [
        [one["name"], str(one["tickets"]), *_of_sale(one, language)]
        for one in statement.facts["operators"]
    ]
    sums = {"gross": statement.gross_amount, "tax": statement.tax_amount}
    names = [words[name] for name in ("tickets", "net", "tax", "gross")]
    return Table(
        _columns([words["operator"]], names),
        rows,
        totals=[[words["total"], str(statement.tickets), *_of_sale(sums, language)]],
        title=words["operators"],
    )


def _vat(statement: Statement, language: Language) -> Table:
    words = WORDS[language]
    rows = [
        [f"{shown_amount(one['rate'], language)} %", *_of_sale(one, language)]
        for one in statement.facts["vat"]
    ]
    names = [words[name] for name in ("net", "tax", "gross")]
    return Table(_columns([words["rate"]], names), rows, title=words["vat"])


def _earned(statement: Statement, language: Language) -> Table:
    words = WORDS[language]
    rows: Rows = [
        [
            _terms(one, language),
            shown_amount(one["base"], language),
            str(one["tickets"]),
            *(shown_amount(one[name], language) for name in ("commission", "fee", "tax")),
        ]
        for one in statement.facts["earned"]
    ]
    names = [words[name] for name in ("base", "tickets", "commission", "fee", "tax")]
    return Table(_columns([words["terms"]], names), rows, title=words["earned"])


def _terms(one: dict[str, Any], language: Language) -> str:
    words = WORDS[language]
    told = [words[one["of"]].format(shown_amount(one["percent"], language))]
    if Decimal(one["ticket_fee"]):
        told.append(words["per_ticket"].format(shown_amount(one["ticket_fee"], language)))
    return " + ".join(told)


def _of_sale(one: dict[str, Any], language: Language) -> list[str]:
    """Without VAT, the VAT, and with it."""
    gross, tax = Decimal(one["gross"]), Decimal(one["tax"])
    return [_shown(amount, language) for amount in (gross - tax, tax, gross)]


def _columns(names: Sequence[str], amounts: Sequence[str]) -> list[Column]:
    return [
        *(Column(name, 3) for name in names),
        *(Column(name, 1.4, is_amount=True) for name in amounts),
    ]


def _shown(amount: Decimal, language: Language) -> str:
    return shown_amount(f"{amount + 0:.2f}", language)
