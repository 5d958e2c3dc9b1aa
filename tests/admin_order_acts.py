"""All that the admin can do to orders and their money; see tests.admin_acts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from operators.models import Role
from sales.models import Credit, Order, PaymentTransaction
from sales.orders.actions import cancel_lines, cancel_order, reserve_offers
from sales.orders.states import NoteType, OrderState
from sales.payments.actions import capture_transaction, create_credit, create_payment
from sales.payments.states import CreditState, PaymentGroup, PaymentType, TransactionState
from sales.payments.terms import PartWish, TransactionWish
from tests.admin_button import CLERKS, Button
from tests.factories.moments import BY, NOW
from tests.factories.orders import choose, draft, sold, stored
from tests.factories.payments import PaymentMethodFactory
from tests.factories.scenarios import Shop

TREASURERS = {Role.ADMINISTRATOR, Role.FINANCE}
READERS = TREASURERS | {Role.SUPPORT}
HALF = Decimal("2.00")


def drafted(shop: Shop) -> Order:
    return draft(shop, choose(shop))


def reopened(shop: Shop) -> Order:
    order = sold(shop)
    reserve_offers(order, [choose(shop)], by=BY, at=NOW)
    return stored(order)


def waiting_cash(shop: Shop) -> PaymentTransaction:
    """Half of what a draft costs, announced at a cash desk."""
    PaymentMethodFactory(channel=shop.channel, type="CASH", group="CASH", provider="CASH")
    wish = TransactionWish(HALF, "EUR", PaymentType.CASH, PaymentGroup.CASH)
    facts: dict[str, Any] = {"order_version": 1, "total_amount": HALF, "wish": wish}
    return create_payment(drafted(shop), **facts, by=BY, at=NOW).transactions.get()


def given_up_with_money(shop: Shop) -> Order:
    transaction = waiting_cash(shop)
    capture_transaction(transaction, by=BY, at=NOW)
    return cancel_order(stored(transaction.order), by=BY, at=NOW)


def promised_credit(shop: Shop) -> Credit:
    """A line was taken off, and its money is to go back."""
    order = sold(shop)
    order = cancel_lines(order, lines=[order.lines.get().reference], by=BY, at=NOW)
    paid = order.transactions.get()
    return create_credit(
        order,
        order_version=2,
        total_amount=paid.amount,
        currency="EUR",
        parts=[PartWish(paid.payment.number, paid.number, paid.amount)],
        by=BY,
        at=NOW,
    )


def every_line(order: Order) -> dict[str, Any]:
    return {
        "lines": [str(reference) for reference in order.lines.values_list("reference", flat=True)]
    }


ORDER_BUTTONS = [
    Button("sales_order_refund", sold, READERS, lambda order: order.version == 2, files=every_line),
    Button(
        "sales_order_compensate",
        sold,
        TREASURERS,
        lambda order: order.total_amount == HALF,
        {"amount": HALF, "reason": "Late"},
    ),
    Button(
        "sales_order_give_back",
        given_up_with_money,
        TREASURERS,
        lambda order: order.credited_amount == HALF,
    ),
    Button(
        "sales_order_cancel_draft",
        drafted,
        CLERKS,
        lambda order: order.state == OrderState.CANCELLED,
    ),
    Button(
        "sales_order_reset",
        reopened,
        CLERKS,
        lambda order: order.state == OrderState.CONFIRMED,
    ),
    Button(
        "sales_order_note",
        sold,
        READERS,
        lambda order: order.notes.exists(),
        {"type": NoteType.GENERAL, "text": "Called twice"},
    ),
    Button(
        "sales_paymenttransaction_capture",
        waiting_cash,
        TREASURERS,
        lambda transaction: transaction.state == TransactionState.CAPTURED,
    ),
    Button(
        "sales_paymenttransaction_cancel",
        waiting_cash,
        TREASURERS,
        lambda transaction: transaction.state == TransactionState.CANCELLED,
    ),
    Button(
        "sales_credit_retry",
        promised_credit,
        TREASURERS,
        lambda credit: credit.state == CreditState.CREDITED,
    ),
]
