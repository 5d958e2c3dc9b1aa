"""Timers of support."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.utils import timezone

from operators.tenancy.actors import Actor
from operators.tenancy.sweeps import run_batches
from support.actions.sweeping import mark_overdue_cases


@shared_task(name="support.mark_overdue_cases")
def mark_overdue(**kwargs: Any) -> int:
    """Note on cases that they are overdue; returns how many."""
    by = Actor.timer("mark-overdue-cases")
    return run_batches(mark_overdue_cases, by=by, at=timezone.now(), limit=500)
