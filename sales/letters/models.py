"""Letters: what is sent to customers by e-mail."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from operators.tenancy.constraints import same_tenant
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.letters.states import Language, LetterKind
from sales.orders.models import Order

LONGEST_FAILURE = 200


class LetterQuerySet(TenantQuerySet["Letter"]):
    """Letters to customers and partners."""

    def due(self, at: datetime) -> LetterQuerySet:
        """Those that are to be sent, or tried again, by now."""
        return self.filter(due_at__lte=at)


class Letter(models.Model):
    """An e-mail about an order, an invoice or a traveller's account, written in the transaction of
    what it tells, and sent afterwards.

    It is tried from `due_at` on, which is empty once it was sent (`sent_at`) or given up. A copy
    of a receipt says so in its text. An attached document, which can be printed again, is kept
    until it was sent; its name stays.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="letters")
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="letters")
    order_version = models.PositiveIntegerField(null=True)
    invoice = models.ForeignKey("sales.Invoice", models.PROTECT, null=True, related_name="letters")
    account = models.ForeignKey(
        "sales.TravellerAccount", models.PROTECT, null=True, related_name="letters"
    )
    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=LetterKind)
    is_copy = models.BooleanField(default=False, help_text="Of a receipt that was sent before.")
    recipient = models.CharField(max_length=254)
    language = models.CharField(max_length=3, choices=Language)
    subject = models.CharField(max_length=150)
    text = models.TextField()
    attachment = models.BinaryField(null=True)
    attachment_name = models.CharField("attached", max_length=100, blank=True)
    written_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, help_text="When it is tried next.")
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=LONGEST_FAILURE, blank=True)
    sent_at = models.DateTimeField(null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=LetterKind.values), name="letter_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(language__in=Language.values), name="letter_language_is_known"
            ),
            same_tenant("letter", "account", "sales.TravellerAccount"),
            models.CheckConstraint(condition=~Q(recipient=""), name="letter_has_recipient"),
            models.CheckConstraint(
                condition=Q(
                    kind=LetterKind.INVOICE,
                    order=None,
                    order_version=None,
                    invoice__isnull=False,
                    account=None,
                )
                | Q(
                    kind=LetterKind.ACCOUNT,
                    order=None,
                    order_version=None,
                    invoice=None,
                    account__isnull=False,
                )
                | ~Q(kind__in=[LetterKind.INVOICE, LetterKind.ACCOUNT])
                & Q(
                    order__isnull=False,
                    order_version__isnull=False,
                    invoice=None,
                    account=None,
                ),
                name="letter_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(attachment=None) | ~Q(attachment_name="") & Q(sent_at=None),
                name="letter_attachment_has_name_until_it_is_sent",
            ),
            models.CheckConstraint(
                condition=Q(is_copy=False) | Q(kind=LetterKind.RECEIPT),
                name="letter_copies_are_of_receipts",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(due_at=None, failure=""),
                name="letter_sent_is_not_due",
            ),
            models.UniqueConstraint(
                fields=["order", "order_version"],
                condition=Q(kind=LetterKind.RECEIPT, is_copy=False),
                name="letter_one_original_per_receipt",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(due_at__isnull=False), name="letter_by_due_time"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def note_sent(self, *, at: datetime) -> None:
        self.sent_at = at
        self.attachment = None
        self.due_at = None
        self.failure = ""

    def note_failure(self, reason: str, *, next_at: datetime | None) -> None:
        """It is tried again at that moment, or given up."""
        self.failure = reason[:LONGEST_FAILURE]
        self.due_at = next_at
