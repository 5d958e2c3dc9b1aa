"""Ledgers, their periods, and what a period came to when it was closed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Self

import django_fsm as fsm
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from operators.tenancy.actors import LONGEST_ACTOR
from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.events import DomainEvent, EventQuerySet
from operators.tenancy.models import Organisation, Tenant, User
from operators.tenancy.scoping import TenantQuerySet
from sales.books.accounts import Account
from sales.books.gate import enter_gate
from sales.books.states import PeriodEventName, PeriodState

ONE_DAY = timedelta(days=1)
NEVER_REOPENS = """
    IF OLD.closed_through IS NOT NULL
       AND (NEW.closed_through IS NULL OR NEW.closed_through < OLD.closed_through) THEN
        RAISE EXCEPTION 'ledger % is closed through %', OLD.id, OLD.closed_through
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_never_reopens';
    END IF;
    RETURN NEW;
"""


class LedgerQuerySet(TenantQuerySet["Ledger"]):
    """The books of organisations."""

    def visible_to(self, user: User) -> Self:
        """With the organisations, which filters of lists call them by."""
        return super().visible_to(user).select_related("tenant", "organisation")

    def lock(self, row: Ledger, **lookups: Any) -> Ledger:
        """Hold the ledger alone: wait until nobody posts to it, and let nobody do so."""
        enter_gate(row.pk)
        return super().lock(row, **lookups)


class Ledger(models.Model):
    """The books of one organisation that sells; made when it first sells.

    `closed_through` is the last day, in the tenant's zone, that takes no postings any more.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="ledgers")
    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="ledger")
    closed_through = models.DateField(null=True)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        constraints = [
            tenant_key("ledger"),
            same_tenant("ledger", "organisation", "operators.Organisation"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="never_reopens",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("closed_through"),
                func=NEVER_REOPENS,
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def day_for(self, day: date) -> date:
        """The day that something which belongs to `day` is booked on: the first open one at the
        earliest."""
        if self.closed_through is None or day > self.closed_through:
            return day
        return self.closed_through + ONE_DAY


class AccountingPeriod(fsm.ConcurrentTransitionMixin, models.Model):
    """Days of a ledger that are closed together; the days are those of the tenant's zone.

    Periods follow each other without a gap, numbered from 1. The last one is open and has no end
    yet. The first one begins with the earliest posting; that is known when it is closed.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="accounting_periods")
    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="periods", db_index=False)
    number = models.PositiveIntegerField()
    state = fsm.FSMField(choices=PeriodState, default=PeriodState.OPEN, protected=True)
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day", null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=LONGEST_ACTOR, blank=True)

    objects = TenantQuerySet["AccountingPeriod"].as_manager()

    class Meta:
        constraints = [
            tenant_key("accountingperiod"),
            same_tenant("accountingperiod", "ledger", "sales.Ledger"),
            models.UniqueConstraint(
                fields=["ledger", "number"], name="accountingperiod_once_per_number"
            ),
            models.CheckConstraint(
                condition=Q(state__in=PeriodState.values), name="accountingperiod_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="accountingperiod_number_starts_at_one"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="accountingperiod_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(state=PeriodState.CLOSED)
                & Q(ends_on=None, closed_at=None, closed_by="")
                | ~Q(state=PeriodState.OPEN)
                & Q(ends_on__isnull=False, closed_at__isnull=False)
                & ~Q(closed_by=""),
                name="accountingperiod_closed_says_when_and_by_whom",
            ),
            # The open one has no end, so there is never a second one beside it.
            ExclusionConstraint(
                name="accountingperiod_days_once_per_ledger",
                expressions=[
                    ("ledger", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_on"),
                            F("ends_on"),
                            RangeBoundary(inclusive_upper=True),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="closed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=PeriodState.CLOSED.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.starts_on} – {self.ends_on or '…'})"

    @fsm.transition("state", source=PeriodState.OPEN, target=PeriodState.CLOSED)
    def close(self, *, starts_on: date, ends_on: date, by: str, at: datetime) -> None:
        self.starts_on, self.ends_on = starts_on, ends_on
        self.closed_by, self.closed_at = by, at


class PeriodTotalQuerySet(TenantQuerySet["PeriodTotal"]):
    """Control totals, scoped through their period."""

    tenant_path = "period__tenant"


class PeriodTotal(models.Model):
    """What an account came to in one currency when a period was closed. Append-only.

    `debit` and `credit` are the sums of the period's postings, both positive; `opening` is the
    balance before it, `balance` the one after it; a debit is positive.
    """

    period = models.ForeignKey(AccountingPeriod, models.PROTECT, related_name="totals")
    account = models.CharField(max_length=30, choices=Account)
    currency = models.CharField(max_length=3)
    opening = models.DecimalField(max_digits=18, decimal_places=2)
    debit = models.DecimalField(max_digits=18, decimal_places=2)
    credit = models.DecimalField(max_digits=18, decimal_places=2)
    postings = models.PositiveBigIntegerField()
    balance = models.GeneratedField(
        expression=F("opening") + F("debit") - F("credit"),
        output_field=models.DecimalField(max_digits=18, decimal_places=2),
        db_persist=True,
    )

    objects = PeriodTotalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["period", "account", "currency"],
                name="periodtotal_once_per_account_and_currency",
            ),
            models.CheckConstraint(
                condition=Q(account__in=Account.values), name="periodtotal_account_is_known"
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="periodtotal_currency_is_iso_4217"
            ),
            models.CheckConstraint(
                condition=Q(debit__gte=0, credit__gte=0), name="periodtotal_sums_are_not_negative"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.balance} {self.currency}"


class PeriodEventQuerySet(EventQuerySet["PeriodEvent"]):
    """Events, scoped through their period."""

    tenant_path = "period__tenant"


class PeriodEvent(DomainEvent):
    """What happened to an accounting period."""

    period = models.ForeignKey(AccountingPeriod, models.PROTECT, related_name="events")
    name = models.CharField(max_length=20, choices=PeriodEventName)

    objects = PeriodEventQuerySet.as_manager()

    class Meta(DomainEvent.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(name__in=PeriodEventName.values), name="periodevent_name_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.period_id}"
