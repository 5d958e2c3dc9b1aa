"""Books of an organisation, and documents in them that are about no order."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from operators.tenancy.models import Organisation
from sales.books.accounts import Account, DocumentKind
from sales.books.actions import (
    Document,
    Entry,
    Place,
    close_period,
    open_ledger,
    post_document,
)
from sales.models import AccountingPeriod, Ledger, Posting
from tests.factories.moments import BY, NOW
from tests.factories.operators import OrganisationFactory


def books(organisation: Organisation | None = None, *, at: datetime = NOW) -> Ledger:
    """The ledger of an organisation, by default of one in Amsterdam."""
    keeper = organisation or OrganisationFactory(tenant__timezone="Europe/Amsterdam")
    return open_ledger(keeper.pk, at=at)


def deposit(
    ledger: Ledger, amount: str = "50.00", *, at: datetime = NOW, currency: str = "EUR"
) -> list[Posting]:
    """Cash is brought from the desk to the safe: debit deposits, credit cash."""
    document = Document(
        DocumentKind.DEPOSIT,
        ledger.tenant_id,
        ledger.organisation_id,
        currency,
        reference="S-1",
    )
    keeper, moved = ledger.organisation_id, Decimal(amount)
    entries = [
        Entry(Place(Account.CASH_DEPOSITS, keeper), moved),
        Entry(Place(Account.CASH, keeper), -moved),
    ]
    return post_document(document, entries, at=at)


def close_through(ledger: Ledger, day: date) -> AccountingPeriod:
    """Close a period at ten in the morning of the day after its last one, UTC."""
    at = NOW.replace(year=day.year, month=day.month, day=day.day) + timedelta(days=1)
    return close_period(ledger, ends_on=day, by=BY, at=at)
