"""What confirming a version of an order means in the books."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from sales.books.accounts import Account, DocumentKind
from sales.books.actions import Document, Entry, Place, booking_day, post_document
from sales.orders.lines import Fee, OrderLine
from sales.orders.models import Order


def post_confirmation(
    order: Order, *, lines: Sequence[OrderLine], fees: Sequence[Fee], at: datetime
) -> date | None:
    """Post the difference between this version and the one before: debit the customer, credit
    revenue or what is owed to the operator, credit VAT; the reverse for lines taken back.

    Returns the day that it counts for, also where nothing was to be posted; none for a sandbox
    order, which never reaches the books.
    """
    if order.specimen:
        return None
    postings = post_document(
        document_of(order, DocumentKind.CONFIRMATION),
        [*_line_entries(order, lines), *_fee_entries(order, fees)],
        at=at,
    )
    return postings[0].booked_on if postings else booking_day(order.seller_id, at=at)


def document_of(order: Order, kind: DocumentKind, *, reference: str = "") -> Document:
    """A document about the order as it stands; `reference` is the number of what moved money."""
    return Document(
        kind,
        order.tenant_id,
        order.seller_id,
        order.currency,
        order_id=order.pk,
        order_version=order.version,
        reference=reference,
    )


def customer_of(order: Order) -> Place:
    """The account of what the customer owes for the order."""
    return Place(Account.CUSTOMER_RECEIVABLE, order.payer_id)


def _line_entries(order: Order, lines: Sequence[OrderLine]) -> Iterator[Entry]:
    for line in lines:
        if line.cancelled_in_version == line.added_in_version:
            continue
        if line.cancelled_in_version == order.version:
            yield from _sold(order, line, sign=-1)
        elif line.added_in_version == order.version:
            yield from _sold(order, line, sign=1)


def _sold(order: Order, line: OrderLine, *, sign: int) -> Iterator[Entry]:
    own = line.earner_id == order.seller_id
    account = Account.OWN_REVENUE if own else Account.OPERATOR_LIABILITY
    earned = Place(account, line.earner_id, line.operator_id)
    yield Entry(customer_of(order), sign * line.amount)
    yield Entry(earned, -sign * (line.amount - line.tax_amount))
    yield Entry(_vat(order, line.vat_rate), -sign * line.tax_amount)


def _fee_entries(order: Order, fees: Sequence[Fee]) -> Iterator[Entry]:
    for fee in fees:
        if fee.removed_in_version == fee.added_in_version:
            continue
        if fee.removed_in_version == order.version:
            yield from _charged(order, fee, sign=-1)
        elif fee.added_in_version == order.version:
            yield from _charged(order, fee, sign=1)


def _charged(order: Order, fee: Fee, *, sign: int) -> Iterator[Entry]:
    yield Entry(customer_of(order), sign * fee.amount)
    yield Entry(Place(Account.FEE_REVENUE, order.seller_id), -sign * (fee.amount - fee.tax_amount))
    yield Entry(_vat(order, fee.vat_rate), -sign * fee.tax_amount)


def _vat(order: Order, rate: Decimal) -> Place:
    return Place(Account.VAT_PAYABLE, order.seller_id, vat_rate=rate)
