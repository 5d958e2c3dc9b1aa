"""A process that is killed while a vehicle is held, unlocked or paused: the next try or the timer
goes on from there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from bookings.actions.holding_rentals import hold_rental, lapse_rental
from bookings.actions.pausing import (
    pause_rental,
    resume_rental,
    settle_switch,
    use_rental,
)
from bookings.actions.unlocking import unlock_rental
from bookings.actions.watching import claim_reservations, claim_switches, claim_unlocks
from bookings.models import Booking, Rental
from bookings.terms import HoldWish
from operators.models import Asset, SimulatedVehicle
from sales.models import Offer
from sales.orders.customers import CustomerFacts
from tests.apart import killed_at_each_statement
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW, later
from tests.factories.rentals import RentalShop, open_rental_shop, standing_of, stored_rental

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("messages_that_nobody_takes"),
]
RIDING = ("STARTED", "IN_USE")
RESTING = ("STARTED", "PAUSED")


@pytest.fixture
def shop() -> Iterator[RentalShop]:
    yield open_rental_shop(hold_seconds=300)
    check_books()


def is_locked() -> bool:
    return SimulatedVehicle.objects.get().is_locked


def test_hold_killed_at_any_statement_leaves_all_or_nothing(shop):
    left: Counter[str] = Counter()

    def work() -> Callable[[], Booking]:
        [offer] = shop.offers()
        wish = HoldWish(customer=CustomerFacts("anna"))
        return partial(hold_rental, offer.reference, channel=shop.channel, wish=wish, by=BY, at=NOW)

    for _ in killed_at_each_statement(work):
        held = Rental.objects.open().select_related("leg").first()
        left["all" if held else "nothing"] += 1
        assert Booking.objects.filter(closed_at=None).count() == (held is not None)
        assert (Asset.objects.get().taken_at is None) == (held is None)
        if held is None:
            assert not Offer.objects.filter(taken_at__isnull=False).exists()
            continue
        for key in claim_reservations(at=later(seconds=300), limit=10):
            lapse_rental(Rental.objects.get(pk=key), by=BY, at=later(seconds=300))
        assert standing_of(held) == ("EXPIRED", "CANCELLED")

    assert left["nothing"] > 5


def test_lapse_killed_at_any_statement_is_done_by_the_next_run(shop):
    left: Counter[tuple[str, str]] = Counter()
    rentals: list[Rental] = []

    def work() -> Callable[[], Rental]:
        rentals.append(shop.reserve())
        return partial(lapse_rental, rentals[-1], by=BY, at=later(minutes=15))

    for _ in killed_at_each_statement(work):
        rental = rentals[-1]
        left[standing_of(rental)] += 1
        for key in claim_reservations(at=later(minutes=16), limit=10):
            lapse_rental(Rental.objects.get(pk=key), by=BY, at=later(minutes=16))
        assert standing_of(rental) == ("CANCELLED", "CANCELLED")
        assert rental.leg.booking.events.filter(name="CANCELLED").count() == 1
        assert Asset.objects.get().taken_at is None

    assert left["CONFIRMED", "NOT_STARTED"] > 5


def test_start_killed_at_any_statement_is_healed_by_the_timer(shop):
    """Whoever waits for the answer gets none; the clock runs once the vehicle is open, or the
    vehicle is kept for the next try."""
    left: Counter[tuple[str, str]] = Counter()
    rentals: list[Rental] = []

    def work() -> Callable[[], Any]:
        rentals.append(shop.reserve())
        return partial(use_rental, rentals[-1].leg, by=BY, at=later(minutes=1))

    for _ in killed_at_each_statement(work):
        rental = rentals[-1]
        left[standing_of(rental)] += 1
        for key in claim_unlocks(at=later(seconds=80), limit=10):
            unlock_rental(Rental.objects.get(pk=key), by=BY, at=later(seconds=80))
        assert (standing_of(rental) == RIDING) == (not is_locked())
        shop.go_on(rental, at=later(minutes=2))
        assert standing_of(rental) == RIDING
        assert rental.leg.booking.events.filter(name="STARTED").count() == 1
        shop.finish(rental)

    assert left["CONFIRMED", "NOT_STARTED"] > 5
    assert left[RIDING] >= 1


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [(pause_rental, RIDING, RESTING), (resume_rental, RESTING, RIDING)],
)
def test_pause_killed_at_any_statement_is_found_out_by_the_timer(shop, act, before, after):
    """The leg is as the vehicle is, since the moment at which it was asked; and it is paused, or
    goes on, once."""
    left: Counter[tuple[str, str]] = Counter()
    rentals: list[Rental] = []

    def work() -> Callable[[], Any]:
        rental = shop.ride()
        rentals.append(rental if before == RIDING else shop.pause(rental, at=later(minutes=1)))
        return partial(act, rentals[-1].leg, by=BY, at=later(minutes=5))

    for _ in killed_at_each_statement(work):
        rental = rentals[-1]
        left[standing_of(rental)] += 1
        for key in claim_switches(at=later(minutes=6), limit=10):
            settle_switch(
                Rental.objects.select_related("leg").get(pk=key), by=BY, at=later(minutes=6)
            )
        assert stored_rental(rental).switch_asked_at is None
        assert standing_of(rental) == (RESTING if is_locked() else RIDING)
        if standing_of(rental) == after:
            moved = stored_rental(rental)
            assert later(minutes=5) == (moved.paused_at or moved.resumed_at)
        ended = shop.finish(rental, at=later(minutes=15))
        use = ended.use_at(NOW)
        assert use.seconds_in_use + use.seconds_paused == 900

    # Killed before the vehicle did it, after that, and not at all.
    assert left[before] > 5
    assert left[after] >= 1
