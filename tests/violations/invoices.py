"""Constraints of the numbers of documents, and of invoices."""

from __future__ import annotations

from datetime import date
from typing import Any

from sales.models import Invoice, InvoiceEntry, Letter, NumberSeries
from tests.factories.books import books
from tests.factories.documents import letter, receipt
from tests.factories.invoices import invoice
from tests.factories.moments import BY, NOW
from tests.factories.operators import OrganisationFactory
from tests.violations.ways import NONSENSE, Violation, stranger, write, wrong

DAY = date(2026, 6, 1)


def series() -> NumberSeries:
    return receipt().series


def second_series() -> None:
    first, second = series(), series()
    write(second, organisation_id=first.organisation_id, tenant_id=first.tenant_id)


def another_invoice(**values: Any) -> None:
    """Invoices are never changed, so a wrong one is written."""
    first = invoice()
    facts = {
        "tenant": first.tenant,
        "ledger": first.ledger,
        "payer": first.payer,
        "series": first.series,
        "number": first.number + 1,
        "kind": "INVOICE",
        "currency": "EUR",
        "starts_on": DAY,
        "ends_on": DAY,
        "issued_on": DAY,
        "due_on": DAY,
        "total_amount": 1,
        "total_tax_amount": 0,
        "facts": {},
        "issued_by": str(BY),
        "issued_at": NOW,
    }
    Invoice.objects.create(**{**facts, **values})


def credit_note_of_nothing() -> None:
    another_invoice(kind="CREDIT_NOTE", total_amount=-1)


def second_number() -> None:
    first = invoice()
    another_invoice(series=first.series, number=first.number)


def another_entry(**values: Any) -> None:
    """Entries are never changed, so a wrong one is written."""
    entry = invoice().entries.get()
    facts = {"invoice": entry.invoice, "posting": entry.posting, "turn": 2, "description": ""}
    InvoiceEntry.objects.create(**{**facts, "amount": 1, "tax_amount": 0, **values})


def letter_about_both() -> None:
    made = letter()
    write(made, invoice=invoice())


def sent_letter_with_attachment() -> Letter:
    made = letter()
    write(made, due_at=None, sent_at=NOW)
    return made


VIOLATIONS: dict[str, Violation] = {
    "numberseries_organisation_same_tenant": stranger(series, "organisation", OrganisationFactory),
    "numberseries_once": second_series,
    "numberseries_kind_is_known": wrong(series, kind=NONSENSE),
    "numberseries_year_is_sane": wrong(series, year=1999),
    "numberseries_starts_at_one": lambda: NumberSeries.objects.create(
        tenant=(seller := OrganisationFactory()).tenant,
        organisation=seller,
        kind="CLOSING",
        last_number=0,
    ),
    "invoice_ledger_same_tenant": lambda: another_invoice(ledger=books()),
    "invoice_payer_same_tenant": lambda: another_invoice(payer=OrganisationFactory()),
    "invoice_once_per_number": second_number,
    "invoice_kind_is_known": lambda: another_invoice(
        kind=NONSENSE, corrects=invoice(), total_amount=0
    ),
    "invoice_number_starts_at_one": lambda: another_invoice(number=0),
    "invoice_currency_is_iso_4217": lambda: another_invoice(currency="eur"),
    "invoice_credit_notes_take_back": credit_note_of_nothing,
    "invoice_ends_after_it_starts": lambda: another_invoice(ends_on=date(2026, 5, 31)),
    "invoice_is_due_after_it_is_issued": lambda: another_invoice(due_on=date(2026, 5, 31)),
    "invoiceentry_once_per_posting_and_turn": lambda: another_entry(turn=1),
    "invoiceentry_turn_starts_at_one": lambda: another_entry(turn=0),
    "invoiceentry_is_not_empty": lambda: another_entry(amount=0),
    "letter_is_about_one_thing": letter_about_both,
    "letter_attachment_has_name_until_it_is_sent": wrong(letter, attachment=b"%PDF"),
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("invoice_credit_notes_take_back", credit_note_of_nothing),
    (
        "letter_attachment_has_name_until_it_is_sent",
        wrong(sent_letter_with_attachment, attachment=b"%PDF", attachment_name="invoice.pdf"),
    ),
    ("letter_is_about_one_thing", wrong(letter, kind="INVOICE")),
    ("letter_is_about_one_thing", wrong(letter, order_version=None)),
]
