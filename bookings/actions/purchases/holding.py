"""Holding several offers as one purchase: all of them, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from bookings.actions.door import Door
from bookings.actions.doors import DOORS, kind_of_offer
from bookings.actions.purchases.giving_up import clear_away, give_back
from bookings.actions.purchases.locking import charged_now, record_purchase_event, refused_at
from bookings.actions.purchases.standing import take_places
from bookings.errors import PurchaseUnfit
from bookings.models import Booking, Purchase, PurchasePart
from bookings.states import PurchaseEventName
from bookings.terms import PartWish
from operators.tenancy.actors import Actor
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
    one transaction. What the same customer held of the same places of `external_reference`, and has
    not bought, is given up by it: of each place one booking stands. Where a part is refused
    everything that was held is given back, and the refusal of that part is raised, with its
    `place`: OfferUnknown, OfferTaken, OfferLapsed; CustomerBlocked; what its kind refuses;
    PartBooked and PartInHand for a place that is bought or being bought. PurchaseUnfit unless there
    are 1 to 20 parts, no offer twice, and one customer and one currency for all. Whoever is killed
    over it leaves holds that lapse.
    """
    _check(parts)
    doors = {part.reference: _door_of(part, channel) for part in parts}
    held: dict[str, Booking] = {}
    try:
        for part in parts:
            if not doors[part.reference].asks_nobody:
                held[part.reference] = _hold(part, doors, channel, by=by, at=at)
        purchase, replaced = _hold_rest(
            parts, doors, held, channel, external_reference, by=by, at=at
        )
    except Exception:
        give_back(list(held.values()), by=by, at=at)
        raise
    for each in replaced:
        clear_away(each, by=by, at=at)
    return purchase


def _check(parts: Sequence[PartWish]) -> None:
    references = {part.reference for part in parts}
    customers = [part.wish.customer for part in parts]
    is_one = all(customer == customers[0] for customer in customers)
    if not 0 < len(references) == len(parts) <= MOST_PARTS or not is_one:
        raise PurchaseUnfit


def _door_of(part: PartWish, channel: SalesChannel) -> Door:
    """OfferUnknown, before anybody was asked."""
    with refused_at(part.place):
        return DOORS[kind_of_offer(part.reference, channel)]


@transaction.atomic
def _hold_rest(
    parts: Sequence[PartWish],
    doors: Mapping[str, Door],
    held: Mapping[str, Booking],
    channel: SalesChannel,
    external_reference: str,
    *,
    by: Actor,
    at: datetime,
) -> tuple[Purchase, list[Purchase]]:
    """The purchase, and those that it replaces."""
    places = [part.place for part in parts]
    customer = parts[0].wish.customer
    replaced = take_places(places, external_reference, channel, customer, by=by, at=at)
    ours = [part for part in parts if part.reference not in held]
    if len(ours) > 1:
        # In one order for everybody, so that two purchases cannot wait for each other.
        offers = Offer.objects.made_through(channel.pk).order_by("pk")
        list(offers.select_for_update().filter(reference__in=[part.reference for part in ours]))
    bookings = dict(held)
    for part in ours:
        bookings[part.reference] = _hold(part, doors, channel, by=by, at=at)
    return _store(parts, bookings, channel, external_reference, by=by, at=at), replaced


def _hold(
    part: PartWish,
    doors: Mapping[str, Door],
    channel: SalesChannel,
    *,
    by: Actor,
    at: datetime,
) -> Booking:
    door = doors[part.reference]
    with refused_at(part.place):
        return door.hold(part.reference, channel=channel, wish=part.wish, by=by, at=at)


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
            claim=purchase.claim_of(part.place),
        )
        for sequence, part in enumerate(parts, start=1)
    )
    record_purchase_event(purchase, PurchaseEventName.HELD, by=by, at=at, parts=len(parts))
    return purchase
