"""The Celery application and its timetable.

Each timer is a sweep that finds its work in the tables, so a message that is lost or late costs
one period and nothing else.
"""

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django_structlog.celery.steps import DjangoStructLogInitStep

from config.task_notes import note_tasks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("perron")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.steps["worker"].add(DjangoStructLogInitStep)
app.autodiscover_tasks()
note_tasks()


@setup_logging.connect
def keep_djangos_logging(**kwargs: Any) -> None:
    """Stop Celery from replacing the log set-up of the settings."""


def every(seconds: float, task: str) -> dict[str, Any]:
    """Return a schedule entry whose message is void once the next ones have been sent."""
    return {"task": task, "schedule": seconds, "options": {"expires": 2 * seconds}}


app.conf.beat_schedule = {
    "expire-holds": every(10, "bookings.expire_holds"),
    "close-legs": every(10, "bookings.close_legs"),
    "close-all-legs": every(3600, "bookings.close_all_legs"),
    "unlock-due-rentals": every(5, "bookings.unlock_due_rentals"),
    "lapse-due-rentals": every(5, "bookings.lapse_due_rentals"),
    "settle-due-pauses": every(5, "bookings.settle_due_pauses"),
    "close-due-rentals": every(5, "bookings.close_due_rentals"),
    "watch-rentals": every(10, "bookings.watch_rentals"),
    "heal-due-supplied": every(5, "bookings.heal_due_supplied"),
    "expire-supplied-holds": every(10, "bookings.expire_supplied_holds"),
    "move-taxis": every(5, "bookings.move_taxis"),
    "forget-taxi-places": every(3600, "bookings.forget_taxi_places"),
    "heal-due-purchases": every(10, "bookings.heal_due_purchases"),
    "expire-offers": every(60, "sales.expire_offers"),
    "lapse-orders": every(10, "sales.lapse_orders"),
    "merge-tallies": every(60, "sales.merge_tallies"),
    "settle-money": every(30, "sales.settle_money"),
    "expire-recurring-payments": every(3600, "sales.expire_recurring_payments"),
    "tell-reissued": every(60, "sales.tell_reissued"),
    "send-letters": every(30, "sales.send_letters"),
    "close-overdue-settlements": every(60, "sales.close_overdue_settlements"),
    "verify-due-books": every(1800, "sales.verify_due_books"),
    "send-exports": every(30, "sales.send_exports"),
    "request-due-exports": every(60, "sales.request_due_exports"),
    "expire-exports": every(600, "sales.expire_exports"),
    "lapse-provider-links": every(60, "sales.lapse_provider_links"),
    "revoke-ended-links": every(10, "sales.revoke_ended_links"),
    "forget-client-links": every(600, "sales.forget_client_links"),
    "forget-grant-secrets": every(600, "sales.forget_grant_secrets"),
    "expire-barcodes": every(5, "tickets.expire_barcodes"),
    "refresh-displayed-tickets": every(5, "tickets.refresh_displayed_tickets"),
    "expire-tickets": every(10, "tickets.expire_tickets"),
    "rotate-keys": every(3600, "tickets.rotate_keys"),
    "drop-block-entries": every(600, "tickets.drop_block_entries"),
    "send-wallet-values": every(60, "tickets.send_wallet_values"),
    "purge-scans": every(3600, "tickets.purge_scans"),
    "mark-overdue-cases": every(60, "support.mark_overdue_cases"),
    "refresh-feeds": every(300, "operators.refresh_feeds"),
    "refresh-fleets": every(60, "operators.refresh_fleets"),
    "refresh-realtime-sources": every(10, "operators.refresh_realtime_sources"),
    "forget-realtime": every(600, "operators.forget_realtime"),
    "move-simulated-vehicles": every(5, "operators.move_simulated_vehicles"),
    "dispatch-events": every(5, "protocols.dispatch_events"),
    "send-due-deliveries": every(5, "protocols.send_due_deliveries"),
    "tell-progress": every(60, "protocols.tell_progress"),
    "end-deliveries": every(600, "protocols.end_deliveries"),
    "forget-counts": every(60, "protocols.forget_counts"),
    "forget-answers": every(600, "protocols.forget_answers"),
    "forget-flows": every(600, "protocols.forget_flows"),
    "forget-trips": every(600, "protocols.forget_trips"),
}
