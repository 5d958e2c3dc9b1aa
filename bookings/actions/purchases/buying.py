"""Buying all that is held, on account of the channel's partner."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import django_fsm as fsm
from django.db import transaction

from bookings.actions.doors import commit_any
from bookings.actions.purchases.giving_up import drop_card_payment, undo
from bookings.actions.purchases.keeping import check_held
from bookings.actions.purchases.locking import (
    asks_others,
    lock_purchase,
    parts_of,
    record_purchase_event,
    refused_at,
)
from bookings.actions.supplied.asking import UNCERTAIN
from bookings.errors import BookingGone, PaymentNotDone, PurchaseFailed, PurchaseOver
from bookings.models import Purchase, PurchasePart
from bookings.states import (
    CALLED_OFF,
    BookingState,
    PayWay,
    PurchaseEventName,
    PurchaseState,
)
from operators.tenancy.actors import Actor
from operators.tenancy.errors import DomainError
from sales.payments.errors import MoneyMoving

NEVER = (PurchaseState.ABANDONED, PurchaseState.EXPIRED)
REFUSALS = (DomainError, fsm.TransitionNotAllowed)


def buy_on_account(purchase: Purchase, *, by: Actor, at: datetime) -> Purchase:
    """Commit all bookings of a purchase; the channel's partner is invoiced. Again it changes
    nothing.

    Each booking has an order of its own. What another server sells is committed first and without
    a lock, all the rest in one transaction. Where one is refused all of them are called off and
    PurchaseFailed tells why, with the `place` of that one; again it tells the same. PurchaseOver if
    the time is over, MoneyMoving while a card payment of it is being finished; one that was only
    begun is closed. SupplierBusy and its kin if nobody knows what became of a part: a timer goes
    on, and the same call tells.
    """
    begun = begin(drop_card_payment(purchase, by=by, at=at), PayWay.ACCOUNT, by=by, at=at)
    if begun.state == PurchaseState.BOUGHT:
        return begun
    return go_on(begun, by=by, at=at)


def go_on(purchase: Purchase, *, by: Actor, at: datetime) -> Purchase:
    """Finish buying what was begun to be bought on account."""
    parts = parts_of(purchase)
    try:
        _check_ours(parts, at=at)
        commit_parts([part for part in parts if asks_others(part)], by=by, at=at)
        return _commit_rest(purchase, parts, by=by, at=at)
    except UNCERTAIN:
        raise
    except REFUSALS as refusal:
        return undo(purchase, refusal, by=by, at=at)


@transaction.atomic
def begin(purchase: Purchase, way: PayWay, *, by: Actor, at: datetime) -> Purchase:
    """Note that it is being bought, in this way from now on; one that is bought is as it was.

    PurchaseOver, PurchaseFailed; MoneyMoving while it is being bought in another way, or a card
    payment of it was begun just now; PaymentNotDone if that was dropped.
    """
    found = lock_purchase(purchase)
    check_alive(found, at=at)
    if found.state == PurchaseState.BOUGHT:
        return found
    if found.state == PurchaseState.BUYING:
        if found.way != way:
            raise MoneyMoving
        return found
    _check_order(found, way)
    found.begin(way, at=at)
    found.save()
    record_purchase_event(found, PurchaseEventName.BUYING, by=by, at=at, way=way)
    return found


def _check_order(purchase: Purchase, way: PayWay) -> None:
    """Between two steps without a lock a card payment may have been begun, or dropped."""
    if way == PayWay.CARD and purchase.order_id is None:
        raise PaymentNotDone
    if way != PayWay.CARD and purchase.order_id is not None:
        raise MoneyMoving


def check_alive(purchase: Purchase, *, at: datetime) -> None:
    """PurchaseOver or PurchaseFailed if it will never be bought."""
    state = purchase.state_at(at)
    if state in NEVER:
        raise PurchaseOver
    if state == PurchaseState.FAILED or purchase.is_failing:
        raise PurchaseFailed(purchase.reason)


def commit_parts(parts: Sequence[PurchasePart], *, by: Actor, at: datetime) -> None:
    """Commit the bookings of some parts; a refusal tells which part it is of."""
    for part in parts:
        with refused_at(part.place):
            try:
                commit_any(part.booking, by=by, at=at)
            except fsm.TransitionNotAllowed as refusal:
                raise BookingGone from refusal


def _check_ours(parts: Sequence[PurchasePart], *, at: datetime) -> None:
    """HoldExpired or BookingGone for a part of ours that cannot be sold any more, before anybody
    else is asked to sell: what they sold would have to be given back, for a fee."""
    for part in parts:
        booking = part.booking
        if not asks_others(part) and booking.state_at(at) in (*CALLED_OFF, BookingState.EXPIRED):
            with refused_at(part.place):
                check_held(booking, at=at)


@transaction.atomic
def _commit_rest(
    purchase: Purchase, parts: Sequence[PurchasePart], *, by: Actor, at: datetime
) -> Purchase:
    found = lock_purchase(purchase)
    check_alive(found, at=at)
    if found.state == PurchaseState.BOUGHT:
        return found
    commit_parts([part for part in parts if not asks_others(part)], by=by, at=at)
    return store_bought(found, by=by, at=at)


def store_bought(purchase: Purchase, *, by: Actor, at: datetime) -> Purchase:
    """All its bookings are committed; a step."""
    purchase.buy(at=at)
    purchase.save()
    record_purchase_event(
        purchase, PurchaseEventName.BOUGHT, by=by, at=at, amount=str(purchase.amount)
    )
    return purchase
