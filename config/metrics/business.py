"""What waits and what is late, asked when somebody looks; each answer comes from a short index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Min, QuerySet
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bookings.models import Booking, BookingEvent, Rental
from bookings.states import BookingState
from config.messages import count_messages
from operators.timetable.models import FeedVersion
from operators.timetable.states import FeedVersionState
from protocols.models import Delivery
from sales.models import Offer
from sales.offers.actions import KEEP_LAPSED
from support.models import SupportCase
from tickets.models import Barcode, Ticket
from tickets.states import TicketState

MOST_COUNTED = 10_000
"""A longer row of people is told as this long: to count on would cost more than it tells."""
RECENT = timedelta(days=1)

CONNECTIONS = """
    SELECT coalesce(state, 'other'), count(*) FROM pg_stat_activity
    WHERE datname = current_database() GROUP BY 1
"""
DATABASE = """
    SELECT xact_commit, xact_rollback, deadlocks, temp_bytes
    FROM pg_stat_database WHERE datname = current_database()
"""


class Business(Collector):
    """Figures that hold for all processes, so they come from the database and the broker."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        now = timezone.now()
        yield from _waiting()
        yield _overdue(now)
        yield from _feeds(now)
        yield from _database()
        yield from _messages()


def _waiting() -> Iterator[GaugeMetricFamily]:
    held = Booking.objects.filter(state=BookingState.PENDING)
    yield _gauge("perron_holds", "Bookings that are held, at most 10,000.", _count(held))
    open_barcodes = Barcode.objects.filter(expired_at=None)
    yield _gauge(
        "perron_barcodes_alive",
        "Barcodes that were handed out, or made ahead, and still count, at most 10,000.",
        _count(open_barcodes),
    )
    yield _gauge(
        "perron_callbacks_waiting",
        "Calls to partners that wait to be answered, at most 10,000.",
        _count(Delivery.objects.waiting()),
    )


def _overdue(now: datetime) -> GaugeMetricFamily:
    """How long ago the oldest row should have been swept; 0 while the timers keep up."""
    family = GaugeMetricFamily(
        "perron_overdue_seconds",
        "Age of the oldest row that a timer should have ended.",
        None,
        ["of"],
    )
    ends = {
        "holds": _first(Booking.objects.filter(state=BookingState.PENDING), "held_until"),
        "rentals": _first(Rental.objects.open(), "next_try_at"),
        "offers": _first(Offer.objects.filter(taken_at=None), "valid_until", KEEP_LAPSED),
        "barcodes": _first(Barcode.objects.filter(expired_at=None), "dies_at"),
        "tickets": _first(Ticket.objects.filter(state=TicketState.ACTIVE), "valid_until"),
        "tickets_not_activated": _first(
            Ticket.objects.filter(state=TicketState.ISSUED), "activate_until"
        ),
        "callbacks": _first(Delivery.objects.waiting(), "give_up_at"),
        "events_to_tell": _first(BookingEvent.objects.filter(dispatched_at=None), "happened_at"),
        "cases": _first(SupportCase.objects.to_mark(now), "due_at"),
    }
    for of, end in ends.items():
        family.add_metric([of], max(0.0, (now - end).total_seconds()) if end else 0.0)
    return family


def _feeds(now: datetime) -> Iterator[GaugeMetricFamily]:
    """Feeds are few, and so are their versions."""
    imports = GaugeMetricFamily(
        "perron_feed_imports",
        "Imports that began in the last 24 hours, by result.",
        None,
        ["state"],
    )
    recent = FeedVersion.objects.filter(started_at__gt=now - RECENT).values_list("state", flat=True)
    results = list(recent)
    for state in FeedVersionState.values:
        imports.add_metric([state], results.count(state))
    yield imports
    last = FeedVersion.objects.in_force().aggregate(last=Min("last_date"))["last"]
    if last is not None:
        days = (last - now.date()).days
        yield _gauge("perron_timetable_days_left", "Of the timetable that ends first.", days)


def _database() -> Iterator[GaugeMetricFamily]:
    with connection.cursor() as cursor:
        cursor.execute(CONNECTIONS)
        by_state = cursor.fetchall()
        cursor.execute(DATABASE)
        [(commits, rollbacks, deadlocks, temporary)] = cursor.fetchall()
    connections = GaugeMetricFamily(
        "perron_database_connections", "Connections to the database.", labels=["state"]
    )
    for state, count in by_state:
        connections.add_metric([state], count)
    yield connections
    yield _gauge("perron_database_commits", "Transactions committed, ever.", commits)
    yield _gauge("perron_database_rollbacks", "Transactions rolled back, ever.", rollbacks)
    yield _gauge("perron_database_deadlocks", "Deadlocks, ever.", deadlocks)
    yield _gauge("perron_database_temporary_bytes", "Written to disk for sorting, ever.", temporary)


def _messages() -> Iterator[GaugeMetricFamily]:
    waiting = count_messages()
    yield _gauge("perron_broker_up", "Whether the broker answers.", waiting is not None)
    if waiting is not None:
        yield _gauge("perron_messages_waiting", "Messages that no worker has taken.", waiting)


def _count(rows: QuerySet[Any]) -> int:
    return rows[:MOST_COUNTED].count()


def _first(rows: QuerySet[Any], field: str, after: timedelta = timedelta(0)) -> datetime | None:
    first: datetime | None = rows.aggregate(first=Min(field))["first"]
    return first + after if first else None


def _gauge(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, told, value)
