"""Timers of the faces."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.utils import timezone

from operators.tenancy.actors import Actor
from operators.tenancy.sweeps import run_batches
from protocols import flows, idempotency, kept_trips, strangers, throttling
from protocols.deliveries import dispatching, ending, progress, sending

BATCH = 500


@shared_task(name="protocols.forget_counts")
def forget_counts(**kwargs: Any) -> int:
    """Clear away old request counts; returns how many rows were deleted."""
    at = timezone.now()
    return throttling.forget_counts(at=at) + strangers.forget_clients(at=at)


@shared_task(name="protocols.forget_answers")
def forget_answers(**kwargs: Any) -> int:
    """Clear away the answers of idempotent requests after a day; returns how many."""
    return idempotency.forget_answers(at=timezone.now())


@shared_task(name="protocols.forget_flows")
def forget_flows(**kwargs: Any) -> int:
    """Clear away steps of persons and partners a day after their end; returns how many."""
    return flows.forget_flows(at=timezone.now())


@shared_task(name="protocols.forget_trips")
def forget_trips(**kwargs: Any) -> int:
    """Clear away trips that were told to apps and are over; returns how many."""
    return kept_trips.forget_trips(at=timezone.now())


@shared_task(name="protocols.dispatch_events")
def dispatch_events(**kwargs: Any) -> int:
    """Write down the calls to partners that new events ask for; returns how many events."""
    return dispatching.dispatch_events(at=timezone.now(), limit=BATCH)


@shared_task(name="protocols.tell_progress")
def tell_progress(**kwargs: Any) -> int:
    """Write down where vehicles are whose partners want to know; returns how many calls."""
    return progress.tell_progress(at=timezone.now(), limit=BATCH)


@shared_task(name="protocols.send_due_deliveries")
def send_due_deliveries(**kwargs: Any) -> int:
    """Have each partner called that something waits for; returns how many messages were sent.

    Each has a message of its own, so that a slow one keeps only its own calls waiting.
    """
    due = sending.endpoints_due(at=timezone.now(), limit=BATCH)
    for endpoint in due:
        send_deliveries.delay(endpoint=endpoint)
    return len(due)


@shared_task(name="protocols.send_deliveries")
def send_deliveries(*, endpoint: int, **kwargs: Any) -> int:
    """Send what waits for one partner; returns how many calls were made."""
    by = Actor.timer("send-deliveries")
    return sending.send_deliveries(endpoint, by=by, clock=timezone.now)


@shared_task(name="protocols.end_deliveries")
def end_deliveries(**kwargs: Any) -> int:
    """Give up calls whose time is over and clear away old ones; returns how many of both."""
    by, at = Actor.timer("end-deliveries"), timezone.now()
    sweeps = (ending.give_up_overdue, ending.forget_deliveries)
    return sum(run_batches(sweep, by=by, at=at, limit=BATCH) for sweep in sweeps)
