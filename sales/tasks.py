"""Timers of sales."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from celery import shared_task
from django.utils import timezone

from operators.tenancy.actors import Actor
from operators.tenancy.sweeps import run_batches
from sales.offers import actions as offers

OFFERS_IN_A_BATCH = 10_000


@shared_task(name="sales.expire_offers")
def expire_offers(**kwargs: Any) -> int:
    """Clear away offers that lapsed; returns how many rows were deleted."""
    by = Actor.timer("expire-offers")
    return run_batches(_expire_offers, by=by, at=timezone.now(), limit=OFFERS_IN_A_BATCH)


def _expire_offers(*, by: Actor, at: datetime, limit: int) -> int:
    """Offers have no events, so nobody is noted."""
    return offers.expire_offers(at=at, limit=limit)
