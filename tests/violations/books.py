"""Constraints of ledgers, their periods, and documents that are about no order."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from sales.models import AccountingPeriod, Ledger, PeriodTotal
from tests.factories.books import books, close_through, deposit
from tests.factories.moments import NOW
from tests.factories.operators import OrganisationFactory
from tests.violations.orders import posting
from tests.violations.ways import NONSENSE, Violation, event_of, stranger, write, wrong

TODAY = date(2026, 6, 1)


def period() -> Any:
    return books().periods.get()


def bare_ledger() -> Ledger:
    """One that has no period yet."""
    keeper = OrganisationFactory()
    return Ledger.objects.create(tenant=keeper.tenant, organisation=keeper)


def second_period() -> AccountingPeriod:
    """The open one after a closed one."""
    ledger = books()
    close_through(ledger, TODAY)
    return ledger.periods.get(number=2)


def second_open_period() -> None:
    first = period()
    AccountingPeriod.objects.create(
        tenant=first.tenant, ledger=first.ledger, number=2, starts_on=first.starts_on
    )


def period_total(**values: Any) -> PeriodTotal:
    """Control totals are never changed, so a wrong one is written."""
    good = {"account": "CASH", "currency": "EUR", "opening": 0, "debit": 1, "credit": 0}
    whole = values.pop("period", None) or period()
    return PeriodTotal.objects.create(**{**good, **values}, period=whole, postings=1)


def closed_before_it_began() -> None:
    early = TODAY - timedelta(days=1)
    write(period(), state="CLOSED", ends_on=early, closed_at=NOW, closed_by="test")


VIOLATIONS: dict[str, Violation] = {
    "ledger_organisation_same_tenant": stranger(books, "organisation", OrganisationFactory),
    "accountingperiod_ledger_same_tenant": stranger(period, "ledger", bare_ledger),
    "accountingperiod_once_per_number": wrong(second_period, number=1),
    "accountingperiod_state_is_known": wrong(period, state=NONSENSE),
    "accountingperiod_number_starts_at_one": wrong(period, number=0),
    "accountingperiod_ends_after_it_starts": closed_before_it_began,
    "accountingperiod_closed_says_when_and_by_whom": wrong(period, closed_by="test"),
    "accountingperiod_days_once_per_ledger": second_open_period,
    "periodtotal_once_per_account_and_currency": lambda: period_total(period=period_total().period),
    "periodtotal_account_is_known": lambda: period_total(account=NONSENSE),
    "periodtotal_currency_is_iso_4217": lambda: period_total(currency="eur"),
    "periodtotal_sums_are_not_negative": lambda: period_total(credit=-1),
    "periodevent_name_is_known": event_of(period, NONSENSE),
    "posting_ledger_same_tenant": lambda: posting(ledger_id=books().pk),
    "posting_says_what_it_is_about": lambda: posting(order_id=None, order_version=None),
    "posting_late_is_booked_later": lambda: posting(late_for=TODAY),
    "posting_correction_reverses": lambda: posting(reverses=uuid.uuid4()),
}


def without_reference() -> None:
    [debit, _] = deposit(books())
    debit.pk, debit.reference = None, ""
    debit.save(force_insert=True)


EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("posting_says_what_it_is_about", without_reference),
    ("posting_says_what_it_is_about", lambda: posting(order_version=None)),
    ("posting_correction_reverses", lambda: posting(kind="CORRECTION")),
]
