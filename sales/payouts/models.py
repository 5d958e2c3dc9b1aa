"""Payouts, their lines, and what of ours each line was for."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from operators.tenancy.actors import LONGEST_ACTOR
from operators.tenancy.constraints import same_tenant
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.books.models import Ledger
from sales.payments.models import CreditPart, PaymentTransaction
from sales.payouts.states import PayoutLineKind, PayoutSource

LONGEST_REFERENCE = 255
LINES_ADD_UP = """
    IF (SELECT (coalesce(sum(gross_amount), 0), coalesce(sum(fee_amount), 0))
        FROM sales_payoutline WHERE payout_id = NEW.id) <> (NEW.gross_amount, NEW.fee_amount) THEN
        RAISE EXCEPTION 'the lines of payout % do not add up', NEW.reference
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_lines_add_up';
    END IF;
    RETURN NULL;
"""


class Payout(models.Model):
    """Money that a provider brought to the seller's bank. Append-only.

    `gross_amount` was taken for the seller, `fee_amount` kept by the provider, `net_amount` paid
    out; it is negative where more was given back than taken. All are in the currency's main unit.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="payouts")
    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="payouts", db_index=False)
    source = models.CharField(max_length=20, choices=PayoutSource)
    reference = models.CharField(max_length=64, help_text="The provider's name for it.")
    paid_on = models.DateField("paid out on", help_text="As the provider says.")
    currency = models.CharField(max_length=3)
    gross_amount = models.DecimalField("taken", max_digits=14, decimal_places=2)
    fee_amount = models.DecimalField("fees", max_digits=14, decimal_places=2)
    net_amount = models.DecimalField("paid out", max_digits=14, decimal_places=2)
    document = models.UUIDField(
        null=True, unique=True, help_text="In the books; empty where all came to nothing."
    )
    digest = models.CharField(max_length=64, help_text="SHA-256 of its lines.")
    file_name = models.CharField(max_length=200, blank=True)
    imported_by = models.CharField(max_length=LONGEST_ACTOR)
    imported_at = models.DateTimeField()

    objects = TenantQuerySet["Payout"].as_manager()

    class Meta:
        constraints = [
            same_tenant("payout", "ledger", "sales.Ledger"),
            models.UniqueConstraint(
                fields=["ledger", "source", "reference"], name="payout_once_per_reference"
            ),
            models.CheckConstraint(
                condition=Q(source__in=PayoutSource.values), name="payout_source_is_known"
            ),
            models.CheckConstraint(condition=~Q(reference=""), name="payout_has_reference"),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="payout_currency_is_iso_4217"
            ),
            models.CheckConstraint(
                condition=Q(net_amount=F("gross_amount") - F("fee_amount")),
                name="payout_net_adds_up",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="lines_add_up",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=LINES_ADD_UP,
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class PayoutLineQuerySet(TenantQuerySet["PayoutLine"]):
    """Lines, scoped through their payout."""

    tenant_path = "payout__tenant"


class PayoutLine(models.Model):
    """One amount inside a payout. Append-only.

    `gross_amount` is positive for money that came, negative for money that was given back or kept;
    `fee_amount` is what the provider kept of it. `provider_reference` is the payment or the refund
    as the provider calls it; that is how it finds what is ours.
    """

    payout = models.ForeignKey(Payout, models.PROTECT, related_name="lines", db_index=False)
    reference = models.CharField(
        max_length=LONGEST_REFERENCE, help_text="The provider's name for the line."
    )
    kind = models.CharField(max_length=20, choices=PayoutLineKind)
    provider_reference = models.CharField(max_length=LONGEST_REFERENCE, blank=True)
    description = models.CharField(max_length=200, blank=True)
    gross_amount = models.DecimalField(max_digits=14, decimal_places=2)
    fee_amount = models.DecimalField(max_digits=14, decimal_places=2)

    objects = PayoutLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["payout", "reference"], name="payoutline_once_per_reference"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PayoutLineKind.values), name="payoutline_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind=PayoutLineKind.PAYMENT) | Q(gross_amount__gt=0),
                name="payoutline_payment_is_positive",
            ),
            models.CheckConstraint(
                condition=~Q(kind=PayoutLineKind.REFUND) | Q(gross_amount__lt=0),
                name="payoutline_refund_is_negative",
            ),
        ]
        indexes = [
            models.Index(
                fields=["provider_reference"],
                condition=~Q(provider_reference=""),
                name="payoutline_by_provider_ref",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.reference


class PayoutMatchQuerySet(TenantQuerySet["PayoutMatch"]):
    """Matches, scoped through their line."""

    tenant_path = "line__payout__tenant"


class PayoutMatch(models.Model):
    """What of ours a line of a payout was for: a transaction, or a part of a credit. Append-only.

    Each has at most one line, and each line at most one of them (entur-sales §13, F13).
    """

    line = models.OneToOneField(PayoutLine, models.PROTECT, primary_key=True, related_name="match")
    transaction = models.OneToOneField(
        PaymentTransaction, models.PROTECT, null=True, related_name="payout_match"
    )
    credit_part = models.OneToOneField(
        CreditPart, models.PROTECT, null=True, related_name="payout_match"
    )
    matched_by = models.CharField(max_length=LONGEST_ACTOR)
    matched_at = models.DateTimeField()

    objects = PayoutMatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "payout matches"
        constraints = [
            models.CheckConstraint(
                condition=Q(transaction__isnull=False, credit_part=None)
                | Q(transaction=None, credit_part__isnull=False),
                name="payoutmatch_is_one_or_the_other",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.transaction_id or self.credit_part_id}"
