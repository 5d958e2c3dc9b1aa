"""Invoices, credit notes, and the postings that they charge."""

from __future__ import annotations

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from operators.tenancy.actors import LONGEST_ACTOR
from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.models import Organisation, Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.books.models import Ledger, Posting
from sales.invoices.states import InvoiceKind
from sales.numbering.models import NumberSeries, without_gap
from sales.orders.models import Order

LONGEST_DESCRIPTION = 500
ENTRIES_ADD_UP = """
    IF (SELECT coalesce(sum(amount), 0) FROM sales_invoiceentry WHERE invoice_id = NEW.id)
        <> NEW.total_amount THEN
        RAISE EXCEPTION 'the entries of invoice % do not add up to %', NEW.id, NEW.total_amount
            USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_entries_add_up';
    END IF;
    RETURN NULL;
"""


class Invoice(models.Model):
    """What a seller charges a partner for sales on account, or a credit note that takes some of it
    back. Append-only.

    It covers all that was booked through `ends_on` and not charged before, or that of one `order`.
    `total_amount` includes VAT; that of a credit note is negative. A credit note `corrects` one
    invoice. `facts` are all that is printed, in words of the core; what each posting came to is in
    the entries.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="invoices")
    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="invoices")
    payer = models.ForeignKey(Organisation, models.PROTECT, related_name="invoices")
    series = models.ForeignKey(
        NumberSeries, models.PROTECT, related_name="invoices", db_index=False
    )
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=InvoiceKind)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="credit_notes")
    order = models.ForeignKey(
        Order,
        models.PROTECT,
        null=True,
        related_name="invoices",
        help_text="Empty: it collects what was sold in the period.",
    )
    currency = models.CharField(max_length=3)
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    issued_on = models.DateField()
    due_on = models.DateField()
    total_amount = models.DecimalField(max_digits=14, decimal_places=2)
    total_tax_amount = models.DecimalField(max_digits=14, decimal_places=2)
    facts = models.JSONField(encoder=DjangoJSONEncoder)
    issued_by = models.CharField(max_length=LONGEST_ACTOR)
    issued_at = models.DateTimeField()

    objects = TenantQuerySet["Invoice"].as_manager()

    class Meta:
        constraints = [
            tenant_key("invoice"),
            same_tenant("invoice", "ledger", "sales.Ledger"),
            same_tenant("invoice", "payer", "operators.Organisation"),
            models.UniqueConstraint(fields=["series", "number"], name="invoice_once_per_number"),
            models.CheckConstraint(
                condition=Q(kind__in=InvoiceKind.values), name="invoice_kind_is_known"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="invoice_number_starts_at_one"),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="invoice_currency_is_iso_4217"
            ),
            models.CheckConstraint(
                condition=Q(kind=InvoiceKind.INVOICE, corrects=None, total_amount__gte=0)
                | ~Q(kind=InvoiceKind.INVOICE) & Q(corrects__isnull=False, total_amount__lte=0),
                name="invoice_credit_notes_take_back",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="invoice_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("issued_on")), name="invoice_is_due_after_it_is_issued"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            without_gap("invoice"),
            pgtrigger.Trigger(
                name="entries_add_up",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=ENTRIES_ADD_UP,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class InvoiceEntryQuerySet(TenantQuerySet["InvoiceEntry"]):
    """Entries, scoped through their invoice."""

    tenant_path = "invoice__tenant"


class InvoiceEntry(models.Model):
    """A posting on a partner's account that an invoice charges. Append-only.

    `turn` counts how often the posting was charged and taken back: an odd one charges it, the next
    one is in the credit note that takes the whole invoice back, after which it can be charged
    again. The VAT of `tax_amount` is inside `amount`.
    """

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="entries")
    posting = models.ForeignKey(
        Posting, models.PROTECT, related_name="invoice_entries", db_index=False
    )
    turn = models.PositiveSmallIntegerField(default=1)
    description = models.CharField(max_length=LONGEST_DESCRIPTION)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    tax_amount = models.DecimalField(max_digits=14, decimal_places=2)

    objects = InvoiceEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "invoice entries"
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "turn"], name="invoiceentry_once_per_posting_and_turn"
            ),
            models.CheckConstraint(
                condition=Q(turn__gte=1), name="invoiceentry_turn_starts_at_one"
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="invoiceentry_is_not_empty"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.description} {self.amount}"
