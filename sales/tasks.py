"""Timers of sales."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from celery import shared_task
from django.utils import timezone

from operators.tenancy.actors import Actor
from operators.tenancy.sweeps import run_batches
from sales.accounts.grants import actions as grants
from sales.accounts.providers.actions import sweeps as providers
from sales.closing import actions as closing
from sales.distribution import reissues
from sales.exports.jobs import actions as exports
from sales.exports.jobs.errors import ExportOver, ExportRunning
from sales.exports.jobs.models import Export
from sales.exports.jobs.queries import SILENCE, asked_at, to_send_again
from sales.letters import actions as letters
from sales.offers import actions as offers
from sales.orders import actions as orders
from sales.payments import actions as payments
from sales.verifier.actions import verify_books
from sales.verifier.errors import AlreadyVerifying
from sales.verifier.queries import due_tenants

OFFERS_IN_A_BATCH = 10_000
ORDERS_IN_A_BATCH = 200
INTENTS_IN_A_BATCH = 200
CARDS_IN_A_BATCH = 1_000
SETTLEMENTS_IN_A_BATCH = 200
LETTERS_IN_A_BATCH = 100
TICKETS_IN_A_BATCH = 500
EXPORTS_IN_A_BATCH = 100
GRANTS_IN_A_BATCH = 5_000
LINKS_IN_A_BATCH = 500
REVOKED_IN_A_RUN = 20
"""A provider is waited for, so that more would keep the worker from its other work."""


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


@shared_task(name="sales.merge_tallies")
def merge_tallies(**kwargs: Any) -> int:
    """Put together what orders are counted by; returns how many rows those were."""
    return orders.merge_tallies()


@shared_task(name="sales.settle_money")
def settle_money(**kwargs: Any) -> int:
    """Finish what was left open between us and providers of payments; returns how much that was.

    One batch, since what fails stays open until it is tried again.
    """
    by = Actor.timer("settle-money")
    return payments.settle_money(by=by, at=timezone.now(), limit=INTENTS_IN_A_BATCH)


@shared_task(name="sales.tell_reissued")
def tell_reissued(**kwargs: Any) -> int:
    """Write to travellers whose printed tickets a leaked key made worthless; returns how many
    tickets."""
    by = Actor.timer("tell-reissued")
    return run_batches(reissues.tell_reissued, by=by, at=timezone.now(), limit=TICKETS_IN_A_BATCH)


@shared_task(name="sales.send_letters")
def send_letters(**kwargs: Any) -> int:
    """Send the letters that are due; returns how many were sent. One batch: what fails waits."""
    by = Actor.timer("send-letters")
    return letters.send_letters(by=by, at=timezone.now(), limit=LETTERS_IN_A_BATCH)


@shared_task(name="sales.close_overdue_settlements")
def close_overdue_settlements(**kwargs: Any) -> int:
    """Close cash settlements whose day is over; returns how many."""
    by = Actor.timer("close-overdue-settlements")
    sweep, at = closing.close_overdue_settlements, timezone.now()
    return run_batches(sweep, by=by, at=at, limit=SETTLEMENTS_IN_A_BATCH)


@shared_task(name="sales.expire_recurring_payments")
def expire_recurring_payments(**kwargs: Any) -> int:
    """Close stored cards whose last day is over; returns how many."""
    by = Actor.timer("expire-recurring-payments")
    return run_batches(
        payments.expire_recurring_payments, by=by, at=timezone.now(), limit=CARDS_IN_A_BATCH
    )


@shared_task(name="sales.verify_due_books")
def verify_due_books(**kwargs: Any) -> int:
    """Have the books of each tenant verified once a night; returns how many are due.

    Each is a task of its own, so that none takes longer than the broker waits for it.
    """
    due = due_tenants(timezone.now())
    for tenant in due:
        verify_tenant_books.delay(tenant=tenant.pk)
    return len(due)


@shared_task(name="sales.verify_tenant_books")
def verify_tenant_books(*, tenant: int, **kwargs: Any) -> int:
    """Verify the books of one tenant if that is still due; returns how many faults there are."""
    now = timezone.now()
    found = next((one for one in due_tenants(now) if one.pk == tenant), None)
    if found is None:
        return 0
    try:
        run = verify_books(found, by=Actor.timer("verify-books"), at=now)
    except AlreadyVerifying:
        return 0
    return run.fault_count


@shared_task(name="sales.run_export")
def run_export(*, export: int, **kwargs: Any) -> str:
    """Write the file of an export; returns what became of it.

    A message that comes twice, or too late, finds the export locked or over, and does nothing.
    """
    by = Actor.timer("run-export")
    try:
        done = exports.run_export(Export.objects.get(pk=export), by=by, at=timezone.now())
    except (ExportRunning, ExportOver) as refusal:
        return refusal.detail
    return done.state


@shared_task(name="sales.send_exports")
def send_exports(**kwargs: Any) -> int:
    """Send exports to the workers again that nobody runs; returns how many."""
    return _send(to_send_again(timezone.now()))


@shared_task(name="sales.request_due_exports")
def request_due_exports(**kwargs: Any) -> int:
    """Ask for the exports that schedules want by now; returns how many."""
    by, at = Actor.timer("request-due-exports"), timezone.now()
    asked = run_batches(exports.request_due_exports, by=by, at=at, limit=EXPORTS_IN_A_BATCH)
    _send(asked_at(at))
    return asked


@shared_task(name="sales.expire_exports")
def expire_exports(**kwargs: Any) -> int:
    """Let files of exports go that were kept long enough; returns how many expired."""
    by, at = Actor.timer("expire-exports"), timezone.now()
    expired = run_batches(exports.expire_exports, by=by, at=at, limit=EXPORTS_IN_A_BATCH)
    exports.purge_files()
    return expired


@shared_task(name="sales.lapse_provider_links")
def lapse_provider_links(**kwargs: Any) -> int:
    """End links to providers of accounts whose time is over; returns how many."""
    by = Actor.timer("lapse-provider-links")
    sweep, at = providers.lapse_provider_links, timezone.now()
    return run_batches(sweep, by=by, at=at, limit=LINKS_IN_A_BATCH)


@shared_task(name="sales.revoke_ended_links")
def revoke_ended_links(**kwargs: Any) -> int:
    """Have credentials of links that ended revoked at their providers; returns how many were tried.

    One batch: what fails waits.
    """
    by = Actor.timer("revoke-ended-links")
    return providers.revoke_ended_links(by=by, at=timezone.now(), limit=REVOKED_IN_A_RUN)


@shared_task(name="sales.forget_client_links")
def forget_client_links(**kwargs: Any) -> int:
    """Delete links of copies of apps a month after their end; returns how many."""
    by, at = Actor.timer("forget-client-links"), timezone.now()
    return run_batches(providers.forget_client_links, by=by, at=at, limit=LINKS_IN_A_BATCH)


@shared_task(name="sales.forget_grant_secrets")
def forget_grant_secrets(**kwargs: Any) -> int:
    """Delete codes and tokens of apps a day after their end; returns how many."""
    by, at = Actor.timer("forget-grant-secrets"), timezone.now()
    return run_batches(grants.forget_grant_secrets, by=by, at=at, limit=GRANTS_IN_A_BATCH)


def _send(found: list[int]) -> int:
    """A message is void once the next one of the same export may be sent."""
    for export in found:
        run_export.apply_async(kwargs={"export": export}, expires=SILENCE.total_seconds())
    return len(found)


def _expire_offers(*, by: Actor, at: datetime, limit: int) -> int:
    """Offers have no events, so nobody is noted."""
    return offers.expire_offers(at=at, limit=limit)
