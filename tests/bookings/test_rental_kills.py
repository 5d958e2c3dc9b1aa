"""A process that is killed in a rental: the next try or the timer finishes it, and it is sold
once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from bookings.actions.finishing import close_rental, finish_rental
from bookings.actions.renting import book_asset
from bookings.actions.unlocking import unlock_rental
from bookings.actions.watching import claim_closings, claim_unlocks
from bookings.errors import RentalOver
from bookings.models import Booking, Rental
from bookings.terms import Ending, Place
from operators.models import Asset, SimulatedVehicle
from sales.models import Order, Posting
from sales.orders.customers import CustomerFacts
from tests.apart import killed_at_each_statement, race_apart, start
from tests.factories.fleet import PLACE
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW, later
from tests.factories.rentals import RentalShop, open_rental_shop, standing_of, stored_rental

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("messages_that_nobody_takes"),
]


@pytest.fixture
def shop() -> Iterator[RentalShop]:
    yield open_rental_shop()
    check_books()


def test_booking_killed_at_any_statement_leaves_all_or_nothing(shop):
    book = partial(
        book_asset,
        shop.channel,
        shop.asset.asset_id,
        customer=CustomerFacts("anna"),
        origin=Place(*PLACE),
        by=BY,
        at=NOW,
    )

    left: Counter[str] = Counter()
    for _ in killed_at_each_statement(lambda: book):
        booked = Rental.objects.open().select_related("leg__booking").first()
        left["all" if booked else "nothing"] += 1
        assert Booking.objects.filter(closed_at=None).count() == (booked is not None)
        assert (Asset.objects.get().taken_at is None) == (booked is None)
        if booked:
            # The process unlocks the vehicle once the booking stands; the timer heals that.
            for key in claim_unlocks(at=later(seconds=20), limit=10):
                unlock_rental(Rental.objects.get(pk=key), by=BY, at=later(seconds=20))
            assert standing_of(booked) == ("STARTED", "IN_USE")
            shop.finish(booked)

    assert left["nothing"] > 5


def test_unlock_killed_at_any_statement_is_healed_by_the_timer(shop):
    left: Counter[tuple[str, str]] = Counter()
    rentals: list[Rental] = []

    def work() -> Callable[[], Rental]:
        rentals.append(shop.book())
        return partial(unlock_rental, rentals[-1], by=BY, at=NOW)

    for _ in killed_at_each_statement(work):
        rental = rentals[-1]
        left[standing_of(rental)] += 1
        for key in claim_unlocks(at=later(seconds=20), limit=10):
            unlock_rental(Rental.objects.get(pk=key), by=BY, at=later(seconds=20))
        assert standing_of(rental) == ("STARTED", "IN_USE")
        assert rental.leg.booking.events.filter(name="STARTED").count() == 1
        assert not SimulatedVehicle.objects.get().is_locked
        shop.finish(rental)

    assert left["CONFIRMED", "NOT_STARTED"] > 5


def test_finish_killed_at_any_statement_is_finished_by_the_timer(shop):
    """One price, of the moment at which the clock stopped first, and one order."""
    left: Counter[tuple[str, str]] = Counter()
    rentals: list[Rental] = []
    ends_at, swept_at = later(minutes=15), later(hours=2)

    def work() -> Callable[[], Any]:
        rentals.append(shop.ride())
        return partial(finish_rental, rentals[-1].leg, Ending(), by=BY, at=ends_at)

    for _ in killed_at_each_statement(work):
        rental = rentals[-1]
        found = standing_of(rental)
        left[found] += 1
        for key in claim_closings(at=swept_at, limit=10):
            close_rental(Rental.objects.get(pk=key), by=BY, at=swept_at)
        if found == ("STARTED", "IN_USE"):
            # Killed before anything was stored: the customer's app tries again.
            shop.finish(rental, at=ends_at)
        ended = stored_rental(rental)
        assert standing_of(rental) == ("FINISHED", "FINISHED")
        assert ended.ended_at == ends_at
        order = Order.objects.get(bookings__legs__rental=rental)
        assert order.total_amount == ended.price_at(NOW).amount
        assert Posting.objects.filter(order=order).exists()
        assert Asset.objects.get().taken_at is None
        assert SimulatedVehicle.objects.get().is_locked

    # Killed before the clock stopped, after that, and not at all.
    assert left["STARTED", "IN_USE"] > 1
    assert left["STARTED", "FINISHING"] > 10
    assert left["FINISHED", "FINISHED"] >= 1


def test_worker_that_is_killed_in_a_rental_leaves_the_clock_running(shop):
    """Nothing of a rental lives in a process: the clock is a column."""
    doomed = start(partial(unlock_rental, shop.book(), by=BY, at=NOW))
    doomed.go()
    doomed.outcome()
    doomed.kill()

    ended = shop.finish(Rental.objects.select_related("leg").get(), at=later(minutes=15))

    assert ended.use_at(NOW).seconds_in_use == 900


def test_ten_processes_finish_once(shop):
    rental = shop.ride()
    finish = partial(finish_rental, rental.leg, Ending(), by=BY, at=later(minutes=15))

    outcomes = race_apart(*[finish] * 10)

    assert sum(isinstance(outcome, RentalOver) for outcome in outcomes) == 9
    assert Order.objects.count() == 1
