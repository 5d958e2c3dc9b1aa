"""What moving and counting the cash of a drawer means in the books."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sales.books.accounts import Account, DocumentKind
from sales.books.actions import Document, Entry, Place, post_document
from sales.journal.models import CashSettlement


def post_deposit(
    settlement: CashSettlement, amount: Decimal, currency: str, *, at: datetime
) -> None:
    """Cash came into the drawer, or left it (below zero), and is still the organisation's."""
    document = _document(settlement, DocumentKind.DEPOSIT, currency)
    post_document(document, _entries(settlement, Account.CASH_DEPOSITS, amount), at=at)


def post_difference(
    settlement: CashSettlement, amount: Decimal, currency: str, *, at: datetime
) -> None:
    """More was counted than expected, or less (below zero)."""
    document = _document(settlement, DocumentKind.CLOSING, currency)
    post_document(document, _entries(settlement, Account.CASH_DIFFERENCE, amount), at=at)


def _document(settlement: CashSettlement, kind: DocumentKind, currency: str) -> Document:
    return Document(
        kind=kind,
        tenant_id=settlement.tenant_id,
        organisation_id=settlement.organisation_id,
        currency=currency,
        reference=settlement.code,
    )


def _entries(settlement: CashSettlement, against: Account, amount: Decimal) -> list[Entry]:
    party = settlement.organisation_id
    return [Entry(Place(Account.CASH, party), amount), Entry(Place(against, party), -amount)]
