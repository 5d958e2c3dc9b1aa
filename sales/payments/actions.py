"""The only doors to money of an order."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.books.accounts import Account, DocumentKind
from sales.books.actions import Entry, Place, post_document
from sales.orders.actions import lock_order
from sales.orders.models import Order
from sales.orders.postings import customer_of, document_of
from sales.orders.states import OrderEventName
from sales.payments.models import Credit, Payment
from sales.payments.states import PaymentGroup, PaymentState, PaymentType


@transaction.atomic
def pay_on_account(order: Order, *, by: Actor, at: datetime) -> Payment | None:
    """Charge what the order owes to the channel's partner; None where it owes nothing."""
    order = lock_order(order)
    amount = order.owed()
    if amount <= 0:
        return None
    payment = Payment(
        order=order,
        order_version=order.version,
        payer_id=order.channel.partner_id,
        type=PaymentType.ON_ACCOUNT,
        group=PaymentGroup.INVOICE,
        amount=amount,
        currency=order.currency,
        created_at=at,
    )
    payment.capture(at=at)
    payment.save()
    order.captured_amount += amount
    order.save(update_fields=["captured_amount"])
    _post(order, DocumentKind.CAPTURE, amount, at=at)
    _record(order, OrderEventName.PAID, payment.number, amount, by=by, at=at)
    return payment


@transaction.atomic
def credit_on_account(order: Order, *, by: Actor, at: datetime) -> list[Credit]:
    """Give back what was paid too much, on the payments of the order, oldest first."""
    order = lock_order(order)
    excess = -order.owed()
    given = []
    payments = order.payments.filter(state=PaymentState.CAPTURED).order_by("pk")
    for payment in payments.select_for_update():
        part = min(excess, payment.amount - payment.credited_amount)
        if part > 0:
            given.append(_credit(order, payment, part, at=at))
            excess -= part
    amount = sum((credit.amount for credit in given), Decimal("0.00"))
    if given:
        order.credited_amount += amount
        order.save(update_fields=["credited_amount"])
        _post(order, DocumentKind.CREDIT, -amount, at=at)
    for credit in given:
        _record(order, OrderEventName.CREDITED, credit.number, credit.amount, by=by, at=at)
    return given


def _credit(order: Order, payment: Payment, amount: Decimal, *, at: datetime) -> Credit:
    if payment.credited_amount + amount == payment.amount:
        payment.credit_rest(amount)
    else:
        payment.credit_part(amount)
    payment.save()
    credit = Credit(
        order=order,
        order_version=order.version,
        payment=payment,
        amount=amount,
        currency=order.currency,
        created_at=at,
    )
    credit.execute(at=at)
    credit.save()
    return credit


def _post(order: Order, kind: DocumentKind, amount: Decimal, *, at: datetime) -> None:
    """Debit the partner's account, credit the customer's; the reverse for a negative amount."""
    if order.specimen:
        return
    owed = Place(Account.CHANNEL_RECEIVABLE, order.channel.partner_id)
    entries = [Entry(owed, amount), Entry(customer_of(order), -amount)]
    post_document(document_of(order, kind), entries, at=at)


def _record(
    order: Order, name: OrderEventName, number: int, amount: Decimal, *, by: Actor, at: datetime
) -> None:
    order.events.create(
        name=name,
        actor=str(by),
        happened_at=at,
        details={"number": number, "amount": str(amount), "currency": order.currency},
    )
