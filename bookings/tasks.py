"""Timers of bookings."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.utils import timezone

from bookings.actions import booking, leg
from operators.tenancy.actors import Actor


@shared_task(name="bookings.expire_holds")
def expire_holds(**kwargs: Any) -> int:
    """Expire holds that were not committed in time; returns how many."""
    return booking.expire_holds(by=Actor.timer("expire-holds"), at=timezone.now())


@shared_task(name="bookings.close_legs")
def close_legs(**kwargs: Any) -> int:
    """Finish legs whose tickets are over; returns how many bookings were touched."""
    return leg.close_legs(by=Actor.timer("close-legs"), at=timezone.now())
