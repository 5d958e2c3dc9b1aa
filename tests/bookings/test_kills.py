"""A process that is killed in the middle of its work: all or nothing, and the next try works."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from random import Random
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connection

from bookings.actions.booking import cancel_booking, commit_booking
from bookings.actions.holding import expire_holds
from bookings.actions.leg import start_leg
from bookings.models import Booking, BookingEvent, Leg
from bookings.states import BookingState, LegState
from operators.tenancy.sweeps import run_batches
from sales.models import Order
from tests.apart import race_apart, start
from tests.factories.itineraries import two_rides
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW, later
from tests.factories.scenarios import LATER, Shop, open_shop
from tickets.models import Ticket
from tickets.states import TicketState

pytestmark = pytest.mark.django_db(transaction=True)

MOMENTS = 80
"""Kills for each of the two seeds; those at statements are some forty more."""


@pytest.fixture
def shop() -> Iterator[Shop]:
    yield open_shop()
    check_books()


def hold(shop: Shop) -> Booking:
    """Two travellers on two rides: four legs, two tickets."""
    return shop.hold(30, 31, itineraries=[two_rides()])


STORED = f"""
    WITH booking AS (SELECT * FROM bookings_booking WHERE id = %(booking)s),
    legs AS (SELECT * FROM bookings_leg WHERE booking_id = %(booking)s),
    order_events AS (
        SELECT event.* FROM sales_orderevent event JOIN booking ON booking.order_id = event.order_id
    ),
    postings AS (
        SELECT posting.* FROM sales_posting posting JOIN booking USING (order_id)
    )
    SELECT
        (SELECT state FROM booking) AS "booking",
        (SELECT count(*) FROM bookings_bookingevent WHERE booking_id = %(booking)s) AS "events",
        (SELECT count(*) FROM legs WHERE state = '{LegState.IN_USE}') AS "legs in use",
        (SELECT count(DISTINCT ticket_id) FROM legs) AS "tickets",
        (SELECT count(*) FROM tickets_ticket WHERE tenant_id = %(tenant)s)
            AS "tickets of the tenant",
        (SELECT count(*) FROM tickets_ticketevent WHERE ticket_id IN (SELECT ticket_id FROM legs))
            AS "ticket events",
        (SELECT count(order_id) FROM booking) AS "orders",
        (SELECT count(*) FROM sales_order WHERE tenant_id = %(tenant)s) AS "orders of the tenant",
        (SELECT count(*) FROM order_events) AS "order events",
        (SELECT count(*) FROM postings) AS "postings",
        (SELECT coalesce(sum(amount), 0) FROM postings) AS "off balance"
"""  # noqa: S608


def stored(booking: Booking) -> dict[str, Any]:
    """All that a commit writes, counted: in one statement, since it is asked three times for each
    kill."""
    with connection.cursor() as cursor:
        cursor.execute(STORED, {"booking": booking.pk, "tenant": booking.tenant_id})
        assert cursor.description is not None
        return dict(zip([column.name for column in cursor.description], *cursor, strict=True))


def change(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """How the counts differ; a state as it became."""
    return {
        name: value - before[name] if isinstance(value, int) else value
        for name, value in after.items()
        if value != before[name]
    }


def kill_and_try_again(shop: Shop, whole: dict[str, Any], **how: float | int) -> str:
    """Kill one commit and check what it left; then commit again. Returns what was left."""
    booking = hold(shop)
    commit = partial(commit_booking, booking, by=BY, at=NOW)
    before = stored(booking)
    if "statement" in how:
        doomed = start(commit, dies_at=int(how["statement"]))
        doomed.go()
        died = doomed.has_died()
    else:
        doomed = start(commit)
        doomed.go()
        sleep(how["seconds"])
        died = doomed.kill()
    left = change(before, stored(booking))
    assert left in ({}, whole)

    assert commit_booking(booking, by=BY, at=NOW).state == BookingState.STARTED

    assert change(before, stored(booking)) == whole
    if not died:
        return "ended first"
    return "all" if left else "nothing"


def commit_whole(shop: Shop) -> tuple[dict[str, Any], float]:
    """What a commit that nobody disturbs writes, and the seconds that it takes."""
    booking = hold(shop)
    before = stored(booking)
    running = start(partial(commit_booking, booking, by=BY, at=NOW))
    began = monotonic()
    running.go()
    assert running.outcome().state == BookingState.STARTED
    return change(before, stored(booking)), monotonic() - began


def test_commit_killed_at_any_statement_leaves_all_or_nothing(shop):
    whole, _ = commit_whole(shop)

    left = [kill_and_try_again(shop, whole, statement=0)]
    while left[-1] != "ended first":
        left.append(kill_and_try_again(shop, whole, statement=len(left)))

    # The last one came to its end, since it has no such statement.
    assert set(left[:-1]) == {"nothing"}
    assert len(left) > 20


@pytest.mark.parametrize("seed", [1, 2])
def test_commit_killed_at_random_moments_leaves_all_or_nothing(shop, seed):
    chance = Random(seed)
    whole, _ = commit_whole(shop)
    usual = sorted(commit_whole(shop)[1] for _ in range(5))[2]

    left = Counter(
        kill_and_try_again(shop, whole, seconds=chance.uniform(0, 1.1 * usual))
        for _ in range(MOMENTS)
    )

    assert left["nothing"] > 5
    assert left.total() == MOMENTS


def test_sweep_killed_between_and_within_batches_is_finished_by_the_next_run(shop):
    bookings = [shop.hold() for _ in range(12)]
    sweep = partial(run_batches, expire_holds, by=BY, at=later(days=1), limit=3)
    points = iter(range(9, 200, 7))

    while Booking.objects.filter(state=BookingState.PENDING).exists():
        doomed = start(sweep, dies_at=next(points))
        doomed.go()
        doomed.has_died()

    assert run_batches(expire_holds, by=BY, at=later(days=1), limit=3) == 0
    events = BookingEvent.objects.filter(name="EXPIRED").values_list("booking", flat=True)
    assert sorted(events) == [booking.pk for booking in bookings]
    assert set(Leg.objects.values_list("state", flat=True)) == {LegState.CANCELLED}
    assert BookingEvent.objects.filter(name="LEG_CANCELLED").count() == 12


def test_twenty_processes_commit_once(shop):
    booking = hold(shop)

    outcomes = race_apart(*[partial(commit_booking, booking, by=BY, at=NOW)] * 20)

    assert {outcome.order_id for outcome in outcomes} == {Order.objects.get().pk}
    assert Ticket.objects.count() == 2
    assert booking.events.filter(name="CONFIRMED").count() == 1


def test_processes_that_commit_and_expire_leave_one_outcome(shop):
    for _ in range(4):
        booking = shop.hold()

        race_apart(
            partial(commit_booking, booking, by=BY, at=later(minutes=14)),
            partial(expire_holds, by=BY, at=booking.held_until),
            partial(expire_holds, by=BY, at=booking.held_until),
        )

        sold = Order.objects.filter(bookings=booking).count()
        state = Booking.objects.get(pk=booking.pk).state
        assert (state, sold) in [(BookingState.STARTED, 1), (BookingState.EXPIRED, 0)]


def test_processes_that_cancel_and_start_leave_one_outcome():
    shop = open_shop(LATER)
    for _ in range(4):
        booking = shop.sell()
        leg = booking.legs.get()

        race_apart(
            partial(start_leg, leg, by=BY, at=NOW), partial(cancel_booking, booking, by=BY, at=NOW)
        )

        found = (Leg.objects.get(pk=leg.pk).state, Ticket.objects.get(legs=leg).state)
        assert found in [
            (LegState.IN_USE, TicketState.ACTIVE),
            (LegState.CANCELLED, TicketState.VOIDED),
        ]
    check_books()
