"""Timers of tickets. Each sweeps by query, so a lost run is made up for by the next."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from celery import shared_task
from django.utils import timezone

from operators.tenancy.actors import Actor
from operators.tenancy.sweeps import run_batches
from tickets.actions import barcodes, tickets

BARCODES_IN_A_BATCH = 20_000


@shared_task(name="tickets.expire_barcodes")
def expire_barcodes(**kwargs: Any) -> int:
    """Mark barcodes that verifiers refuse by now; returns how many rows were touched."""
    by = Actor.timer("expire-barcodes")
    return run_batches(_expire_barcodes, by=by, at=timezone.now(), limit=BARCODES_IN_A_BATCH)


@shared_task(name="tickets.refresh_displayed_tickets")
def refresh_displayed_tickets(**kwargs: Any) -> int:
    """Make the next barcodes of tickets on display; returns how many."""
    return barcodes.refresh_displayed_tickets(at=timezone.now())


@shared_task(name="tickets.expire_tickets")
def expire_tickets(**kwargs: Any) -> int:
    """Expire tickets whose time is over; returns how many."""
    by = Actor.timer("expire-tickets")
    return run_batches(tickets.expire_tickets, by=by, at=timezone.now(), limit=1000)


def _expire_barcodes(*, by: Actor, at: datetime, limit: int) -> int:
    """Barcodes have no events, so nobody is noted."""
    return barcodes.expire_barcodes(at=at, limit=limit)
