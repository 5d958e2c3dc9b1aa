"""Timers of tickets. Each sweeps by query, so a lost run is made up for by the next."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from operators.tenancy.actors import Actor
from operators.tenancy.sweeps import run_batches
from tickets.actions import barcodes, blocking, key_life, tickets, wallet_values
from tickets.inspection.actions import scans

BARCODES_IN_A_BATCH = 20_000
SCANS_IN_A_BATCH = 5000
PASSES_IN_A_BATCH = 50
"""Each is a call to the wallet."""


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


@shared_task(name="tickets.rotate_keys")
def rotate_keys(**kwargs: Any) -> int:
    """Make, activate and remove keys as their age asks for; returns how many."""
    return key_life.rotate_keys(by=Actor.timer("rotate-keys"), at=timezone.now())


@shared_task(name="tickets.drop_block_entries")
def drop_block_entries(**kwargs: Any) -> int:
    """Drop entries of block lists that nothing is refused by any more; returns how many."""
    by = Actor.timer("drop-block-entries")
    return run_batches(_drop_block_entries, by=by, at=timezone.now(), limit=1000)


@shared_task(name="tickets.send_wallet_values")
def send_wallet_values(**kwargs: Any) -> int:
    """Give the Google wallet the next barcodes of its passes; returns how many were looked at."""
    by = Actor.timer("send-wallet-values")
    return run_batches(
        wallet_values.send_wallet_values, by=by, at=timezone.now(), limit=PASSES_IN_A_BATCH
    )


@shared_task(name="tickets.purge_scans")
def purge_scans(**kwargs: Any) -> int:
    """Forget scans that were kept as long as they may be; returns how many."""
    by = Actor.timer("purge-scans")
    return run_batches(_purge_scans, by=by, at=timezone.now(), limit=SCANS_IN_A_BATCH)


def _expire_barcodes(*, by: Actor, at: datetime, limit: int) -> int:
    """Barcodes have no events, so nobody is noted."""
    return barcodes.expire_barcodes(at=at, limit=limit)


def _drop_block_entries(*, by: Actor, at: datetime, limit: int) -> int:
    """Entries have no events either."""
    return blocking.drop_block_entries(at=at, limit=limit)


def _purge_scans(*, by: Actor, at: datetime, limit: int) -> int:
    """What is gone has no events either."""
    return scans.purge_scans(before=at - timedelta(days=settings.SCAN_DAYS), limit=limit)
