"""Timers of sales."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.utils import timezone

from sales.offers import actions as offers


@shared_task(name="sales.expire_offers")
def expire_offers(**kwargs: Any) -> int:
    """Clear away offers that lapsed; returns how many rows were deleted."""
    return offers.expire_offers(at=timezone.now())
