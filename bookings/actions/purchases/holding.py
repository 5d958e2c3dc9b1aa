"""Holding several offers as one purchase: all of them, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import django_fsm as fsm
from django.db import transaction

from bookings.actions.doors import DOORS, cancel_any, hold_offer, kind_of_offer
from bookings.actions.purchases.locking import charged_now, record_purchase_event, refused_at
from bookings.errors import CancellationRefused, PurchaseUnfit
from bookings.models import Booking, Purchase, PurchasePart
from bookings.states import PurchaseEventName
from bookings.terms import PartWish
from operators.tenancy.actors import Actor
from operators.tenancy.errors import DomainError
from sales.models import Offer, SalesChannel
from sales.money import total

MOST_PARTS = 20


def hold_purchase(
    parts: Sequence[PartWish],
    *,
    channel: SalesChannel,
    external_reference: str = "",
    by: Actor,
    at: datetime,
) -> Purchase:
    """Hold several offers for one customer: the purchase is HELD until the first hold ends.

    What another server sells is held first and without a lock; all the rest, and the purchase, is
    one transaction. Where a part is refused everything that was held is given back, and the refusal
    of that part is raised, with its `place`: OfferUnknown, OfferTaken, OfferLapsed;
    CustomerBlocked; what its kind refuses. PurchaseUnfit unless there are 1 to 20 parts, no offer
    twice, and one customer and one currency for all. Whoever is killed over it leaves holds that
    lapse.
    """
    _check(parts)
    held: dict[str, Booking] = {}
    try:
        for part in _asking_others(parts, channel):
            with refused_at(part.place):
                held[part.reference] = _hold(part, channel, by=by, at=at)
        return _hold_rest(parts, held, channel, external_reference, by=by, at=at)
    except Exception:
        give_back(list(held.values()), by=by, at=at)
        raise


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


def _check(parts: Sequence[PartWish]) -> None:
    references = {part.reference for part in parts}
    customers = [part.wish.customer for part in parts]
    is_one = all(customer == customers[0] for customer in customers)
    if not 0 < len(references) == len(parts) <= MOST_PARTS or not is_one:
        raise PurchaseUnfit


def _asking_others(parts: Sequence[PartWish], channel: SalesChannel) -> list[PartWish]:
    """The parts for which another server is asked; OfferUnknown, before anybody was asked."""
    asking = []
    for part in parts:
        with refused_at(part.place):
            kind = kind_of_offer(part.reference, channel)
        if not DOORS[kind].asks_nobody:
            asking.append(part)
    return asking


@transaction.atomic
def _hold_rest(
    parts: Sequence[PartWish],
    held: Mapping[str, Booking],
    channel: SalesChannel,
    external_reference: str,
    *,
    by: Actor,
    at: datetime,
) -> Purchase:
    ours = [part for part in parts if part.reference not in held]
    # In one order for everybody, so that two purchases cannot wait for each other.
    offers = Offer.objects.made_through(channel.pk).order_by("pk")
    list(offers.select_for_update().filter(reference__in=[part.reference for part in ours]))
    bookings = dict(held)
    for part in ours:
        with refused_at(part.place):
            bookings[part.reference] = _hold(part, channel, by=by, at=at)
    return _store(parts, bookings, channel, external_reference, by=by, at=at)


def _hold(part: PartWish, channel: SalesChannel, *, by: Actor, at: datetime) -> Booking:
    return hold_offer(part.reference, channel=channel, wish=part.wish, by=by, at=at)


def _store(
    parts: Sequence[PartWish],
    bookings: Mapping[str, Booking],
    channel: SalesChannel,
    external_reference: str,
    *,
    by: Actor,
    at: datetime,
) -> Purchase:
    if len({booking.offer.currency for booking in bookings.values()}) > 1:
        raise PurchaseUnfit("These cannot be bought at once: their currencies differ.")
    first = bookings[parts[0].reference]
    purchase = Purchase.objects.create(
        tenant_id=channel.tenant_id,
        channel=channel,
        customer=first.customer,
        external_reference=external_reference,
        currency=first.offer.currency,
        amount=total(charged_now(booking) for booking in bookings.values()),
        held_at=at,
        held_until=min(booking.held_until for booking in bookings.values()),
    )
    PurchasePart.objects.bulk_create(
        PurchasePart(
            tenant_id=channel.tenant_id,
            purchase=purchase,
            booking=bookings[part.reference],
            sequence=sequence,
            place=part.place,
            told=dict(part.told),
        )
        for sequence, part in enumerate(parts, start=1)
    )
    record_purchase_event(purchase, PurchaseEventName.HELD, by=by, at=at, parts=len(parts))
    return purchase
