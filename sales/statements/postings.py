"""What a statement means in the books. Remainders are the seller's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from operators.tenancy.models import Organisation
from sales.books.accounts import Account, DocumentKind
from sales.books.actions import Document, Entry, Place, post_document
from sales.books.models import Ledger
from sales.statements.reckoning import Reckoning
from sales.statements.states import StatementKind

ACCOUNTS = {
    StatementKind.OPERATOR: Account.OPERATOR_PAYABLE,
    StatementKind.PARTNER: Account.CHANNEL_RECEIVABLE,
}
"""Where each kind leaves what the party gets."""


def post_statement(
    ledger: Ledger, party: Organisation, reckoning: Reckoning, *, reference: str, at: datetime
) -> UUID | None:
    """An operator: debit what it is owed for sales; credit what it is to be paid, the commission,
    VAT on it, and the remainder. A partner: debit the cost of the commission, VAT on it and the
    remainder; credit its account. Returns the document, if there was anything to post."""
    seller = ledger.organisation_id
    document = Document(
        DocumentKind.STATEMENT, ledger.tenant_id, seller, reckoning.currency, reference=reference
    )
    if reckoning.kind == StatementKind.OPERATOR:
        entries = [*_share(party, reckoning), *_commission(seller, reckoning, sign=-1)]
    else:
        owed = Entry(Place(Account.CHANNEL_RECEIVABLE, party.pk), -reckoning.net)
        entries = [owed, *_commission(seller, reckoning, sign=1)]
    posted = post_document(document, entries, at=at)
    return posted[0].document if posted else None


def _share(party: Organisation, reckoning: Reckoning) -> Iterator[Entry]:
    for operator, amount in reckoning.by_operator().items():
        yield Entry(Place(Account.OPERATOR_LIABILITY, party.pk, operator), amount)
    yield Entry(Place(Account.OPERATOR_PAYABLE, party.pk), -reckoning.net)


def _commission(seller: int, reckoning: Reckoning, *, sign: int) -> Iterator[Entry]:
    earns = reckoning.kind == StatementKind.OPERATOR
    account = Account.COMMISSION_REVENUE if earns else Account.COMMISSION_COST
    of_sales = reckoning.commission - reckoning.rounding + reckoning.fee
    yield Entry(Place(account, seller), sign * of_sales)
    yield Entry(Place(Account.ROUNDING, seller), sign * reckoning.rounding)
    for rate, amount in reckoning.tax_by_rate().items():
        yield Entry(Place(Account.VAT_PAYABLE, seller, vat_rate=rate), sign * amount)
