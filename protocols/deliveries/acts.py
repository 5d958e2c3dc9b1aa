"""What staff do with single calls."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from operators.tenancy.actors import Actor
from protocols.deliveries.errors import AlreadyEnded, StillWaiting
from protocols.models import Delivery, DeliveryState


@transaction.atomic
def send_again(delivery: Delivery, *, by: Actor, at: datetime) -> Delivery:
    """Send a call that has ended once more, under its old reference, so that a partner knows a
    repetition. StillWaiting if it has not ended."""
    delivery = Delivery.objects.lock(delivery)
    if delivery.state == DeliveryState.WAITING:
        raise StillWaiting
    delivery.renew(until=at + timedelta(days=settings.CALLBACK_DAYS), at=at)
    delivery.save()
    return delivery


@transaction.atomic
def give_up_delivery(delivery: Delivery, *, by: Actor, at: datetime) -> Delivery:
    """Do not try a call any more: the next one of its booking follows. AlreadyEnded if it has
    ended. One that is being sent just now may still arrive."""
    delivery = Delivery.objects.lock(delivery)
    if delivery.state != DeliveryState.WAITING:
        raise AlreadyEnded
    delivery.give_up(f"Given up by {by}.", at=at)
    delivery.save()
    return delivery
