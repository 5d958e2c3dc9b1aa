"""Postings: the lines of documents in the books."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from operators.tenancy.models import Operator, Organisation, Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.books.accounts import Account, DocumentKind

DOCUMENT_BALANCES = """
    IF (SELECT sum(amount) FROM sales_posting
        WHERE document = NEW.document AND currency = NEW.currency) <> 0 THEN
        RAISE EXCEPTION 'document % does not balance in %', NEW.document, NEW.currency
            USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_document_balances';
    END IF;
    RETURN NULL;
"""


class Posting(models.Model):
    """One line of a document: an amount on one account. Append-only.

    `amount` is positive for a debit and negative for a credit, in the currency's main unit. The
    postings of one document add up to zero per currency; a deferred trigger sees to it at commit.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="postings")
    document = models.UUIDField()
    kind = models.CharField(max_length=20, choices=DocumentKind)
    order = models.ForeignKey("sales.Order", models.PROTECT, related_name="postings")
    order_version = models.PositiveIntegerField()
    account = models.CharField(max_length=30, choices=Account)
    party = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="postings",
        help_text="Who owes, is owed, or earns.",
    )
    operator = models.ForeignKey(Operator, models.PROTECT, null=True, related_name="postings")
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    amount = models.DecimalField(max_digits=11, decimal_places=2)
    currency = models.CharField(max_length=3)
    posted_at = models.DateTimeField()

    objects = TenantQuerySet["Posting"].as_manager()

    class Meta:
        constraints = [
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
        ]
        indexes = [
            models.Index(fields=["document"], name="posting_by_document"),
            models.Index(
                fields=["party", "posted_at", "id"],
                condition=Q(account=Account.CHANNEL_RECEIVABLE),
                name="posting_of_partner_by_time",
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
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.amount} {self.currency}"
