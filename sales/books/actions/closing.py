"""Closing the periods of a ledger."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.books.actions.opening import start_period
from sales.books.errors import DayNotOpen, PeriodNotOver
from sales.books.gate import shut_gate
from sales.books.models import AccountingPeriod, Ledger, PeriodTotal, Posting
from sales.books.models.ledgers import ONE_DAY
from sales.books.queries import trial_balance
from sales.books.states import PeriodEventName, PeriodState


@transaction.atomic
def close_period(ledger: Ledger, *, ends_on: date, by: Actor, at: datetime) -> AccountingPeriod:
    """Close the open period of a ledger with that day, keep what each account came to, and open
    the next one; it is never opened again.

    It waits for documents that are being posted at this moment; those that come later are booked
    on the first open day. PeriodNotOver unless the day is over in the tenant's zone; DayNotOpen if
    it is closed already or before the books begin.
    """
    ledger = _alone(ledger)
    if ends_on >= at.astimezone(ledger.tenant.zone).date():
        raise PeriodNotOver
    period = ledger.periods.get(state=PeriodState.OPEN)
    starts_on = _first_day(ledger, period)
    if ends_on < starts_on:
        raise DayNotOpen
    _keep_totals(period, ledger, ends_on)
    period.close(starts_on=starts_on, ends_on=ends_on, by=str(by), at=at)
    period.save()
    ledger.closed_through = ends_on
    ledger.save(update_fields=["closed_through"])
    period.events.create(name=PeriodEventName.CLOSED, actor=str(by), happened_at=at)
    start_period(ledger, number=period.number + 1, starts_on=ends_on + ONE_DAY, by=by, at=at)
    return period


def _alone(ledger: Ledger) -> Ledger:
    """The ledger as it is once nobody posts to it any more; nobody can until the end."""
    shut_gate(ledger.pk)
    held = Ledger.objects.select_for_update(of=("self",), no_key=True)
    return held.select_related("tenant").get(pk=ledger.pk)


def _first_day(ledger: Ledger, period: AccountingPeriod) -> date:
    """The first period begins with the earliest posting, if that is before the first sale here."""
    if ledger.closed_through is not None:
        return period.starts_on
    earliest = Posting.objects.filter(ledger=ledger).order_by("booked_on").first()
    return min(period.starts_on, earliest.booked_on) if earliest else period.starts_on


def _keep_totals(period: AccountingPeriod, ledger: Ledger, ends_on: date) -> None:
    since = ledger.closed_through + ONE_DAY if ledger.closed_through else None
    PeriodTotal.objects.bulk_create(
        PeriodTotal(
            period=period,
            account=line.account,
            currency=line.currency,
            opening=line.opening,
            debit=line.debit,
            credit=line.credit,
            postings=line.postings,
        )
        for line in trial_balance(ledger, since=since, through=ends_on)
    )
