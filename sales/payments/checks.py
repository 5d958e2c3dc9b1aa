"""What must hold before money is moved for an order."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sales.money import CENT, MOST
from sales.orders.changes import check_not_failed
from sales.orders.errors import WrongCurrency
from sales.orders.locking import check_time
from sales.orders.models import Order
from sales.orders.states import OrderState
from sales.payments.errors import (
    AmountExceedsBalance,
    AmountUnfit,
    MethodOff,
    NotPayable,
    VersionDiffers,
)
from sales.payments.models import Payment, PaymentMethod, RecurringPayment
from sales.payments.queries import reserved
from sales.payments.states import RecurringState
from sales.payments.terms import TransactionWish


def check_amount(amount: Decimal) -> None:
    """AmountUnfit unless it is above zero, without parts of a cent."""
    if amount <= 0 or amount != amount.quantize(CENT):
        raise AmountUnfit


def check_payable(order: Order, version: int, *, at: datetime) -> None:
    """NotPayable, VersionDiffers, OrderFailed or OrderExpired if this version takes no payment
    now."""
    if version != order.version:
        raise VersionDiffers
    if order.state != OrderState.DRAFT:
        raise NotPayable
    check_not_failed(order)
    check_time(order, at=at)


def check_room(order: Order, amount: Decimal, *, besides: Payment | None = None) -> None:
    """AmountExceedsBalance if less is owed than this amount and what other payments may bring."""
    room = order.owed() - reserved(order, without=besides)
    # All that an order was ever paid is added up, also what was given back since.
    room = min(room, MOST - order.captured_amount)
    if amount > room:
        raise AmountExceedsBalance(
            f"At most {max(room, Decimal('0.00'))} {order.currency} is left to be paid."
        )


def check_currency(order: Order, currency: str) -> None:
    """WrongCurrency unless it is that of the order."""
    if currency != order.currency:
        raise WrongCurrency(f"Send the amount in {order.currency}, the currency of the order.")


def method_of(order: Order, wish: TransactionWish) -> PaymentMethod:
    """The way of paying, if the order's channel takes it now; else MethodOff."""
    found = PaymentMethod.objects.filter(channel=order.channel_id, type=wish.type, active=True)
    if wish.group is not None:
        found = found.filter(group=wish.group)
    method = found.order_by("pk").first()
    if method is None:
        raise MethodOff
    return method


def card_of(order: Order, number: int, *, at: datetime) -> RecurringPayment:
    """The stored card with this number, if the order's customer may pay with it; else MethodOff."""
    cards = RecurringPayment.objects.filter(tenant=order.tenant_id, customer=order.customer_id)
    card = cards.filter(number=number, state=RecurringState.ACTIVE).first()
    if order.customer_id is None or card is None or not is_good(card, on=at.date()):
        raise MethodOff("The customer has no stored card of this number that can be charged.")
    return card


def is_good(card: RecurringPayment, *, on: date) -> bool:
    """Whether the card's last day is not over."""
    return card.expires_date is None or on <= card.expires_date
