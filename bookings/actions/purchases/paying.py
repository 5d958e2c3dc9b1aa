"""Purchases that the customer pays with a card.

The journeys of a purchase are one draft order. The customer authorises its amount at the provider;
then the money is taken, and order and bookings are confirmed as one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from bookings.actions.booking import lock_booking
from bookings.actions.purchases.buying import (
    REFUSALS,
    begin,
    check_alive,
    commit_parts,
    store_bought,
)
from bookings.actions.purchases.giving_up import undo
from bookings.actions.purchases.keeping import check_held, keep_held
from bookings.actions.purchases.locking import (
    lock_purchase,
    parts_of,
    record_purchase_event,
    refused_at,
)
from bookings.actions.purchases.ways import card_method, ways_to_pay
from bookings.actions.selling import store_sale
from bookings.errors import NoCardHere, PaymentNotDone, PurchaseOver
from bookings.models import Booking, Purchase, PurchasePart
from bookings.states import BookingKind, PayWay, PurchaseEventName, PurchaseState
from operators.tenancy.actors import Actor
from sales.models import Order, PaymentTransaction
from sales.orders.states import OrderState
from sales.payments.actions import (
    capture_transaction,
    create_payment,
    look_up_transaction,
    open_terminal,
)
from sales.payments.actions.terminals import is_open_page
from sales.payments.errors import (
    MoneyMoving,
    NotAuthorised,
    NotOpened,
    PaymentRefused,
    ProviderFailed,
    TransactionClosed,
)
from sales.payments.gateways.choosing import charge_of, gateway_of
from sales.payments.queries import LOCK
from sales.payments.states import OPEN, TAKEN, PaymentGroup, PaymentType, TransactionState
from sales.payments.terms import TransactionWish
from sales.purchasing import draft_purchase, sell_purchase
from tickets.queries import check_signing_key

TO_FINISH = timedelta(minutes=5)
"""How long the bookings stay held after the customer has paid, or could have."""
LONGEST_HELD = timedelta(hours=1)
"""Beginning to pay again keeps nothing held beyond this; others want to travel as well."""
NOT_PAID = (NotAuthorised, NotOpened, PaymentRefused, TransactionClosed)
UNKNOWN = (ProviderFailed, MoneyMoving)
"""After these nobody knows whether the money came."""


@dataclass(frozen=True, slots=True)
class CardStart:
    """What the customer's app needs to pay: the provider's name of the payment, and its keys for
    that one payment. The amount is the order's."""

    intent: str
    client_secret: str
    publishable_key: str
    order: Order


def start_card_payment(purchase: Purchase, *, by: Actor, at: datetime) -> CardStart:
    """Let the customer pay what is charged now with a card, within 15 minutes; for so long the
    bookings stay held. Again, it is the same payment while that is open.

    NoCardHere if it is not paid like this, or is paid; PurchaseOver, also for one that would be
    held for more than an hour by that; PurchaseFailed; HoldExpired if a hold is over; MoneyMoving;
    ProviderFailed, after which it can be started again.
    """
    begun = open_terminal(_begin_payment(purchase, by=by, at=at), return_address="", by=by, at=at)
    form = gateway_of(begun).show_form(charge_of(begun))
    return CardStart(
        begun.provider_reference, form.client_secret, form.publishable_key, begun.order
    )


def finish_card_payment(purchase: Purchase, *, by: Actor, at: datetime) -> Purchase:
    """Take the money that the customer has authorised, and buy all that is held. Again it changes
    nothing.

    PaymentNotDone if the customer has not paid, or the bank refused: then start again. Where
    something cannot be sold any more all is called off, the customer is charged nothing or gets
    everything back, and PurchaseFailed tells why. PurchaseOver; ProviderTimeout if nobody knows
    whether the money came: a timer goes on, and the same call tells.
    """
    found = Purchase.objects.select_related("order").get(pk=purchase.pk)
    check_alive(found, at=at)
    if found.state == PurchaseState.BOUGHT:
        return found
    if found.order is None or not _is_paid(found.order, by=by, at=at):
        raise PaymentNotDone
    return go_on_with_card(begin(found, PayWay.CARD, by=by, at=at), by=by, at=at)


def go_on_with_card(purchase: Purchase, *, by: Actor, at: datetime) -> Purchase:
    """Finish buying what the customer has authorised the money for."""
    if purchase.state == PurchaseState.BOUGHT:
        return purchase
    assert purchase.order is not None
    try:
        keep_held(purchase, until=at + TO_FINISH, reason="paying", by=by, at=at)
        _take(purchase, purchase.order, by=by, at=at)
        return _sell(purchase, by=by, at=at)
    except (PaymentNotDone, *UNKNOWN):
        raise
    except REFUSALS as refusal:
        return undo(purchase, refusal, by=by, at=at)


@transaction.atomic
def _begin_payment(purchase: Purchase, *, by: Actor, at: datetime) -> PaymentTransaction:
    """The transaction that the customer is to authorise, of a draft with all journeys."""
    found = lock_purchase(purchase)
    check_alive(found, at=at)
    if found.state == PurchaseState.BUYING:
        raise MoneyMoving
    if found.state == PurchaseState.BOUGHT or PayWay.CARD not in ways_to_pay(found, at=at):
        raise NoCardHere
    if found.order is not None:
        begun = found.order.transactions.filter(state__in=OPEN).order_by("-pk").first()
        if begun is not None:
            return _still_open(begun, at=at)
    return _new_transaction(found, by=by, at=at)


def _still_open(begun: PaymentTransaction, *, at: datetime) -> PaymentTransaction:
    """MoneyMoving if its time is over, so that it is about to be closed."""
    if begun.state == TransactionState.INITIATED and not is_open_page(begun, at=at):
        raise MoneyMoving
    return begun


def _new_transaction(purchase: Purchase, *, by: Actor, at: datetime) -> PaymentTransaction:
    until = at + LOCK + TO_FINISH
    if purchase.order_id is not None and until > purchase.held_at + LONGEST_HELD:
        raise PurchaseOver("It was held for as long as it can be; plan again.")
    keep_held(purchase, until=until, reason="paying", by=by, at=at)
    method = card_method(purchase)
    order = _open_draft(purchase) or _draft(purchase, by=by, at=at)
    wish = TransactionWish(
        purchase.amount,
        purchase.currency,
        PaymentType(method.type),
        PaymentGroup(method.group),
    )
    payment = create_payment(
        order,
        order_version=order.version,
        total_amount=purchase.amount,
        wish=wish,
        by=by,
        at=at,
    )
    purchase.start_payment(order=order, until=until)
    purchase.save()
    number = payment.number
    record_purchase_event(
        purchase, PurchaseEventName.PAYMENT_STARTED, by=by, at=at, order=order.code, number=number
    )
    return payment.transactions.get()


def _open_draft(purchase: Purchase) -> Order | None:
    """The order that was begun before, unless whoever closed it died over that."""
    order = purchase.order
    return order if order is not None and order.state == OrderState.DRAFT else None


def _draft(purchase: Purchase, *, by: Actor, at: datetime) -> Order:
    journeys = _journeys(parts_of(purchase))
    return draft_purchase(
        purchase.channel,
        [part.booking.offer for part in sorted(journeys, key=lambda part: part.sequence)],
        customer=purchase.customer,
        external_reference=purchase.reference,
        by=by,
        at=at,
    )


def _journeys(parts: Sequence[PurchasePart]) -> list[PurchasePart]:
    return [part for part in parts if part.booking.kind == BookingKind.JOURNEY]


def _is_paid(order: Order, *, by: Actor, at: datetime) -> bool:
    """Whether the customer has authorised the money, or it was taken already."""
    begun = order.transactions.filter(state=TransactionState.INITIATED)
    for one in begun.select_related("order", "payment"):
        look_up_transaction(one, by=by, at=at)
    return _paid(order) is not None


def _paid(order: Order) -> PaymentTransaction | None:
    authorised = Q(state__in=OPEN, authenticated_at__isnull=False)
    found = order.transactions.filter(authorised | Q(state__in=TAKEN)).order_by("-pk")
    return found.select_related("order", "payment").first()


def _take(purchase: Purchase, order: Order, *, by: Actor, at: datetime) -> None:
    """PaymentNotDone if the bank has refused after all: the customer may try again."""
    paid = _paid(order)
    try:
        if paid is None:
            raise NotAuthorised
        capture_transaction(paid, by=by, at=at)
    except NOT_PAID as refusal:
        _wait_again(purchase)
        raise PaymentNotDone(refusal.detail) from refusal


@transaction.atomic
def _wait_again(purchase: Purchase) -> None:
    found = lock_purchase(purchase)
    if found.state == PurchaseState.BUYING and not found.is_failing:
        found.wait_for_payment()
        found.save()


@transaction.atomic
def _sell(purchase: Purchase, *, by: Actor, at: datetime) -> Purchase:
    """The money is there: confirm the order and all bookings."""
    found = lock_purchase(purchase)
    check_alive(found, at=at)
    if found.state == PurchaseState.BOUGHT:
        return found
    assert found.order is not None
    parts = parts_of(found)
    journeys = _journeys(parts)
    locked = [_lock_held(part, at=at) for part in journeys]
    commit_parts([part for part in parts if part not in journeys], by=by, at=at)
    sales = sell_purchase(found.order, by=by, at=at)
    for booking in locked:
        store_sale(booking, sales[booking.reference], by=by, at=at)
    return store_bought(found, by=by, at=at)


def _lock_held(part: PurchasePart, *, at: datetime) -> Booking:
    """HoldExpired, BookingGone or NoSigningKey, with the `place`, if it cannot be sold."""
    booking = lock_booking(part.booking)
    with refused_at(part.place):
        check_held(booking, at=at)
        check_signing_key(booking.offer.product.tickets)
    return booking
