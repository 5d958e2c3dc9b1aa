"""Timers of the faces."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.utils import timezone

from protocols import idempotency, strangers, throttling


@shared_task(name="protocols.forget_counts")
def forget_counts(**kwargs: Any) -> int:
    """Clear away old request counts; returns how many rows were deleted."""
    at = timezone.now()
    return throttling.forget_counts(at=at) + strangers.forget_clients(at=at)


@shared_task(name="protocols.forget_answers")
def forget_answers(**kwargs: Any) -> int:
    """Clear away the answers of idempotent requests after a day; returns how many."""
    return idempotency.forget_answers(at=timezone.now())
