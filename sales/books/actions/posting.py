"""Writing documents into the books."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction

from operators.prepared import fetch_rows
from sales.books.accounts import Account, DocumentKind
from sales.books.actions.opening import open_ledger
from sales.books.gate import ENTER
from sales.books.models import Ledger, Posting
from sales.money import ZERO

# First through the gate, then the row, which is read as it is once the wait is over: to share a row
# that was changed after the statement began is to read it again. FOR KEY SHARE would not.
ENTER_LEDGER = f"""
    WITH inside AS MATERIALIZED (
        SELECT ledger_id, {ENTER}
        FROM (SELECT id AS ledger_id FROM sales_ledger
              WHERE organisation_id = %(organisation)s::bigint) AS asked
    )
    SELECT ledger.id, ledger.closed_through, tenant.timezone
    FROM inside
    JOIN sales_ledger AS ledger ON ledger.id = inside.ledger_id
    JOIN operators_tenant AS tenant ON tenant.id = ledger.tenant_id
    FOR SHARE OF ledger
"""  # noqa: S608


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
    """What a document is about: a version of an order, else what `reference` says.

    `organisation_id` is the one whose books it goes to, the seller of an order. `reverses` is the
    document that a CORRECTION takes back.
    """

    kind: DocumentKind
    tenant_id: int
    organisation_id: int
    currency: str
    order_id: int | None = None
    order_version: int | None = None
    reference: str = ""
    reverses: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class _Booking:
    """The ledger of a document and the day that it counts for there."""

    ledger: Ledger
    booked_on: date
    late_for: date | None


def post_document(document: Document, entries: Iterable[Entry], *, at: datetime) -> list[Posting]:
    """Append one document; entries of one place are added up, zeros left out.

    It counts for the day of `at` in the tenant's zone, or for the first open day if that one is
    closed. The database refuses a document that does not balance, when the transaction commits.
    """
    return post_documents([(document, entries)], at=at)


@transaction.atomic(savepoint=False)
def post_documents(
    documents: Iterable[tuple[Document, Iterable[Entry]]], *, at: datetime
) -> list[Posting]:
    """Append several documents, in their order, by one statement.

    No period of their ledgers is closed until the transaction ends. One statement more for each
    ledger; an organisation that posts for the first time gets its ledger here.
    """
    wanted = [(document, _sums(entries)) for document, entries in documents]
    wanted = [(document, sums) for document, sums in wanted if sums]
    # In one order, so that two who post to the same ledgers never wait for each other.
    keepers = sorted({document.organisation_id for document, _ in wanted})
    bookings = {keeper: _enter(keeper, at=at) for keeper in keepers}
    return Posting.objects.bulk_create(
        posting
        for document, sums in wanted
        for posting in _lines(document, sums, bookings[document.organisation_id], at)
    )


def booking_day(organisation_id: int, *, at: datetime) -> date:
    """The day that a document of that moment counts for; it stays open until the transaction
    ends."""
    return _enter(organisation_id, at=at).booked_on


def _sums(entries: Iterable[Entry]) -> dict[Place, Decimal]:
    sums: defaultdict[Place, Decimal] = defaultdict(lambda: ZERO)
    for entry in entries:
        sums[entry.place] += entry.amount
    return {place: amount for place, amount in sums.items() if amount}


def _enter(organisation_id: int, *, at: datetime) -> _Booking:
    found = fetch_rows(ENTER_LEDGER, {"organisation": organisation_id})
    if not found:
        open_ledger(organisation_id, at=at)
        found = fetch_rows(ENTER_LEDGER, {"organisation": organisation_id})
    [(pk, closed_through, zone)] = found
    ledger = Ledger(pk=pk, closed_through=closed_through)
    day = at.astimezone(ZoneInfo(zone)).date()
    booked_on = ledger.day_for(day)
    return _Booking(ledger, booked_on, None if booked_on == day else day)


def _lines(
    document: Document, sums: dict[Place, Decimal], booking: _Booking, at: datetime
) -> Iterator[Posting]:
    number = uuid.uuid4()
    for place, amount in sums.items():
        yield Posting(
            tenant_id=document.tenant_id,
            ledger_id=booking.ledger.pk,
            document=number,
            kind=document.kind,
            order_id=document.order_id,
            order_version=document.order_version,
            reference=document.reference,
            account=place.account,
            party_id=place.party_id,
            operator_id=place.operator_id,
            vat_rate=place.vat_rate,
            amount=amount,
            currency=document.currency,
            posted_at=at,
            booked_on=booking.booked_on,
            late_for=booking.late_for,
            reverses=document.reverses,
        )
