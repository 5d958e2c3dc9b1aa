"""A purchase in hand, its parts, and what is kept of what happened to it: steps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any

from bookings.actions.doors import DOORS
from bookings.actions.supplied.selling import is_by_use
from bookings.models import Booking, Purchase, PurchaseEvent, PurchasePart
from bookings.states import BookingKind, PurchaseEventName
from operators.tenancy.actors import Actor
from operators.tenancy.errors import DomainError
from sales.money import ZERO


def lock_purchase(purchase: Purchase) -> Purchase:
    """The purchase as it is now; its lock comes before those of its bookings and of its order.

    The order is not joined: a statement that waited for the lock sees what was joined before.
    """
    locked = Purchase.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("channel__tenant").get(pk=purchase.pk)


def parts_of(purchase: Purchase) -> list[PurchasePart]:
    """Its parts with their bookings, in the order in which bookings are locked."""
    parts = purchase.parts.select_related("booking__offer__product__operator", "booking__supplied")
    return list(parts.order_by("booking"))


def release_places(purchase: Purchase) -> None:
    """It has come to nothing: its customer may hold the same places of the trip again; a step."""
    purchase.parts.exclude(claim="").update(claim="")


def asks_others(part: PurchasePart) -> bool:
    """Whether another server has to be asked to commit it, which is done without a lock."""
    return not DOORS[BookingKind(part.booking.kind)].asks_nobody


@contextmanager
def refused_at(place: str) -> Iterator[None]:
    """Let a refusal tell which part it is of."""
    try:
        yield
    except DomainError as refusal:
        refusal.place = place
        raise


def charged_now(booking: Booking) -> Decimal:
    """What a booking costs when it is committed, VAT included; nothing where its price is known
    when it ends."""
    if booking.kind == BookingKind.JOURNEY:
        return booking.offer.amount
    if booking.kind == BookingKind.SUPPLIED and not is_by_use(booking.supplied):
        return booking.offer.amount
    return ZERO


def record_purchase_event(
    purchase: Purchase, name: PurchaseEventName, *, by: Actor, at: datetime, **details: Any
) -> None:
    """Store one event."""
    PurchaseEvent.objects.create(
        purchase=purchase, name=name, actor=str(by), happened_at=at, details=details
    )
