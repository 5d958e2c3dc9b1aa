"""Pauses of which nobody knows whether the vehicle heard of them: whoever looks, finds out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.actions.pausing import pause_rental, resume_rental, settle_switch
from bookings.actions.watching import claim_switches, watch_rentals
from bookings.models import Rental
from bookings.tasks import settle_due_pauses
from operators.fleet.errors import GatewayBusy
from operators.fleet.gateways.finding import GATEWAYS
from operators.fleet.states import GatewayKind
from operators.models import SimulatedVehicle
from tests.bookings.meanwhile import Meanwhile
from tests.bookings.running import run
from tests.bookings.standing import events_of
from tests.factories.fleet import PER_MINUTE, UNLOCKING
from tests.factories.moments import BY, NOW, later
from tests.factories.rentals import RentalShop, open_rental_shop, standing_of, stored_rental
from tests.standing import standing

pytestmark = pytest.mark.usefixtures("balanced_books")
PAUSED = {**PER_MINUTE, "amount": Decimal("0.05"), "use": "PAUSED", "name": "Per minute paused"}


@standing
def shop(db) -> RentalShop:
    return open_rental_shop([UNLOCKING, PER_MINUTE, PAUSED])


def is_locked() -> bool:
    return SimulatedVehicle.objects.get().is_locked


def seconds_of(rental: Rental, at=NOW) -> tuple[int, int]:
    use = stored_rental(rental).use_at(at)
    return use.seconds_in_use, use.seconds_paused


def test_lock_that_jams_leaves_the_rental_in_use(shop):
    rental = shop.ride()
    shop.jam(1)

    with pytest.raises(GatewayBusy):
        pause_rental(rental.leg, by=BY, at=later(minutes=1))

    asked = stored_rental(rental)
    assert standing_of(rental) == ("STARTED", "IN_USE")
    assert (asked.switch_asked_at, asked.next_try_at) == (later(minutes=1), later(seconds=65))
    assert events_of(rental.leg.booking)[-1] == "LOCK_BUSY"
    # The timer looks, and locks nothing under a rider.
    assert run(settle_due_pauses, later(seconds=65)) == 1
    assert standing_of(rental) == ("STARTED", "IN_USE")
    assert (stored_rental(rental).switch_asked_at, is_locked()) == (None, False)
    assert shop.pause(rental, at=later(minutes=2)).paused_at == later(minutes=2)


def test_vehicle_that_was_slow_to_lock_is_found_paused(shop, monkeypatch):
    monkeypatch.setattr("operators.fleet.gateways.simulator.PATIENCE_MILLISECONDS", 1)
    rental = shop.ride()
    shop.jam(0, delay=2)
    with pytest.raises(GatewayBusy):
        pause_rental(rental.leg, by=BY, at=later(minutes=1))
    assert (standing_of(rental), is_locked()) == (("STARTED", "IN_USE"), True)

    # It does not answer the timer either, until it does.
    assert run(settle_due_pauses, later(minutes=2)) == 1
    assert standing_of(rental) == ("STARTED", "IN_USE")
    shop.jam(0)
    assert run(settle_due_pauses, later(minutes=3)) == 1

    assert standing_of(rental) == ("STARTED", "PAUSED")
    assert stored_rental(rental).paused_at == later(minutes=1)


def test_vehicle_that_was_slow_to_unlock_is_found_in_use(shop, monkeypatch):
    monkeypatch.setattr("operators.fleet.gateways.simulator.PATIENCE_MILLISECONDS", 1)
    rental = shop.pause(shop.ride(), at=later(minutes=1))
    shop.jam(0, delay=2)
    with pytest.raises(GatewayBusy):
        resume_rental(rental.leg, by=BY, at=later(minutes=5))
    assert standing_of(rental) == ("STARTED", "PAUSED")
    shop.jam(0)

    run(settle_due_pauses, later(minutes=6))

    assert standing_of(rental) == ("STARTED", "IN_USE")
    assert stored_rental(rental).resumed_at == later(minutes=5)
    assert seconds_of(rental, later(minutes=6)) == (120, 240)


def test_who_asks_for_the_opposite_meanwhile_is_told_to_wait(shop, monkeypatch):
    rental = shop.ride()
    asked: list[GatewayBusy] = []

    def ask_to_go_on() -> None:
        with pytest.raises(GatewayBusy) as busy:
            resume_rental(rental.leg, by=BY, at=later(minutes=1, seconds=1))
        asked.append(busy.value)

    slow = Meanwhile(ask_to_go_on, after="lock")
    monkeypatch.setitem(GATEWAYS, GatewayKind.SIMULATOR, lambda: slow)

    pause_rental(rental.leg, by=BY, at=later(minutes=1))

    assert [busy.wait for busy in asked] == [15]
    assert standing_of(rental) == ("STARTED", "PAUSED")


def test_who_asks_for_the_opposite_later_gets_it(shop):
    """Nobody has settled what became of the pause, so the vehicle is asked."""
    rental = shop.ride()
    shop.jam(1)
    with pytest.raises(GatewayBusy):
        pause_rental(rental.leg, by=BY, at=later(minutes=1))
    SimulatedVehicle.objects.update(is_locked=True)

    rental = shop.go_on(rental, at=later(minutes=2))

    assert (standing_of(rental), is_locked()) == (("STARTED", "IN_USE"), False)
    assert rental.switch_asked_at is None
    assert "LEG_RESUMED" not in events_of(rental.leg.booking)


def test_what_was_settled_by_somebody_else_is_left_alone(shop):
    rental = shop.ride()
    shop.jam(1)
    with pytest.raises(GatewayBusy):
        pause_rental(rental.leg, by=BY, at=later(minutes=1))
    stale = stored_rental(rental)
    shop.pause(rental, at=later(minutes=2))
    SimulatedVehicle.objects.update(is_locked=False)

    settle_switch(stale, by=BY, at=later(minutes=3))
    settle_switch(stored_rental(rental), by=BY, at=later(minutes=3))

    assert standing_of(rental) == ("STARTED", "PAUSED")


def test_vehicle_that_is_busy_after_somebody_settled_it_is_left_alone(shop, monkeypatch):
    monkeypatch.setattr("operators.fleet.gateways.simulator.PATIENCE_MILLISECONDS", 1)
    rental = shop.ride()
    shop.jam(0, delay=2)

    def settle() -> None:
        shop.jam(0)
        settle_switch(stored_rental(rental), by=BY, at=later(minutes=1))

    slow = Meanwhile(settle, after="lock")
    monkeypatch.setitem(GATEWAYS, GatewayKind.SIMULATOR, lambda: slow)

    with pytest.raises(GatewayBusy):
        pause_rental(rental.leg, by=BY, at=later(minutes=1))

    assert standing_of(rental) == ("STARTED", "PAUSED")
    assert stored_rental(rental).next_try_at == later(minutes=1, seconds=30)


def test_vehicles_that_are_locked_by_hand_are_paused_on_their_customers_word():
    shop = open_rental_shop([UNLOCKING, PER_MINUTE, PAUSED], fleet={"gateway": "NONE"})
    rental = shop.ride()
    Rental.objects.update(switch_asked_at=later(minutes=1), next_try_at=later(minutes=2))

    run(settle_due_pauses, later(minutes=2))

    assert standing_of(rental) == ("STARTED", "PAUSED")
    assert stored_rental(rental).paused_at == later(minutes=1)


def test_what_is_claimed_to_be_settled_is_left_alone_for_a_while(shop):
    rental = shop.ride()
    shop.jam(1)
    with pytest.raises(GatewayBusy):
        pause_rental(rental.leg, by=BY, at=later(minutes=1))

    assert watch_rentals(by=BY, at=later(minutes=2), limit=10) == 0
    assert claim_switches(at=later(minutes=2), limit=10) == [rental.pk]
    assert claim_switches(at=later(minutes=2), limit=10) == []
