"""The steps of taking and giving back money. They lock nothing; the actions that take them do."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sales.money import total
from sales.orders.changes import OrderChange
from sales.orders.states import OrderEventName
from sales.payments.journaling import hold_settlement, record_giving, record_taking
from sales.payments.models import (
    Credit,
    CreditPart,
    Payment,
    PaymentOperation,
    PaymentTransaction,
)
from sales.payments.postings import post_capture, post_credit
from sales.payments.states import OperationName


def operation(
    change: OrderChange,
    transaction: PaymentTransaction,
    name: OperationName,
    amount: Decimal | None = None,
) -> PaymentOperation:
    """What this change does to a transaction, to be stored; of its whole amount unless said."""
    return PaymentOperation(
        transaction=transaction,
        name=name,
        amount=transaction.amount if amount is None else amount,
        actor=str(change.by),
        happened_at=change.at,
    )


def count_capture(change: OrderChange, payment: Payment, transaction: PaymentTransaction) -> None:
    """Let a captured transaction count for its order and in the books. Order and payment are
    stored by whoever takes this step."""
    payment.take(transaction.amount, at=change.at)
    if transaction._state.adding:
        # An import: whoever stores it tells the journal as well.
        hold_settlement(change, payment.cash_settlement)
    else:
        record_taking(change, payment, transaction)
    change.order.captured_amount += transaction.amount
    post_capture(change.order, transaction, at=change.at)
    change.note(
        OrderEventName.PAID,
        number=payment.number,
        amount=str(transaction.amount),
        currency=payment.currency,
    )


def count_credit(change: OrderChange, credit: Credit, parts: Sequence[CreditPart]) -> None:
    """Let an executed credit count for its transactions and its order, and in the books."""
    transactions = [part.transaction for part in parts]
    for part in parts:
        part.transaction.credit(part.amount)
    PaymentTransaction.objects.bulk_update(transactions, ["state", "credited_amount"])
    Payment.objects.filter(pk__in={one.payment_id for one in transactions}).update(
        updated_at=change.at
    )
    PaymentOperation.objects.bulk_create(
        operation(change, part.transaction, OperationName.CREDIT, part.amount) for part in parts
    )
    record_giving(change, credit, parts)
    change.order.credited_amount += total(part.amount for part in parts)
    post_credit(change.order, parts, kept=_fees_kept(change), at=change.at)
    change.note(
        OrderEventName.CREDITED,
        number=credit.number,
        amount=str(credit.total_amount),
        currency=credit.currency,
    )


def _fees_kept(change: OrderChange) -> Decimal:
    """The fees that came with this version of the order."""
    version = change.order.version
    return total(fee.amount for fee in change.fees if fee.added_in_version == version)
