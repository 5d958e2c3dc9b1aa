"""The steps of taking money by one transaction. They lock nothing; their actions do."""

from __future__ import annotations

from datetime import datetime

from sales.journal.queries import open_settlement_at
from sales.orders.changes import OrderChange
from sales.payments.checks import card_of, check_amount, check_currency, method_of
from sales.payments.errors import ImportDiffers, MethodOff
from sales.payments.models import Payment, PaymentTransaction
from sales.payments.opening import MoneyChange
from sales.payments.states import OperationName, PaymentGroup, Provider
from sales.payments.steps import count_capture
from sales.payments.terms import TransactionWish


def begin_transaction(change: OrderChange, payment: Payment, wish: TransactionWish) -> MoneyChange:
    """Make a new transaction of a payment; an import is captured at once.

    AmountUnfit, WrongCurrency, MethodOff.
    """
    check_amount(wish.amount)
    check_currency(change.order, wish.currency)
    transaction = PaymentTransaction(
        payment=payment,
        order=change.order,
        seller_id=change.order.seller_id,
        amount=wish.amount,
        is_import=wish.is_import,
        external_id=wish.external_id,
        rrn=wish.rrn,
        created_at=change.at,
        **{"card_number": wish.card_number, **_way(change, wish, at=change.at)},
    )
    if transaction.group == PaymentGroup.CASH and not payment.cash_settlement:
        payment.cash_settlement = open_settlement_at(
            payment.pos, organisation_id=change.order.seller_id, at=change.at
        )
    money = MoneyChange(change, payment, transaction)
    money.note(OperationName.CREATE)
    if wish.is_import:
        money.note(OperationName.IMPORT)
        take(money)
    return money


def take(money: MoneyChange) -> None:
    """The money of the transaction has come."""
    money.transaction.capture(at=money.change.at)
    money.note(OperationName.CAPTURE)
    count_capture(money.change, money.payment, money.transaction)


def told_before(change: OrderChange, version: int, wish: TransactionWish) -> Payment | None:
    """The payment that this very import has made before; ImportDiffers if it said other things."""
    if not wish.is_import:
        return None
    known = PaymentTransaction.objects.filter(
        seller=change.order.seller_id, type=wish.type, external_id=wish.external_id, is_import=True
    )
    told = known.select_related("payment").first()
    if told is None:
        return None
    facts = (told.order_id, told.payment.order_version, told.amount)
    if facts != (change.order.pk, version, wish.amount):
        raise ImportDiffers
    return told.payment


def told_elsewhere(transaction: PaymentTransaction) -> bool:
    """Whether this import, which cannot be stored, was told of another order."""
    return PaymentTransaction.objects.filter(
        seller=transaction.seller_id,
        type=transaction.type,
        external_id=transaction.external_id,
        is_import=True,
    ).exists()


def _way(change: OrderChange, wish: TransactionWish, *, at: datetime) -> dict[str, object]:
    """How the money is moved, and by whom."""
    if wish.recurring_payment is not None:
        card = card_of(change.order, wish.recurring_payment, at=at)
        return {
            "type": card.type,
            "group": card.group,
            "provider": card.provider,
            "card_number": card.card_number,
            "recurring_payment": card,
        }
    method = method_of(change.order, wish)
    if method.provider == Provider.ELSEWHERE and not wish.is_import:
        raise MethodOff("Money of this kind is taken elsewhere; import it with its external id.")
    provider = Provider.ELSEWHERE if wish.is_import else method.provider
    return {"type": method.type, "group": method.group, "provider": provider}
