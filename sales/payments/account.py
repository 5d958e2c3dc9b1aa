"""The account of a channel's partner, which is charged and credited with the sale itself."""

from __future__ import annotations

from decimal import Decimal

from sales.money import total
from sales.orders.changes import OrderChange
from sales.payments.models import (
    Credit,
    CreditPart,
    Payment,
    PaymentOperation,
    PaymentTransaction,
)
from sales.payments.states import (
    OperationName,
    PaymentGroup,
    PaymentType,
    Provider,
    TransactionState,
)
from sales.payments.steps import count_capture, count_credit, operation


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
        total_amount=amount,
        currency=order.currency,
        created_at=at,
        updated_at=at,
    )
    transaction = PaymentTransaction(
        payment=payment,
        order=order,
        seller_id=order.seller_id,
        type=PaymentType.ON_ACCOUNT,
        group=PaymentGroup.INVOICE,
        provider=Provider.ACCOUNT,
        amount=amount,
        created_at=at,
    )
    transaction.capture(at=at)
    count_capture(change, payment, transaction)
    payment.save()
    transaction.payment = payment
    transaction.save()
    PaymentOperation.objects.bulk_create(
        operation(change, transaction, name)
        for name in (OperationName.CREATE, OperationName.CAPTURE)
    )
    return payment


def credit_payments(change: OrderChange) -> Credit | None:
    """Give back what the order was paid too much, on its oldest transactions first; None where it
    was not. A step, like those of orders."""
    parts = _parts_of(change, -change.order.owed())
    if not parts:
        return None
    order, at = change.order, change.at
    credit = Credit(
        order=order,
        order_version=order.version,
        total_amount=total(part.amount for part in parts),
        currency=order.currency,
        created_at=at,
    )
    credit.execute(at=at)
    credit.save()
    for part in parts:
        part.credit = credit
        part.done_at = at
    CreditPart.objects.bulk_create(parts)
    count_credit(change, credit, parts)
    return credit


def _parts_of(change: OrderChange, excess: Decimal) -> list[CreditPart]:
    captured = change.order.transactions.filter(state=TransactionState.CAPTURED).order_by("pk")
    parts = []
    for transaction in captured.select_for_update(of=("self",), no_key=True):
        amount = min(excess, transaction.amount - transaction.credited_amount)
        if amount > 0:
            parts.append(CreditPart(transaction=transaction, amount=amount))
            excess -= amount
    return parts
