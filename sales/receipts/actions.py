"""The doors to receipts: issuing one, and sending it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.letters.actions import Message, write_letter
from sales.letters.models import Letter
from sales.letters.states import Language, LetterKind
from sales.numbering.actions import draw_number
from sales.numbering.states import SeriesKind
from sales.orders.models import Order
from sales.receipts.errors import NumberDiffers
from sales.receipts.facts import receipt_facts
from sales.receipts.models import Receipt
from sales.receipts.printing import receipt_file_name, receipt_pdf
from sales.receipts.states import ReceiptKind
from sales.receipts.wording import subject_of, text_of

SERIES = {
    ReceiptKind.SALE: SeriesKind.SALE_RECEIPT,
    ReceiptKind.RETURN: SeriesKind.RETURN_RECEIPT,
}


@transaction.atomic
def issue_receipt(order: Order, *, version: int, by: Actor, at: datetime) -> Receipt:
    """The receipt of a confirmed version of an order, made when it is first asked for.

    It takes the next number of its series in this transaction: the seller's, of the point of sale
    where the money moved, in the year that it is in the tenant's zone. NoReceipt if the version is
    not confirmed, or if no money moved for it.
    """
    # Whoever asks at once waits here, and finds the receipt.
    locked = Order.objects.lock(order)
    known = locked.receipts.filter(order_version=version).first()
    if known is not None:
        return known
    facts = receipt_facts(locked, version)
    series, number = draw_number(
        locked.seller,
        SERIES[ReceiptKind(facts["kind"])],
        pos=facts["pos"],
        year=at.astimezone(locked.tenant.zone).year,
        specimen=locked.specimen,
    )
    return Receipt.objects.create(
        series=series,
        number=number,
        order=locked,
        order_version=version,
        currency=facts["currency"],
        total_amount=Decimal(facts["total_amount"]),
        total_tax_amount=Decimal(facts["total_tax_amount"]),
        facts=facts,
        issued_by=str(by),
        issued_at=at,
    )


@transaction.atomic
def send_receipt(
    order: Order,
    *,
    version: int,
    recipient: str,
    language: Language,
    as_copy: bool = False,
    number: int | None = None,
    by: Actor,
    at: datetime,
) -> Letter:
    """Send the receipt of a version to an e-mail address; it is issued if it was not before.

    There is one original: what is sent after it says that it is a copy, and so does what is asked
    for as one. NoReceipt; NumberDiffers if a `number` is told and is not the receipt's.
    """
    receipt = issue_receipt(order, version=version, by=by, at=at)
    if number is not None and number != receipt.number:
        raise NumberDiffers
    sent = Letter.objects.filter(
        order=order, order_version=version, kind=LetterKind.RECEIPT, is_copy=False
    )
    is_copy = as_copy or sent.exists()
    return write_letter(
        receipt.order,
        Message(
            recipient=recipient,
            language=language,
            subject=subject_of(receipt, language, is_copy=is_copy),
            text=text_of(receipt, language, is_copy=is_copy),
            attachment=receipt_pdf(receipt, language, is_copy=is_copy),
            attachment_name=receipt_file_name(receipt, language),
        ),
        order_version=version,
        kind=LetterKind.RECEIPT,
        is_copy=is_copy,
        at=at,
    )
