"""The only doors to money of an order, and the steps that they are made of."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.books.accounts import Account, DocumentKind
from sales.books.actions import Entry, Place, post_document
from sales.money import total
from sales.orders.changes import OrderChange, open_order
from sales.orders.models import Order
from sales.orders.postings import customer_of, document_of
from sales.orders.states import OrderEventName
from sales.payments.models import Credit, Payment
from sales.payments.states import PaymentGroup, PaymentState, PaymentType


@transaction.atomic
def pay_on_account(order: Order, *, by: Actor, at: datetime) -> Payment | None:
    """Charge what the order owes to its payer; None where it owes nothing."""
    change = open_order(order, by=by, at=at)
    payment = charge_payer(change)
    if payment:
        change.store()
    return payment


@transaction.atomic
def credit_on_account(order: Order, *, by: Actor, at: datetime) -> list[Credit]:
    """Give back what was paid too much, on the payments of the order, oldest first."""
    change = open_order(order, by=by, at=at)
    given = credit_payments(change)
    if given:
        change.store()
    return given


def charge_payer(change: OrderChange) -> Payment | None:
    """Take what the order owes from its payer's account; a step, like those of orders."""
    order, at = change.order, change.at
    amount = order.owed()
    if amount <= 0:
        return None
    payment = Payment(
        order=order,
        order_version=order.version,
        payer_id=order.payer_id,
        type=PaymentType.ON_ACCOUNT,
        group=PaymentGroup.INVOICE,
        amount=amount,
        currency=order.currency,
        created_at=at,
    )
    payment.capture(at=at)
    payment.save()
    order.captured_amount += amount
    _post(change, DocumentKind.CAPTURE, [(payment, amount)])
    _note(change, OrderEventName.PAID, payment)
    return payment


def credit_payments(change: OrderChange) -> list[Credit]:
    """Give back what the order was paid too much; a step, like those of orders."""
    excess = -change.order.owed()
    given = []
    payments = change.order.payments.filter(state=PaymentState.CAPTURED).order_by("pk")
    for payment in payments.select_for_update():
        part = min(excess, payment.amount - payment.credited_amount)
        if part > 0:
            given.append(_credit(change, payment, part))
            excess -= part
    if given:
        Payment.objects.bulk_update(
            [credit.payment for credit in given], ["state", "credited_amount"]
        )
        Credit.objects.bulk_create(given)
        change.order.credited_amount += total(credit.amount for credit in given)
        _post_credits(change, given)
    for credit in given:
        _note(change, OrderEventName.CREDITED, credit)
    return given


def _credit(change: OrderChange, payment: Payment, amount: Decimal) -> Credit:
    if payment.credited_amount + amount == payment.amount:
        payment.credit_rest(amount)
    else:
        payment.credit_part(amount)
    credit = Credit(
        order=change.order,
        order_version=change.order.version,
        payment=payment,
        amount=amount,
        currency=change.order.currency,
        created_at=change.at,
    )
    credit.execute(at=change.at)
    return credit


def _post(change: OrderChange, kind: DocumentKind, parts: list[tuple[Payment, Decimal]]) -> None:
    """Debit the account of who paid, credit the customer's; the reverse for a negative amount."""
    order = change.order
    if order.specimen:
        return
    entries = []
    for payment, amount in parts:
        entries.append(Entry(Place(Account.CHANNEL_RECEIVABLE, payment.payer_id), amount))
        entries.append(Entry(customer_of(order), -amount))
    post_document(document_of(order, kind), entries, at=change.at)


def _post_credits(change: OrderChange, given: list[Credit]) -> None:
    """Give back all that was taken back, and take the fees of it as a document of their own, so
    that the channel's partner sees both."""
    version = change.order.version
    kept = total(fee.amount for fee in change.fees if fee.added_in_version == version)
    payment = given[0].payment
    parts = [(credit.payment, -credit.amount) for credit in given]
    _post(change, DocumentKind.CREDIT, [*parts, (payment, -kept)])
    if kept:
        _post(change, DocumentKind.FEE, [(payment, kept)])


def _note(change: OrderChange, name: OrderEventName, money: Payment | Credit) -> None:
    change.note(name, number=money.number, amount=str(money.amount), currency=change.order.currency)
