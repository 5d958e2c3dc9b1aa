"""Telling partners where vehicles are that are on their way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from bookings.models import Leg, Rental
from operators.tenancy.references import new_reference
from protocols.deliveries.dispatching import address_of, delivery_of, endpoints_of, take_turn
from protocols.deliveries.renderers import RENDERERS, Message
from protocols.models import CallbackEndpoint, Delivery


@transaction.atomic
def tell_progress(*, at: datetime, limit: int) -> int:
    """Write down where each vehicle is whose partner wants to know; returns how many calls.

    News that still wait are replaced by newer ones, so a partner that was away is told one place
    and not a day of them.
    """
    if not take_turn():
        return 0
    told = [
        call
        for leg in _legs_on_their_way()[:limit]
        for endpoint in endpoints_of([leg.booking])[leg.booking.channel_id]
        if (call := _tell(leg, endpoint, at=at))
    ]
    return len(told)


def _legs_on_their_way() -> QuerySet[Leg]:
    wanted = CallbackEndpoint.objects.in_use().filter(tells_progress=True, face__in=RENDERERS)
    running = Rental.objects.running().filter(leg__booking__channel__in=wanted.values("channel"))
    legs = Leg.objects.filter(pk__in=running.values("leg"))
    return legs.select_related("booking__subscription").order_by("pk")


def _tell(leg: Leg, endpoint: CallbackEndpoint, *, at: datetime) -> Delivery | None:
    address = address_of(leg.booking, endpoint, since=at)
    if address is None or not endpoint.tells_progress:
        return None
    renderer = RENDERERS[endpoint.face]
    message = renderer.progress(leg, version=endpoint.version, at=at)
    if message is None:
        return None
    older = _waiting(leg, endpoint, message)
    if older:
        return _replace(older[0], message)
    call = delivery_of(leg.booking, endpoint, message, address=address, event=None, at=at)
    call.save()
    return call


def _waiting(leg: Leg, endpoint: CallbackEndpoint, message: Message) -> Sequence[Delivery]:
    """What was not told yet and is not being told just now, locked."""
    same = Delivery.objects.waiting().filter(
        booking=leg.booking_id, endpoint=endpoint, topic=message.topic, claimed_until=None
    )
    return same.lock_free().order_by("pk")[:1]


def _replace(older: Delivery, message: Message) -> Delivery:
    """Other words are another message: a partner that has had the old ones without our knowing
    must not take them for a repetition."""
    older.body = dict(message.body)
    older.reference = new_reference()
    older.save(update_fields=["body", "reference"])
    return older
