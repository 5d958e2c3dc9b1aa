"""A receipt as PDF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sales.letters.heads import COPY, PAGE_LABELS, SPECIMEN, party_of
from sales.letters.states import Language
from sales.printing.pages import print_sheet
from sales.printing.sheets import Column, Sheet, Table
from sales.receipts.models import Receipt
from sales.receipts.states import ReceiptKind
from sales.receipts.wording import words_of

TITLES = {
    (Language.BOKMAL, ReceiptKind.SALE): "Salgskvittering",
    (Language.BOKMAL, ReceiptKind.RETURN): "Returkvittering",
    (Language.ENGLISH, ReceiptKind.SALE): "Sales receipt",
    (Language.ENGLISH, ReceiptKind.RETURN): "Return receipt",
}
WORDS = {
    Language.BOKMAL: {
        "number": "Kvitteringsnr.", "date": "Dato", "order": "Ordre", "version": "versjon",
        "pos": "Utsalgssted", "item": "Beskrivelse", "vat_rate": "Mva", "amount": "Beløp",
        "total": "Sum", "rate": "Mva-sats", "sold": "Beløp med mva", "tax": "Herav mva",
        "paid": "Betalt", "given": "Tilbakebetalt",
    },
    Language.ENGLISH: {
        "number": "Receipt number", "date": "Date", "order": "Order", "version": "version",
        "pos": "Point of sale", "item": "Description", "vat_rate": "VAT", "amount": "Amount",
        "total": "Total", "rate": "VAT rate", "sold": "Amount with VAT", "tax": "VAT in it",
        "paid": "Paid", "given": "Given back",
    },
}  # fmt: skip


def receipt_pdf(receipt: Receipt, language: Language, *, is_copy: bool) -> bytes:
    """The receipt as PDF: the same bytes whenever it is printed in the same language."""
    return print_sheet(receipt_sheet(receipt, language, is_copy=is_copy))


def receipt_file_name(receipt: Receipt, language: Language) -> str:
    """What the PDF is called where it is stored."""
    title = TITLES[language, ReceiptKind(receipt.facts["kind"])]
    return f"{title}-{receipt.order.code}-{receipt.number}.pdf".lower().replace(" ", "-")


def receipt_sheet(receipt: Receipt, language: Language, *, is_copy: bool) -> Sheet:
    """All that is printed; moments are of the tenant's zone."""
    facts, words = receipt.facts, WORDS[language]
    told = words_of(receipt, language, receipt.order.tenant)
    title = f"{TITLES[language, ReceiptKind(facts['kind'])]} {receipt.number}"
    marks = [SPECIMEN[language]] if facts["specimen"] else []
    return Sheet(
        sender=party_of(facts["seller"], language),
        title=title,
        marks=[*marks, COPY[language]] if is_copy else marks,
        facts=list(_facts(facts, told, words)),
        blocks=[_items(facts, told, words), _vats(facts, told, words), *_money(facts, told, words)],
        reference=f"{title}, {facts['order']}",
        page_label=PAGE_LABELS[language],
    )


def _facts(
    facts: dict[str, Any], told: dict[str, Any], words: dict[str, str]
) -> Iterator[tuple[str, str]]:
    yield words["number"], str(told["number"])
    yield words["date"], told["issued_at"]
    yield words["order"], f"{facts['order']}, {words['version']} {facts['version']}"
    if facts["pos"]:
        yield words["pos"], facts["pos"]


def _items(facts: dict[str, Any], told: dict[str, Any], words: dict[str, str]) -> Table:
    columns = [
        Column(words["item"], 5),
        Column(words["vat_rate"], 1, is_amount=True),
        Column(f"{words['amount']} {facts['currency']}", 1.5, is_amount=True),
    ]
    rows = [row for item in told["items"] for row in _rows(item)]
    return Table(columns, rows, totals=[[words["total"], "", told["total"]]])


def _rows(item: dict[str, Any]) -> Iterator[list[str]]:
    """The item, and of a rental what each part of its price was, which is in the amount."""
    yield [_name(item), f"{item['vat_rate']} %", item["amount"]]
    for charge in item["charges"]:
        yield [f"– {charge['name']}: {charge['amount']}", "", ""]


def _name(item: dict[str, Any]) -> str:
    name = f"{item['count']} × {item['description']}"
    return f"{name} ({item['category']})" if item["category"] else name


def _vats(facts: dict[str, Any], told: dict[str, Any], words: dict[str, str]) -> Table:
    columns = [
        Column(words["rate"], 2),
        Column(f"{words['sold']} {facts['currency']}", 2, is_amount=True),
        Column(f"{words['tax']} {facts['currency']}", 2, is_amount=True),
    ]
    rows = [[f"{vat['rate']} %", vat["amount"], vat["tax_amount"]] for vat in told["vats"]]
    return Table(columns, rows)


def _money(facts: dict[str, Any], told: dict[str, Any], words: dict[str, str]) -> Iterator[Table]:
    for title, moved in ((words["paid"], told["payments"]), (words["given"], told["credits"])):
        if moved:
            columns = [
                Column(title, 4),
                Column(f"{words['amount']} {facts['currency']}", 2, is_amount=True),
            ]
            yield Table(columns, [[one["how"], one["amount"]] for one in moved])
