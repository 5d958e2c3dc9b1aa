"""Purchases that come to nothing: given up, lapsed, or refused in part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import django_fsm as fsm
import structlog
from django.db import transaction

from bookings.actions.doors import cancel_any
from bookings.actions.purchases.locking import (
    lock_purchase,
    parts_of,
    record_purchase_event,
    release_places,
)
from bookings.errors import CancellationRefused, PurchaseFailed
from bookings.models import Booking, Purchase
from bookings.states import OVER, BookingState, PurchaseEventName, PurchaseState
from operators.tenancy.actors import Actor
from operators.tenancy.errors import DomainError
from sales.payments.errors import PaymentError
from sales.purchasing import close_unsold

KEPT = "{places} cannot be given back, so that it stays booked. {reason}"

log = structlog.get_logger(__name__)


def abandon_purchase(purchase: Purchase, *, reason: str = "", by: Actor, at: datetime) -> Purchase:
    """Give up what is held and not bought; again, or after its time, it changes nothing. A card
    payment that was begun is closed.

    TransitionNotAllowed once it is bought or being bought: then its bookings are cancelled one by
    one.
    """
    return clear_away(_abandon(purchase, reason, by=by, at=at), by=by, at=at)


def lapse_purchase(purchase: Purchase, *, by: Actor, at: datetime) -> Purchase:
    """Let a purchase lapse that was not bought in time; any other stays as it is."""
    return clear_away(_lapse(purchase, by=by, at=at), by=by, at=at)


def undo(
    purchase: Purchase, refusal: DomainError | fsm.TransitionNotAllowed, *, by: Actor, at: datetime
) -> Purchase:
    """Call off all of a purchase of which one part was refused, and raise PurchaseFailed; unless
    somebody else has bought it meanwhile."""
    found = _note_failure(purchase, _why(refusal), at=at)
    if found.state == PurchaseState.BOUGHT:
        return found
    failed = PurchaseFailed(finish_undoing(found, by=by, at=at).reason)
    failed.place = getattr(refusal, "place", "")
    raise failed from refusal


def give_back(bookings: Sequence[Booking], *, by: Actor, at: datetime) -> list[Booking]:
    """Call off bookings of a purchase that came to nothing; returns those that whoever sold them
    does not take back. What else cannot be called off now lapses, or is called off by the timers of
    its kind."""
    kept = []
    for booking in bookings:
        try:
            cancel_any(booking, by=by, at=at)
        except CancellationRefused:
            kept.append(booking)
        except (DomainError, fsm.TransitionNotAllowed):
            continue
    return kept


def finish_undoing(purchase: Purchase, *, by: Actor, at: datetime) -> Purchase:
    """Call off the bookings of a purchase that is failing; then it has failed, and its card payment
    is closed. What a supplier does not take back is told in the reason: it is invoiced."""
    parts = parts_of(purchase)
    kept = give_back([part.booking for part in parts], by=by, at=at)
    places = [part.place for part in parts if part.booking in kept]
    return try_to_settle(_fail(purchase, places, by=by, at=at), by=by, at=at)


def settle_purchase(purchase: Purchase, *, by: Actor, at: datetime) -> Purchase:
    """Close the card payment of what was not bought: it is cancelled at the provider, or all of its
    money goes back. Again it changes nothing. PaymentError if that is not done yet."""
    if not purchase.is_unsettled:
        return purchase
    assert purchase.order is not None
    reason = purchase.reason or purchase.get_state_display()
    returned = close_unsold(purchase.order, reason=reason, by=by, at=at)
    with transaction.atomic():
        found = lock_purchase(purchase)
        if found.is_unsettled:
            found.settle()
            found.save()
            if returned:
                name, amount = PurchaseEventName.MONEY_RETURNED, str(returned)
                record_purchase_event(found, name, by=by, at=at, amount=amount)
    return found


def drop_card_payment(purchase: Purchase, *, by: Actor, at: datetime) -> Purchase:
    """Close a card payment that was only begun: the purchase is HELD again, to be paid in another
    way. PaymentError if the provider does not do that now."""
    found = Purchase.objects.select_related("order").get(pk=purchase.pk)
    if found.state != PurchaseState.PAYING or found.order is None:
        return found
    closed = found.order
    close_unsold(closed, reason="Paid in another way", by=by, at=at)
    with transaction.atomic():
        found = lock_purchase(found)
        if found.state == PurchaseState.PAYING and found.order_id == closed.pk:
            found.drop_payment()
            found.save()
    return found


def try_to_settle(purchase: Purchase, *, by: Actor, at: datetime) -> Purchase:
    """What the provider does not do now, a timer tries again."""
    try:
        return settle_purchase(purchase, by=by, at=at)
    except PaymentError as refusal:
        log.warning("purchase_unsettled", purchase=purchase.reference, reason=refusal.detail)
        return purchase


def clear_away(purchase: Purchase, *, by: Actor, at: datetime) -> Purchase:
    """Call off what is still held of a purchase that was given up or has lapsed, and close its card
    payment."""
    if purchase.state not in (PurchaseState.ABANDONED, PurchaseState.EXPIRED):
        return purchase
    # What was committed by itself, through another door, stays sold.
    bookings = [part.booking for part in parts_of(purchase)]
    held = [booking for booking in bookings if booking.state == BookingState.PENDING]
    give_back(held, by=by, at=at)
    return try_to_settle(purchase, by=by, at=at)


def _why(refusal: DomainError | fsm.TransitionNotAllowed) -> str:
    return refusal.detail if isinstance(refusal, DomainError) else str(refusal)


@transaction.atomic
def _abandon(purchase: Purchase, reason: str, *, by: Actor, at: datetime) -> Purchase:
    found = lock_purchase(purchase)
    if found.state in OVER and found.state != PurchaseState.BOUGHT:
        return found
    return store_abandoned(found, reason, by=by, at=at)


def store_abandoned(purchase: Purchase, reason: str, *, by: Actor, at: datetime) -> Purchase:
    """A locked purchase is not bought; a step, after which it is cleared away."""
    purchase.abandon(reason, at=at)
    purchase.save()
    release_places(purchase)
    name, told = PurchaseEventName.ABANDONED, purchase.reason
    record_purchase_event(purchase, name, by=by, at=at, reason=told)
    return purchase


@transaction.atomic
def _lapse(purchase: Purchase, *, by: Actor, at: datetime) -> Purchase:
    found = lock_purchase(purchase)
    is_over = found.state_at(at) == PurchaseState.EXPIRED
    if is_over and found.state != PurchaseState.EXPIRED:
        found.expire(at=at)
        found.save()
        release_places(found)
        record_purchase_event(found, PurchaseEventName.EXPIRED, by=by, at=at)
    return found


@transaction.atomic
def _note_failure(purchase: Purchase, reason: str, *, at: datetime) -> Purchase:
    """From now on nobody buys it any more."""
    found = lock_purchase(purchase)
    if found.state == PurchaseState.BUYING and not found.is_failing:
        found.note_failure(reason)
        found.save()
    return found


@transaction.atomic
def _fail(purchase: Purchase, kept: list[str], *, by: Actor, at: datetime) -> Purchase:
    found = lock_purchase(purchase)
    if found.state == PurchaseState.BUYING:
        if kept:
            found.note_failure(KEPT.format(places=", ".join(kept), reason=found.reason))
        found.fail(at=at)
        found.save()
        release_places(found)
        name, reason = PurchaseEventName.FAILED, found.reason
        record_purchase_event(found, name, by=by, at=at, reason=reason, kept=kept)
    return found
