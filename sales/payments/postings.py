"""What taking and giving back money means in the books. Sandbox orders never reach them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from sales.books.accounts import Account, DocumentKind
from sales.books.actions import Entry, Place, post_document, post_documents
from sales.orders.models import Order
from sales.orders.postings import customer_of, document_of
from sales.payments.models import CreditPart, PaymentTransaction
from sales.payments.states import PaymentGroup

OWED_BY_PARTNER = {
    PaymentGroup.INVOICE,
    PaymentGroup.TRAVELACCOUNT,
    PaymentGroup.REQUISITION,
    PaymentGroup.REMITTED,
    PaymentGroup.AGENT,
}
"""Nobody has the money yet: the channel's partner is invoiced for it."""


def post_capture(order: Order, transaction: PaymentTransaction, *, at: datetime) -> None:
    """Debit where the money is now, credit what the customer owes."""
    if not order.specimen:
        entries = _moved(order, [(transaction, transaction.amount)])
        number = str(transaction.number)
        document = document_of(order, DocumentKind.CAPTURE, reference=number)
        post_document(document, entries, at=at)


def post_credit(order: Order, parts: Sequence[CreditPart], *, kept: Decimal, at: datetime) -> None:
    """The reverse of the captures.

    What the partner gets back on its account is all that was taken back; the fees `kept` of it are
    a document of their own, so that the partner sees both.
    """
    if order.specimen:
        return
    moved = [(part.transaction, -part.amount) for part in parts]
    invoiced = [one for one, _ in moved if one.group in OWED_BY_PARTNER]
    fee = kept if len(invoiced) == len(moved) else Decimal("0.00")
    first = moved[0][0]
    documents = [(DocumentKind.CREDIT, _moved(order, [*moved, (first, -fee)]))]
    if fee:
        documents.append((DocumentKind.FEE, _moved(order, [(first, fee)])))
    number = str(parts[0].credit.number)
    post_documents(
        [(document_of(order, kind, reference=number), entries) for kind, entries in documents],
        at=at,
    )


def _moved(order: Order, parts: Iterable[tuple[PaymentTransaction, Decimal]]) -> list[Entry]:
    return [
        entry
        for transaction, amount in parts
        for entry in (
            Entry(_place_of(order, transaction), amount),
            Entry(customer_of(order), -amount),
        )
    ]


def _place_of(order: Order, transaction: PaymentTransaction) -> Place:
    if transaction.group in OWED_BY_PARTNER:
        return Place(Account.CHANNEL_RECEIVABLE, order.payer_id)
    if transaction.group == PaymentGroup.CASH:
        return Place(Account.CASH, order.seller_id)
    return Place(Account.PSP_CLEARING, order.seller_id)
