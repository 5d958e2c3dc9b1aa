"""Each timer does its sweep by the clock and in transactions of its own, as a worker runs it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
import time_machine

from bookings.models import Booking, BookingEvent
from bookings.tasks import close_legs, expire_holds
from config.celery import app
from protocols.models import RequestCount
from protocols.tasks import forget_counts
from sales.models import Offer, PaymentOperation
from sales.payments.gateways.choosing import GATEWAYS
from sales.payments.states import Provider
from sales.tasks import expire_offers, lapse_orders, settle_money
from support.tasks import mark_overdue
from tests.factories.handsets import BlockListEntryFactory
from tests.factories.inspection import ScanFactory
from tests.factories.moments import NOW, later
from tests.factories.operators import ApiTokenFactory
from tests.factories.orders import DraftFactory, stored
from tests.factories.provider import PaperProvider
from tests.factories.scenarios import open_shop
from tests.factories.support import case
from tests.factories.tickets import show_ticket
from tests.sales.paying import open_counter
from tickets.models import Barcode, Ticket, TicketEvent
from tickets.tasks import (
    drop_block_entries,
    expire_barcodes,
    expire_tickets,
    purge_scans,
    refresh_displayed_tickets,
)

pytestmark = pytest.mark.django_db(transaction=True)


def run(task: Any, at: datetime) -> int:
    """Run a task as its message would, with an argument that only newer code knows."""
    with time_machine.travel(at, tick=False):
        touched: int = task.apply(kwargs={"from_the_future": True}).get()
    return touched


def test_expire_holds_gives_up_what_was_not_committed():
    open_shop().hold()

    assert run(expire_holds, at=later(seconds=899)) == 0
    assert run(expire_holds, at=later(seconds=900)) == 1

    assert Booking.objects.get().state == "EXPIRED"
    assert BookingEvent.objects.get(name="EXPIRED").actor == "timer:expire-holds"


def test_expire_offers_clears_away_what_lapsed_a_day_ago():
    open_shop().offer()

    assert run(expire_offers, at=later(hours=24)) == 0
    assert run(expire_offers, at=later(hours=25)) == 1
    assert not Offer.objects.exists()


def test_expire_offers_goes_on_until_a_batch_is_not_full(monkeypatch):
    shop = open_shop()
    for _ in range(3):
        shop.offer()
    monkeypatch.setattr("sales.tasks.OFFERS_IN_A_BATCH", 1)

    assert run(expire_offers, at=later(hours=25)) == 3


def test_lapse_orders_gives_up_drafts_that_nobody_confirmed():
    order = DraftFactory()

    assert run(lapse_orders, at=later(minutes=29)) == 0
    assert run(lapse_orders, at=later(minutes=30)) == 1

    assert stored(order).state == "CANCELLED"
    assert order.events.get(name="CANCELLED").actor == "timer:lapse-orders"


def test_expire_barcodes_goes_on_until_a_batch_is_not_full(monkeypatch):
    shop = open_shop()
    shown = []
    for _ in range(3):
        ticket = shop.sell().legs.get().ticket
        shown.append(show_ticket(ticket))
    monkeypatch.setattr("tickets.tasks.BARCODES_IN_A_BATCH", 1)

    assert run(expire_barcodes, at=max(barcode.dies_at for barcode in shown)) == 3


def test_expire_tickets_then_close_legs_end_a_journey():
    open_shop().sell()
    over = later(minutes=90)

    assert run(close_legs, at=over) == 0
    assert run(expire_tickets, at=over) == 1
    assert run(close_legs, at=over) == 1

    assert (Ticket.objects.get().state, Booking.objects.get().state) == ("EXPIRED", "FINISHED")
    assert TicketEvent.objects.get(name="EXPIRED").actor == "timer:expire-tickets"
    assert BookingEvent.objects.get(name="FINISHED").actor == "timer:close-legs"


def test_refresh_then_expire_barcodes_renew_what_is_on_display():
    open_shop().sell()
    shown = show_ticket(Ticket.objects.get())

    assert run(refresh_displayed_tickets, at=NOW) == 1
    assert run(expire_barcodes, at=shown.dies_at) == 1

    ahead = Barcode.objects.get(expired_at=None)
    assert (ahead.starts_at, ahead.handed_out_at) == (shown.ends_at, None)


def test_mark_overdue_notes_the_cases_that_wait_too_long():
    one = case(response_minutes=5)

    assert run(mark_overdue, at=later(minutes=4)) == 0
    assert run(mark_overdue, at=later(minutes=5)) == 1

    assert one.events.get(name="OVERDUE").actor == "timer:mark-overdue-cases"


def test_drop_block_entries_forgets_what_is_over():
    entry = BlockListEntryFactory()

    assert run(drop_block_entries, at=later(hours=24)) == 0
    assert run(drop_block_entries, at=entry.until) == 1


def test_purge_scans_forgets_what_was_kept_for_its_time():
    scan = ScanFactory()

    assert run(purge_scans, at=later(days=90)) == 0
    assert run(purge_scans, at=later(days=90, seconds=1)) == 1
    assert not type(scan).objects.exists()


def test_forget_counts_clears_away_old_minutes():
    RequestCount.objects.create(token=ApiTokenFactory(), minute=NOW, requests=1)

    assert run(forget_counts, at=later(hours=1)) == 0
    assert run(forget_counts, at=later(hours=1, minutes=1)) == 1


@pytest.mark.parametrize("name", sorted(app.conf.beat_schedule))
def test_timer_that_finds_nothing_touches_nothing(name):
    task = app.tasks[app.conf.beat_schedule[name]["task"]]

    assert run(task, at=NOW) == 0


def test_settle_money_closes_a_payment_page_whose_time_is_over(monkeypatch):
    paper = PaperProvider()
    monkeypatch.setitem(GATEWAYS, Provider.CARD, lambda _: paper)
    counter = open_counter(paper)
    counter.at_terminal()

    assert run(settle_money, at=later(minutes=14)) == 0
    assert run(settle_money, at=later(minutes=15)) == 1

    assert PaymentOperation.objects.get(name="CANCEL").actor == "timer:settle-money"
