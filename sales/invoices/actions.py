"""The doors to invoices: issuing them, taking one back, sending one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from operators.tenancy.models import Organisation
from sales.books.models import Ledger
from sales.dues.actions import drop_due
from sales.invoices.errors import (
    DayNotOver,
    NoAddress,
    NotAnInvoice,
    NothingToInvoice,
    TakenBackBefore,
)
from sales.invoices.facts import reversed_facts
from sales.invoices.issuing import Run, collect, store
from sales.invoices.models import Invoice, InvoiceEntry
from sales.invoices.printing import invoice_file_name, invoice_letter, invoice_pdf, invoice_title
from sales.invoices.queries import open_accounts, open_postings, open_postings_of_order
from sales.invoices.states import InvoiceKind
from sales.letters.actions import Message, write_invoice_letter
from sales.letters.models import Letter
from sales.letters.states import Language
from sales.orders.models import Order

USUAL_DAYS = 14
"""Until an invoice is due."""


def issue_invoices(
    ledger: Ledger, *, through: date, due_days: int = USUAL_DAYS, by: Actor, at: datetime
) -> list[Invoice]:
    """Invoice every partner of a seller for what was booked through that day of the tenant's zone,
    each in a transaction of its own. DayNotOver; NothingToInvoice if there is nothing for anybody.
    """
    _check_day(ledger, through, at)
    partners = {account.payer_id for account in open_accounts(ledger, through=through)}
    made: list[Invoice] = []
    for payer in Organisation.objects.filter(pk__in=partners).order_by("name", "pk"):
        with transaction.atomic():
            run = Run(ledger, payer, due_days, by, at, through=through)
            made += collect(run, open_postings(ledger, through=through))
    if not made:
        raise NothingToInvoice
    return made


@transaction.atomic
def issue_partner_invoices(
    ledger: Ledger,
    payer: Organisation,
    *,
    through: date,
    due_days: int = USUAL_DAYS,
    by: Actor,
    at: datetime,
) -> list[Invoice]:
    """Collect what one partner bought on account through that day and was not invoiced for.

    One invoice in each currency, and one credit note for each earlier invoice that something was
    given back of. DayNotOver; NothingToInvoice.
    """
    _check_day(ledger, through, at)
    run = Run(ledger, payer, due_days, by, at, through=through)
    made = collect(run, open_postings(ledger, through=through))
    if not made:
        raise NothingToInvoice
    return made


@transaction.atomic
def issue_order_invoice(
    order: Order, *, due_days: int = USUAL_DAYS, by: Actor, at: datetime
) -> list[Invoice]:
    """Invoice one order that was bought on account, such as by a travel account, for all that is
    not invoiced yet: an invoice, a credit note, or both. NothingToInvoice."""
    postings = open_postings_of_order(order)
    first = postings.select_related("ledger").first()
    if first is None:
        raise NothingToInvoice
    run = Run(first.ledger, order.payer, due_days, by, at, order=order)
    made = collect(run, postings)
    if not made:
        raise NothingToInvoice
    return made


@transaction.atomic
def take_back_invoice(invoice: Invoice, *, reason: str, by: Actor, at: datetime) -> Invoice:
    """Take a whole invoice back by a credit note; what it charged can then be invoiced again.

    Credit notes that took back a part of it stay: what they gave back was given back. What was
    paid of it is due from the credit note. NotAnInvoice; TakenBackBefore.
    """
    if invoice.kind != InvoiceKind.INVOICE:
        raise NotAnInvoice
    Organisation.objects.lock(invoice.payer)
    whole = InvoiceEntry.objects.filter(
        invoice__corrects=invoice, posting__in=invoice.entries.values("posting")
    )
    if whole.exists():
        raise TakenBackBefore
    run = Run(invoice.ledger, invoice.payer, 0, by, at, order=invoice.order)
    columns = {
        "kind": InvoiceKind.CREDIT_NOTE,
        "corrects": invoice,
        "currency": invoice.currency,
        "starts_on": invoice.starts_on,
        "ends_on": invoice.ends_on,
        "total_amount": -invoice.total_amount,
        "total_tax_amount": -invoice.total_tax_amount,
    }
    facts = reversed_facts(invoice, reason=reason)
    paid = drop_due(invoice, by=by, at=at)
    return store(run, facts, columns, _reversed(invoice), owed=-paid)


@transaction.atomic
def send_invoice(
    invoice: Invoice,
    *,
    recipient: str = "",
    language: Language = Language.ENGLISH,
    by: Actor,
    at: datetime,
) -> Letter:
    """Send an invoice or a credit note as PDF: to the recipient, else to the address that the
    partner has for invoices. NoAddress if there is neither. It may be sent again."""
    address = recipient or invoice.payer.billing_email
    if not address:
        raise NoAddress
    message = Message(
        recipient=address,
        language=language,
        subject=f"{invoice_title(invoice, language)}, {invoice.facts['seller']['name']}",
        text=invoice_letter(invoice, language),
        attachment=invoice_pdf(invoice, language),
        attachment_name=invoice_file_name(invoice, language),
    )
    return write_invoice_letter(invoice.tenant_id, invoice.pk, message, at=at)


def _check_day(ledger: Ledger, through: date, at: datetime) -> None:
    if through >= at.astimezone(ledger.tenant.zone).date():
        raise DayNotOver


def _reversed(invoice: Invoice) -> Iterator[InvoiceEntry]:
    for entry in invoice.entries.order_by("pk"):
        yield InvoiceEntry(
            posting_id=entry.posting_id,
            turn=entry.turn + 1,
            description=entry.description,
            amount=-entry.amount,
            tax_amount=-entry.tax_amount,
        )
