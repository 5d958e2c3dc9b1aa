"""Postings: the lines of documents in the books."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from operators.tenancy.constraints import CompositeForeignKey
from operators.tenancy.models import Operator, Organisation, Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.books.accounts import OF_ORDERS, Account, DocumentKind
from sales.books.gate import ENTER
from sales.books.models.ledgers import Ledger

# Lines of one document on one day of one ledger: so the books balance up to any day.
DOCUMENT_BALANCES = """
    IF (SELECT sum(amount) FROM sales_posting
        WHERE document = NEW.document AND currency = NEW.currency
          AND ledger_id = NEW.ledger_id AND booked_on = NEW.booked_on) <> 0 THEN
        RAISE EXCEPTION 'document % does not balance in %', NEW.document, NEW.currency
            USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_document_balances';
    END IF;
    RETURN NULL;
"""
# Each statement sees what was committed before it began, so the look comes after the wait. A whole
# transaction that looks at one moment is refused by FOR SHARE, if the ledger was closed after it.
PERIOD_IS_OPEN = f"""
    PERFORM {ENTER} FROM (SELECT DISTINCT ledger_id FROM fresh ORDER BY ledger_id) AS ledger;
    PERFORM FROM sales_ledger WHERE id IN (SELECT ledger_id FROM fresh) ORDER BY id FOR SHARE;
    IF EXISTS (SELECT FROM fresh JOIN sales_ledger AS ledger ON ledger.id = fresh.ledger_id
               WHERE fresh.booked_on <= ledger.closed_through) THEN
        RAISE EXCEPTION 'the day of a posting is closed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_period_is_open';
    END IF;
    RETURN NULL;
"""  # noqa: S608


class PostingQuerySet(TenantQuerySet["Posting"]):
    """Lines of documents."""

    def through(self, day: date) -> Self:
        """Those that count by the end of that day of the tenant's zone."""
        return self.filter(booked_on__lte=day)

    def until(self, moment: datetime) -> Self:
        """Those that were posted by that moment."""
        return self.filter(posted_at__lte=moment)


class Posting(models.Model):
    """One line of a document: an amount on one account of a ledger. Append-only.

    `amount` is positive for a debit and negative for a credit, in the currency's main unit. The
    postings of one document add up to zero per currency; a deferred trigger sees to it at commit.
    `booked_on` is the day of the tenant's zone that it counts for. Where that of `posted_at` was
    closed already, it is the first open day, and `late_for` says the closed one. A document that
    is about no order says in `reference` what it is about, one that moved money for an order the
    number of the transaction or credit. `reverses` is the document that this one takes back.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="postings")
    # The composite key holds it to the tenant, so a key of its own would only be checked twice.
    ledger = models.ForeignKey(
        Ledger, models.PROTECT, related_name="postings", db_constraint=False, db_index=False
    )
    document = models.UUIDField()
    kind = models.CharField(max_length=20, choices=DocumentKind)
    order = models.ForeignKey(
        "sales.Order", models.PROTECT, null=True, blank=True, related_name="postings"
    )
    order_version = models.PositiveIntegerField(null=True)
    reference = models.CharField(
        max_length=64, blank=True, help_text="What a document without an order is about."
    )
    account = models.CharField(max_length=30, choices=Account)
    party = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="postings",
        help_text="Who owes, is owed, or earns.",
    )
    operator = models.ForeignKey(Operator, models.PROTECT, null=True, related_name="postings")
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    posted_at = models.DateTimeField()
    booked_on = models.DateField("booking day")
    late_for = models.DateField(null=True, help_text="The day it belongs to, closed when it came.")
    reverses = models.UUIDField(null=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        constraints = [
            CompositeForeignKey(
                name="posting_ledger_same_tenant",
                fields=["ledger", "tenant"],
                to="sales.Ledger",
                to_fields=["id", "tenant"],
            ),
            models.CheckConstraint(
                condition=Q(account__in=Account.values), name="posting_account_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DocumentKind.values), name="posting_kind_is_known"
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="posting_is_not_empty"),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="posting_currency_is_iso_4217"
            ),
            models.CheckConstraint(
                condition=~Q(account=Account.VAT_PAYABLE) | Q(vat_rate__isnull=False),
                name="posting_vat_has_rate",
            ),
            models.CheckConstraint(
                condition=Q(order__isnull=False, order_version__isnull=False)
                | Q(order=None, order_version=None) & ~Q(reference="") & ~Q(kind__in=OF_ORDERS),
                name="posting_says_what_it_is_about",
            ),
            models.CheckConstraint(
                condition=Q(late_for=None) | Q(late_for__lt=F("booked_on")),
                name="posting_late_is_booked_later",
            ),
            models.CheckConstraint(
                condition=Q(kind=DocumentKind.CORRECTION, reverses__isnull=False)
                | ~Q(kind=DocumentKind.CORRECTION) & Q(reverses=None),
                name="posting_correction_reverses",
            ),
        ]
        indexes = [
            models.Index(fields=["document"], name="posting_by_document"),
            models.Index(fields=["ledger", "booked_on", "id"], name="posting_of_ledger_by_day"),
            models.Index(
                fields=["party", "posted_at", "id"],
                condition=Q(account=Account.CHANNEL_RECEIVABLE),
                name="posting_of_partner_by_time",
            ),
            models.Index(
                fields=["reverses"],
                condition=Q(reverses__isnull=False),
                name="posting_by_reversed",
            ),
            models.Index(
                fields=["ledger", "reference"],
                condition=~Q(reference=""),
                name="posting_by_reference",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="document_balances",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=DOCUMENT_BALANCES,
            ),
            pgtrigger.Trigger(
                name="period_is_open",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="fresh"),
                func=PERIOD_IS_OPEN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.amount} {self.currency}"
