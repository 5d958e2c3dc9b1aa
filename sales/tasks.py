"""Timers of sales."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from celery import shared_task
from django.utils import timezone

from operators.tenancy.actors import Actor
from operators.tenancy.sweeps import run_batches
from sales.journal import actions as journal
from sales.letters import actions as letters
from sales.offers import actions as offers
from sales.orders import actions as orders
from sales.payments import actions as payments

OFFERS_IN_A_BATCH = 10_000
ORDERS_IN_A_BATCH = 200
INTENTS_IN_A_BATCH = 200
CARDS_IN_A_BATCH = 1_000
SETTLEMENTS_IN_A_BATCH = 200
LETTERS_IN_A_BATCH = 100


@shared_task(name="sales.expire_offers")
def expire_offers(**kwargs: Any) -> int:
    """Clear away offers that lapsed; returns how many rows were deleted."""
    by = Actor.timer("expire-offers")
    return run_batches(_expire_offers, by=by, at=timezone.now(), limit=OFFERS_IN_A_BATCH)


@shared_task(name="sales.lapse_orders")
def lapse_orders(**kwargs: Any) -> int:
    """Give up changes of orders that were not confirmed in time; returns how many."""
    by = Actor.timer("lapse-orders")
    return run_batches(orders.lapse_orders, by=by, at=timezone.now(), limit=ORDERS_IN_A_BATCH)


@shared_task(name="sales.settle_money")
def settle_money(**kwargs: Any) -> int:
    """Finish what was left open between us and providers of payments; returns how much that was.

    One batch, since what fails stays open until it is tried again.
    """
    by = Actor.timer("settle-money")
    return payments.settle_money(by=by, at=timezone.now(), limit=INTENTS_IN_A_BATCH)


@shared_task(name="sales.send_letters")
def send_letters(**kwargs: Any) -> int:
    """Send the letters that are due; returns how many were sent. One batch: what fails waits."""
    by = Actor.timer("send-letters")
    return letters.send_letters(by=by, at=timezone.now(), limit=LETTERS_IN_A_BATCH)


@shared_task(name="sales.close_overdue_settlements")
def close_overdue_settlements(**kwargs: Any) -> int:
    """Close cash settlements whose day is over; returns how many."""
    by = Actor.timer("close-overdue-settlements")
    sweep, at = journal.close_overdue_settlements, timezone.now()
    return run_batches(sweep, by=by, at=at, limit=SETTLEMENTS_IN_A_BATCH)


@shared_task(name="sales.expire_recurring_payments")
def expire_recurring_payments(**kwargs: Any) -> int:
    """Close stored cards whose last day is over; returns how many."""
    by = Actor.timer("expire-recurring-payments")
    return run_batches(
        payments.expire_recurring_payments, by=by, at=timezone.now(), limit=CARDS_IN_A_BATCH
    )


def _expire_offers(*, by: Actor, at: datetime, limit: int) -> int:
    """Offers have no events, so nobody is noted."""
    return offers.expire_offers(at=at, limit=limit)
