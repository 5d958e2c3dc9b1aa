"""An order of 1446.00 NOK that waits for its money, and ways of paying for it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sales.models import Order, Payment, PaymentMethod, PaymentTransaction
from sales.orders.actions import cancel_order, draft_order
from sales.orders.terms import LineTerms
from sales.payments.actions import (
    cancel_transaction,
    capture_transaction,
    create_payment,
    open_terminal,
    settle_money,
)
from sales.payments.states import PaymentGroup, PaymentType
from sales.payments.terms import TransactionWish
from tests.factories.moments import BY, NOW
from tests.factories.payments import PaymentMethodFactory
from tests.factories.provider import PaperProvider
from tests.factories.scenarios import Shop, open_shop

FIRST, SECOND = Decimal("1046.00"), Decimal("400.00")
WHOLE = FIRST + SECOND


def cash(amount: Decimal = WHOLE, currency: str = "NOK", **facts: Any) -> TransactionWish:
    return TransactionWish(amount, currency, PaymentType.CASH, PaymentGroup.CASH, **facts)


def visa(amount: Decimal = WHOLE, currency: str = "NOK", **facts: Any) -> TransactionWish:
    return TransactionWish(amount, currency, PaymentType.VISA, PaymentGroup.PAYMENTCARD, **facts)


@dataclass(frozen=True)
class Counter:
    """A shop that takes cash and cards, its provider, and an order in it."""

    shop: Shop
    provider: PaperProvider
    order: Order

    def now(self) -> Order:
        """The order as it is stored."""
        return Order.objects.get(pk=self.order.pk)

    def pay(self, wish: TransactionWish, *, version: int = 1, at: Any = NOW) -> Payment:
        """Begin a payment of one transaction."""
        return create_payment(
            self.order,
            order_version=version,
            total_amount=wish.amount,
            wish=wish,
            by=BY,
            at=at,
        )

    def at_terminal(self, wish: TransactionWish | None = None) -> PaymentTransaction:
        """The customer is on the payment page."""
        begun = self.pay(wish or visa()).transactions.get()
        return open_terminal(begun, return_address="https://shop.example/back", by=BY, at=NOW)

    def authorised(self, wish: TransactionWish | None = None) -> PaymentTransaction:
        """The customer has paid at the provider."""
        transaction = self.at_terminal(wish)
        self.provider.pay_by_hand(transaction.number)
        return transaction

    def captured(self, wish: TransactionWish | None = None) -> PaymentTransaction:
        """The money is here."""
        transaction = self.authorised(wish)
        capture_transaction(transaction, by=BY, at=NOW)
        return PaymentTransaction.objects.get(pk=transaction.pk)


def half_paid(desk: Counter) -> Order:
    """The order of the desk, of which half was paid in cash before it was given up."""
    half = desk.pay(cash(WHOLE / 2)).transactions.get()
    capture_transaction(half, by=BY, at=NOW)
    return cancel_order(desk.order, by=BY, at=NOW)


def line(shop: Shop, amount: Decimal, place: int) -> LineTerms:
    return LineTerms(
        product=shop.product,
        category_id=shop.adult.pk,
        passenger_category="Adult",
        unit_amount=amount,
        vat_rate=Decimal("12.00"),
        is_group_ticket=False,
        travellers=((place, f"p{place}"),),
    )


def open_counter(provider: PaperProvider) -> Counter:
    shop = open_shop()
    method(shop, "CASH", "CASH", "CASH")
    method(shop, "VISA", "PAYMENTCARD", "CARD")
    lines = [line(shop, FIRST, 0), line(shop, SECOND, 1)]
    order = draft_order(shop.channel, lines, currency="NOK", by=BY, at=NOW)
    return Counter(shop, provider, order)


def method(shop: Shop, type: str, group: str, provider: str, **facts: Any) -> PaymentMethod:  # noqa: A002
    return PaymentMethodFactory(
        channel=shop.channel, type=type, group=group, provider=provider, **facts
    )


def operations(transaction):
    return list(transaction.operations.order_by("pk").values_list("name", flat=True))


def capture(transaction, at=NOW):
    return capture_transaction(transaction, by=BY, at=at)


def cancel(transaction, at=NOW):
    return cancel_transaction(transaction, by=BY, at=at)


def settle(at):
    return settle_money(by=BY, at=at, limit=100)
