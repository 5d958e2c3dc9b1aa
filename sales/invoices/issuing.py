"""The steps of issuing: choosing, numbering and storing, in the transaction of an action."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from operators.tenancy.actors import Actor
from operators.tenancy.models import Organisation
from sales.books.accounts import Account
from sales.books.models import Ledger, Posting
from sales.dues.actions import Asked, raise_due
from sales.invoices.charges import Charge, charges_of
from sales.invoices.drafting import Draft, drafts_of
from sales.invoices.facts import Facts, first_day, invoice_facts, last_day
from sales.invoices.models import LONGEST_DESCRIPTION, Invoice, InvoiceEntry
from sales.invoices.states import InvoiceKind
from sales.money import total
from sales.numbering.actions import draw_number
from sales.numbering.states import SeriesKind
from sales.orders.models import Order

ENTRIES_AT_ONCE = 2_000
SERIES = {
    InvoiceKind.INVOICE: SeriesKind.INVOICE,
    InvoiceKind.CREDIT_NOTE: SeriesKind.CREDIT_NOTE,
}


@dataclass(frozen=True, slots=True)
class Run:
    """Whose sales are invoiced to whom, and when."""

    ledger: Ledger
    payer: Organisation
    due_days: int
    by: Actor
    at: datetime
    through: date | None = None
    """The last day of a collective invoice."""
    order: Order | None = None
    """What a single invoice is for."""

    @property
    def issued_on(self) -> date:
        return self.at.astimezone(self.ledger.tenant.zone).date()


def collect(run: Run, postings: QuerySet[Posting]) -> list[Invoice]:
    """Issue what these postings of the run's partner come to.

    The partner is held, so that two runs at once charge a posting once.
    """
    Organisation.objects.lock(run.payer)
    rows = postings.filter(party=run.payer).select_related("order").order_by("booked_on", "pk")
    drafts = drafts_of(run.ledger, list(charges_of(rows.iterator(chunk_size=1_000))))
    return [invoice for draft in drafts for invoice in _issue(run, draft)]


def store(
    run: Run,
    facts: Facts,
    columns: dict[str, Any],
    entries: Iterator[InvoiceEntry],
    *,
    owed: Decimal | None = None,
) -> Invoice:
    """Number and store one document with its entries, whose totals are in `columns`, and raise what
    is due for it: `owed` by the seller, else the total by the partner."""
    kind = InvoiceKind(columns["kind"])
    days = run.due_days if kind == InvoiceKind.INVOICE else 0
    series, number = draw_number(run.ledger.organisation, SERIES[kind], year=run.issued_on.year)
    invoice = Invoice.objects.create(
        tenant_id=run.ledger.tenant_id,
        ledger=run.ledger,
        payer=run.payer,
        series=series,
        number=number,
        order=run.order,
        issued_on=run.issued_on,
        due_on=run.issued_on + timedelta(days=days),
        facts=facts,
        issued_by=str(run.by),
        issued_at=run.at,
        **columns,
    )
    stored = list(entries)
    for entry in stored:
        entry.invoice = invoice
    InvoiceEntry.objects.bulk_create(stored, batch_size=ENTRIES_AT_ONCE)
    asked = Asked(
        ledger=run.ledger,
        party_id=invoice.payer_id,
        account=Account.CHANNEL_RECEIVABLE,
        currency=invoice.currency,
        amount=-invoice.total_amount if owed is None else owed,
        due_on=invoice.due_on,
        invoice=invoice,
    )
    raise_due(asked)
    return invoice


def _issue(run: Run, draft: Draft) -> Iterator[Invoice]:
    corrects = draft.corrects
    if draft.charged:
        corrects = _store_charges(run, InvoiceKind.INVOICE, draft.charged)
        yield corrects
    if draft.given_back:
        yield _store_charges(run, InvoiceKind.CREDIT_NOTE, draft.given_back, corrects=corrects)


def _store_charges(
    run: Run, kind: InvoiceKind, charges: Sequence[Charge], *, corrects: Invoice | None = None
) -> Invoice:
    facts = invoice_facts(
        charges,
        seller=run.ledger.organisation,
        payer=run.payer,
        order=run.order,
        corrects=corrects,
    )
    last = last_day(charges)
    columns = {
        "kind": kind,
        "corrects": corrects,
        "currency": charges[0].posting.currency,
        "starts_on": first_day(charges),
        "ends_on": last if kind == InvoiceKind.CREDIT_NOTE else run.through or last,
        "total_amount": total(charge.amount for charge in charges),
        "total_tax_amount": _tax_of(facts),
    }
    return store(run, facts, columns, map(_entry, charges))


def _tax_of(facts: Facts) -> Decimal:
    return total(Decimal(rate["tax_amount"]) for rate in facts["vat"])


def _entry(charge: Charge) -> InvoiceEntry:
    return InvoiceEntry(
        posting=charge.posting,
        turn=charge.turn,
        description=charge.description[:LONGEST_DESCRIPTION],
        amount=charge.amount,
        tax_amount=charge.tax_amount,
    )
