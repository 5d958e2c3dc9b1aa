"""Timers of the faces."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.utils import timezone

from protocols import throttling


@shared_task(name="protocols.forget_counts")
def forget_counts(**kwargs: Any) -> int:
    """Clear away old request counts; returns how many rows were deleted."""
    return throttling.forget_counts(at=timezone.now())
