"""Invoices and credit notes as PDF, and the letter that they go with."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sales.invoices.models import Invoice, InvoiceEntry
from sales.invoices.states import InvoiceKind
from sales.invoices.wording import TITLES, WORDS
from sales.letters.heads import PAGE_LABELS, party_of
from sales.letters.states import Language
from sales.letters.wording import shown_amount
from sales.printing.pages import print_sheet
from sales.printing.sheets import Column, Note, Sheet, Table

MOST_PRINTED = 2_000
"""Lines of the specification; fifty pages, some seconds."""
Words = dict[str, str]


def invoice_pdf(invoice: Invoice, language: Language) -> bytes:
    """The document as PDF: the same bytes whenever it is printed in the same language."""
    return print_sheet(invoice_sheet(invoice, language))


def invoice_title(invoice: Invoice, language: Language) -> str:
    return f"{TITLES[language, InvoiceKind(invoice.kind)]} {invoice.number}"


def invoice_file_name(invoice: Invoice, language: Language) -> str:
    """What the PDF is called where it is stored."""
    title = invoice_title(invoice, language).replace(" ", "-")
    return f"{title}-{invoice.issued_on:%Y}.pdf".lower()


def invoice_letter(invoice: Invoice, language: Language) -> str:
    """The text that the PDF is attached to."""
    title = invoice_title(invoice, language).lower()
    amount = shown_amount(f"{invoice.total_amount:.2f}", language)
    told = WORDS[language]["letter"].format(title, amount, invoice.currency)
    return f"{told}\n\n{invoice.facts['seller']['name']}\n"


def invoice_sheet(invoice: Invoice, language: Language) -> Sheet:
    """All that is printed: what was sold by kind, the VAT by rate, then each sale by itself."""
    words, title = WORDS[language], invoice_title(invoice, language)
    blocks = [_items(invoice, language), _vat(invoice, language), *_entries(invoice, language)]
    return Sheet(
        sender=party_of(invoice.facts["seller"], language),
        recipient=party_of(invoice.facts["payer"], language),
        title=title,
        facts=list(_facts(invoice, words)),
        blocks=blocks,
        reference=f"{title}, {invoice.issued_on}",
        page_label=PAGE_LABELS[language],
    )


def _facts(invoice: Invoice, words: Words) -> Iterator[tuple[str, str]]:
    facts = invoice.facts
    yield words["number"], str(invoice.number)
    yield words["issued_on"], str(invoice.issued_on)
    yield words["period"], f"{invoice.starts_on} – {invoice.ends_on}"
    if corrected := facts["corrects"]:
        number, day = corrected["number"], corrected["issued_on"]
        yield words["corrects"], f"{number} {words['of']} {day}"
    if facts["reason"]:
        yield words["reason"], facts["reason"]
    if order := facts["order"]:
        yield words["order"], order["code"]
        yield from _told(words["your_reference"], order["external_reference"])
        yield from _told(words["contact"], order["contact_name"])
    if invoice.kind == InvoiceKind.INVOICE:
        yield words["due_on"], str(invoice.due_on)
        yield from _told(words["account"], facts["seller"]["bank_account"])


def _told(name: str, value: str) -> Iterator[tuple[str, str]]:
    if value:
        yield name, value


def _items(invoice: Invoice, language: Language) -> Table:
    words = WORDS[language]
    columns = [
        Column(words["item"], 5),
        Column(words["count"], 1, is_amount=True),
        Column(words["vat_rate"], 1.2, is_amount=True),
        Column(f"{words['amount']} {invoice.currency}", 2, is_amount=True),
    ]
    rows = [
        [
            item["description"] or words["fee"],
            str(item["count"]),
            f"{shown_amount(item['vat_rate'], language)} %",
            shown_amount(item["amount"], language),
        ]
        for item in invoice.facts["items"]
    ]
    due = words["to_pay"] if invoice.kind == InvoiceKind.INVOICE else words["to_get"]
    amount = abs(invoice.total_amount)
    return Table(columns, rows, totals=[[due, "", "", _shown(amount, language)]])


def _vat(invoice: Invoice, language: Language) -> Table:
    words = WORDS[language]
    names = ("net", "tax", "gross")
    columns = [
        Column(words["rate"], 2),
        *(Column(f"{words[name]} {invoice.currency}", 2, is_amount=True) for name in names),
    ]
    net = invoice.total_amount - invoice.total_tax_amount
    sums = (net, invoice.total_tax_amount, invoice.total_amount)
    rows = [_rate(one, language) for one in invoice.facts["vat"]]
    return Table(columns, rows, totals=[[words["total"], *(_shown(one, language) for one in sums)]])


def _rate(one: dict[str, Any], language: Language) -> list[str]:
    gross, tax = Decimal(one["amount"]), Decimal(one["tax_amount"])
    told = [_shown(amount, language) for amount in (gross - tax, tax, gross)]
    return [f"{shown_amount(one['rate'], language)} %", *told]


def _entries(invoice: Invoice, language: Language) -> Iterator[Table | Note]:
    """Each posting that it charges, in the order of the books."""
    words = WORDS[language]
    count = invoice.entries.count()
    found = invoice.entries.select_related("posting__order").order_by("pk")[:MOST_PRINTED]
    columns = [
        Column(words["day"], 1.4),
        Column(words["order"], 1.6),
        Column(words["item"], 5),
        Column(f"{words['tax']} {invoice.currency}", 1.6, is_amount=True),
        Column(f"{words['amount']} {invoice.currency}", 1.8, is_amount=True),
    ]
    rows = [_entry(entry, language) for entry in found]
    yield Table(columns, rows, title=words["entries"])
    if count > MOST_PRINTED:
        yield Note(words["left_out"].format(count - MOST_PRINTED))


def _entry(entry: InvoiceEntry, language: Language) -> list[str]:
    posting = entry.posting
    assert posting.order is not None, "Only what was sold for an order is invoiced."
    return [
        str(posting.booked_on),
        posting.order.code,
        entry.description or WORDS[language]["fee"],
        _shown(entry.tax_amount, language),
        _shown(entry.amount, language),
    ]


def _shown(amount: Decimal, language: Language) -> str:
    return shown_amount(f"{amount:.2f}", language)
