"""Dues, and the transfers that pay them."""

from __future__ import annotations

from decimal import Decimal

import django_fsm as fsm
import pgtrigger
from django.db import models
from django.db.models import F, Q

from operators.tenancy.actors import LONGEST_ACTOR
from operators.tenancy.constraints import same_tenant
from operators.tenancy.events import DomainEvent, EventQuerySet
from operators.tenancy.models import Organisation, Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.books.models import Ledger
from sales.dues.states import ACCOUNTS, DueEventName, DueState

LONGEST_REFERENCE = 64
UNSETTLED = (DueState.OPEN, DueState.PART_PAID)
PAID_SOME = (DueState.PART_PAID, DueState.PAID)
STANDING = (DueState.OPEN, *PAID_SOME)


class Due(fsm.ConcurrentTransitionMixin, models.Model):
    """What one statement or invoice asks to be paid, and how much of it was.

    A positive `amount` is the seller's to pay, a negative one the party's; `paid_amount` has its
    sign. A document that takes another one back asks for what was paid of that one, the other way.
    `account` is where the document stands in the books, and where transfers clear it.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="dues")
    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="dues")
    party = models.ForeignKey(Organisation, models.PROTECT, related_name="dues")
    account = models.CharField(
        max_length=30, choices=[(account.value, account.label) for account in ACCOUNTS]
    )
    statement = models.OneToOneField(
        "sales.Statement", models.PROTECT, null=True, related_name="due"
    )
    invoice = models.OneToOneField("sales.Invoice", models.PROTECT, null=True, related_name="due")
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    paid_amount = models.DecimalField("paid", max_digits=14, decimal_places=2, default=0)
    due_on = models.DateField(help_text="The last day on which it is paid in time.")
    state = fsm.FSMField(choices=DueState, default=DueState.OPEN, protected=True)

    objects = TenantQuerySet["Due"].as_manager()

    class Meta:
        constraints = [
            same_tenant("due", "ledger", "sales.Ledger"),
            same_tenant("due", "party", "operators.Organisation"),
            same_tenant("due", "statement", "sales.Statement"),
            same_tenant("due", "invoice", "sales.Invoice"),
            models.CheckConstraint(
                condition=Q(statement__isnull=False, invoice=None)
                | Q(statement=None, invoice__isnull=False),
                name="due_is_of_one_document",
            ),
            models.CheckConstraint(
                condition=Q(account__in=ACCOUNTS), name="due_account_is_one_of_parties"
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="due_currency_is_iso_4217"
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, paid_amount__gte=0, paid_amount__lte=F("amount"))
                | Q(amount__lt=0, paid_amount__lte=0, paid_amount__gte=F("amount")),
                name="due_is_paid_up_to_its_amount",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DueState.values), name="due_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=DueState.OPEN) | Q(paid_amount=0), name="due_open_is_unpaid"
            ),
            models.CheckConstraint(
                condition=~Q(state=DueState.PART_PAID)
                | ~Q(paid_amount=0) & ~Q(paid_amount=F("amount")),
                name="due_part_paid_has_both",
            ),
            models.CheckConstraint(
                condition=~Q(state=DueState.PAID) | Q(paid_amount=F("amount")),
                name="due_paid_is_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["ledger", "due_on"],
                condition=Q(state__in=UNSETTLED),
                name="due_unsettled_by_day",
            ),
        ]
        triggers = [pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(self.statement or self.invoice)

    @property
    def left(self) -> Decimal:
        """What is open of it, with the sign of its amount."""
        return Decimal(0) if self.state == DueState.DROPPED else self.amount - self.paid_amount

    @property
    def sign(self) -> int:
        """1 where the seller pays, -1 where the party does."""
        return 1 if self.amount > 0 else -1

    @fsm.transition(state, source=PAID_SOME, target=DueState.OPEN)
    def reopen(self) -> None:
        """Nothing of it is paid any more."""
        self.paid_amount = Decimal(0)

    @fsm.transition(state, source=STANDING, target=DueState.PART_PAID)
    def pay_part(self, paid_amount: Decimal) -> None:
        """So much of it is paid in all."""
        self.paid_amount = paid_amount

    @fsm.transition(state, source=UNSETTLED, target=DueState.PAID)
    def pay_rest(self) -> None:
        """All of it is paid."""
        self.paid_amount = self.amount

    @fsm.transition(state, source=STANDING, target=DueState.DROPPED)
    def drop(self) -> None:
        """Its document was taken back."""


class BankTransferQuerySet(TenantQuerySet["BankTransfer"]):
    """Transfers, scoped through their due."""

    tenant_path = "due__tenant"


class BankTransfer(models.Model):
    """Money that went between the seller's bank account and a party for one due. Append-only.

    A positive `amount` went out, a negative one came in. One transfer of the bank that pays several
    documents is told of each, with its part and the same `reference`. `turn` counts how often that
    reference was recorded for the due and taken back, so an odd one stands, or stood; one that
    `reverses` another says for what `reason`.
    """

    due = models.ForeignKey(Due, models.PROTECT, related_name="transfers", db_index=False)
    reference = models.CharField(
        "bank reference", max_length=LONGEST_REFERENCE, help_text="As the bank tells it."
    )
    turn = models.PositiveSmallIntegerField(default=1)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    paid_on = models.DateField(help_text="As the bank says.")
    document = models.UUIDField(unique=True, help_text="In the books.")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    reason = models.CharField(max_length=200, blank=True)
    recorded_by = models.CharField(max_length=LONGEST_ACTOR)
    recorded_at = models.DateTimeField()

    objects = BankTransferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["due", "reference", "turn"], name="banktransfer_once_per_reference_and_turn"
            ),
            models.CheckConstraint(
                condition=Q(turn__gte=1), name="banktransfer_turn_starts_at_one"
            ),
            models.CheckConstraint(condition=~Q(reference=""), name="banktransfer_has_reference"),
            models.CheckConstraint(condition=~Q(amount=0), name="banktransfer_is_not_empty"),
            models.CheckConstraint(
                condition=Q(reverses=None, reason="") | Q(reverses__isnull=False) & ~Q(reason=""),
                name="banktransfer_taken_back_says_why",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.reference


class DueEventQuerySet(EventQuerySet["DueEvent"]):
    """Events, scoped through their due."""

    tenant_path = "due__tenant"


class DueEvent(DomainEvent):
    """What happened to a due."""

    due = models.ForeignKey(Due, models.PROTECT, related_name="events")
    name = models.CharField(max_length=20, choices=DueEventName)

    objects = DueEventQuerySet.as_manager()

    class Meta(DomainEvent.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(name__in=DueEventName.values), name="dueevent_name_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.due_id}"
