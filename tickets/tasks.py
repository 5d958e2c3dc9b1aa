"""Timers of tickets. Each sweeps by query, so a lost run is made up for by the next."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.utils import timezone

from operators.tenancy.actors import Actor
from operators.tenancy.sweeps import run_batches
from tickets.actions import barcodes, tickets


@shared_task(name="tickets.expire_barcodes")
def expire_barcodes(**kwargs: Any) -> int:
    """Mark barcodes that verifiers refuse by now; returns how many rows were touched."""
    return barcodes.expire_barcodes(at=timezone.now())


@shared_task(name="tickets.refresh_displayed_tickets")
def refresh_displayed_tickets(**kwargs: Any) -> int:
    """Make the next barcodes of tickets on display; returns how many."""
    return barcodes.refresh_displayed_tickets(at=timezone.now())


@shared_task(name="tickets.expire_tickets")
def expire_tickets(**kwargs: Any) -> int:
    """Expire tickets whose time is over; returns how many."""
    by = Actor.timer("expire-tickets")
    return run_batches(tickets.expire_tickets, by=by, at=timezone.now(), limit=1000)
