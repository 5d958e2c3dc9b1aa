"""What closing a period would come to: it is done for a look and undone at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.books.actions import close_period
from sales.books.models import AccountingPeriod, Ledger, PeriodTotal


@dataclass(frozen=True, slots=True)
class ClosingPreview:
    """The period as it would be; nothing of it is stored."""

    period: AccountingPeriod
    totals: tuple[PeriodTotal, ...]


def preview_closing(ledger: Ledger, *, ends_on: date, by: Actor, at: datetime) -> ClosingPreview:
    """Close the period, read what it comes to, and undo all of it.

    It refuses what `close_period` refuses, with the same errors.
    """
    with transaction.atomic():
        period = close_period(ledger, ends_on=ends_on, by=by, at=at)
        preview = ClosingPreview(period, tuple(period.totals.order_by("pk")))
        transaction.set_rollback(True)
    return preview
