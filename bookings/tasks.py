"""Timers of bookings."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.utils import timezone

from bookings.actions import booking, leg
from operators.tenancy.actors import Actor
from operators.tenancy.sweeps import run_batches


@shared_task(name="bookings.expire_holds")
def expire_holds(**kwargs: Any) -> int:
    """Expire holds that were not committed in time; returns how many."""
    by = Actor.timer("expire-holds")
    return run_batches(booking.expire_holds, by=by, at=timezone.now(), limit=1000)


@shared_task(name="bookings.close_legs")
def close_legs(**kwargs: Any) -> int:
    """Close legs whose tickets closed lately; returns how many bookings were touched."""
    by = Actor.timer("close-legs")
    return run_batches(leg.close_legs, by=by, at=timezone.now(), limit=500)


@shared_task(name="bookings.close_all_legs")
def close_all_legs(**kwargs: Any) -> int:
    """Close legs whose tickets closed, however long ago; returns how many bookings were touched."""
    by = Actor.timer("close-all-legs")
    return run_batches(leg.close_all_legs, by=by, at=timezone.now(), limit=500)
