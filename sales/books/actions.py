"""Writing documents into the books."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sales.books.accounts import Account, DocumentKind
from sales.books.models import Posting
from sales.money import ZERO


@dataclass(frozen=True, slots=True)
class Place:
    """Where an amount goes: the account and what it is kept apart by."""

    account: Account
    party_id: int
    operator_id: int | None = None
    vat_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An amount for a place: a debit is positive, a credit negative."""

    place: Place
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Document:
    """What a document is about."""

    kind: DocumentKind
    tenant_id: int
    order_id: int
    order_version: int
    currency: str


def post_document(document: Document, entries: Iterable[Entry], *, at: datetime) -> list[Posting]:
    """Append one document; entries of one place are added up, zeros left out.

    The database refuses a document that does not balance, when the transaction commits.
    """
    return post_documents([(document, entries)], at=at)


def post_documents(
    documents: Iterable[tuple[Document, Iterable[Entry]]], *, at: datetime
) -> list[Posting]:
    """Append several documents, in their order, by one statement."""
    return Posting.objects.bulk_create(
        posting for document, entries in documents for posting in _lines(document, entries, at)
    )


def _lines(document: Document, entries: Iterable[Entry], at: datetime) -> Iterator[Posting]:
    sums: defaultdict[Place, Decimal] = defaultdict(lambda: ZERO)
    for entry in entries:
        sums[entry.place] += entry.amount
    number = uuid.uuid4()
    for place, amount in sums.items():
        if amount:
            yield Posting(
                tenant_id=document.tenant_id,
                document=number,
                kind=document.kind,
                order_id=document.order_id,
                order_version=document.order_version,
                account=place.account,
                party_id=place.party_id,
                operator_id=place.operator_id,
                vat_rate=place.vat_rate,
                amount=amount,
                currency=document.currency,
                posted_at=at,
            )
