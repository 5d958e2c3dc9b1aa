"""Taking back what was posted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from sales.books.accounts import Account, DocumentKind
from sales.books.actions.posting import Document, Entry, Place, post_document
from sales.books.errors import DocumentOfOrder, ReversedAlready
from sales.books.models import Ledger, Posting
from sales.books.queries import get_document


@transaction.atomic
def reverse_document(ledger: Ledger, document: UUID, *, at: datetime) -> list[Posting]:
    """Post the opposite of a document that is about no order, on the first day that is open.

    Whoever owns the document notes who asked for it. DocumentUnknown; DocumentOfOrder;
    ReversedAlready, also for a document that takes back another.
    """
    # Its lines are held, so that the second who takes it back sees what the first has posted.
    held = Posting.objects.select_for_update(of=("self",), no_key=True)
    lines = get_document(held.filter(ledger=ledger), document)
    first = lines[0]
    if first.order_id is not None:
        raise DocumentOfOrder
    if first.reverses or Posting.objects.filter(reverses=document).exists():
        raise ReversedAlready
    return post_document(
        Document(
            DocumentKind.CORRECTION,
            first.tenant_id,
            ledger.organisation_id,
            first.currency,
            reference=first.reference,
            reverses=document,
        ),
        [Entry(_place_of(line), -line.amount) for line in lines],
        at=at,
    )


def _place_of(line: Posting) -> Place:
    return Place(Account(line.account), line.party_id, line.operator_id, line.vat_rate)
