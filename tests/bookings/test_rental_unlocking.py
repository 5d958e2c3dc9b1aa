"""The start of a rental, whose vehicle may be slow or jam."""

from __future__ import annotations

import pytest
import time_machine

import bookings.tasks  # noqa: F401  # a worker, which knows them, runs in this process
from bookings.actions.finishing import begin_finishing
from bookings.actions.renting import cancel_rental, give_up_rental
from bookings.actions.unlocking import start_rental, unlock_rental
from bookings.errors import RentalBegun, RentalOver
from bookings.models import Rental
from bookings.terms import Ending
from operators.fleet.gateways.finding import GATEWAYS
from operators.fleet.gateways.interface import Sighting
from operators.fleet.states import GatewayKind
from operators.models import Asset, SimulatedVehicle
from sales.models import Order
from tests.bookings.meanwhile import Meanwhile
from tests.bookings.standing import events_of
from tests.factories.moments import BY, NOW, later
from tests.factories.rentals import (
    RentalShop,
    open_rental_shop,
    standing_of,
    stored_rental,
)
from tests.standing import standing

pytestmark = pytest.mark.usefixtures("balanced_books")


@standing
def shop(db) -> RentalShop:
    return open_rental_shop()


def test_unlock_that_jams_is_tried_again_and_starts_the_clock_then(shop):
    rental = shop.book()
    shop.jam(1)

    unlock_rental(rental, by=BY, at=later(seconds=1))
    waiting = stored_rental(rental)
    assert standing_of(rental) == ("CONFIRMED", "NOT_STARTED")
    assert (waiting.next_try_at, waiting.unlock_attempts) == (later(seconds=6), 1)

    unlock_rental(rental, by=BY, at=later(seconds=6))
    assert standing_of(rental) == ("STARTED", "IN_USE")
    assert stored_rental(rental).started_at == later(seconds=6)


def test_unlock_that_never_comes_frees_the_vehicle_and_sells_nothing(shop):
    rental = shop.book()
    shop.jam(100)
    unlock_rental(rental, by=BY, at=later(seconds=59))
    assert standing_of(rental) == ("CONFIRMED", "NOT_STARTED")

    unlock_rental(rental, by=BY, at=later(seconds=60))

    assert standing_of(rental) == ("CANCELLED", "CANCELLED")
    assert stored_rental(rental).closed_at == later(seconds=60)
    assert not Order.objects.exists()
    assert Asset.objects.get().taken_at is None
    shop.jam(0)
    assert shop.ride(customer="bob", at=later(minutes=2)).started_at == later(minutes=2)


def test_vehicle_that_is_too_slow_was_unlocked_all_the_same(shop, monkeypatch):
    monkeypatch.setattr("operators.fleet.gateways.simulator.PATIENCE_MILLISECONDS", 1)
    rental = shop.book()
    shop.jam(0, delay=2)

    unlock_rental(rental, by=BY, at=NOW)
    assert standing_of(rental) == ("CONFIRMED", "NOT_STARTED")
    assert stored_rental(rental).next_try_at == later(seconds=10)

    # Given up, it is told to lock again.
    cancel_rental(rental.leg, by=BY, at=later(seconds=5))
    assert SimulatedVehicle.objects.get().is_locked


def test_start_after_the_rental_was_given_up_locks_the_vehicle_again(shop):
    rental = shop.book()
    cancel_rental(rental.leg, by=BY, at=NOW)

    with pytest.raises(RentalOver):
        start_rental(rental, Sighting(NOW), by=BY, at=later(seconds=1))
    with pytest.raises(RentalBegun):
        unlock_rental(rental, by=BY, at=later(seconds=1))

    assert SimulatedVehicle.objects.get().is_locked
    assert standing_of(rental) == ("CANCELLED", "CANCELLED")


def end_at_once(rental, *, by, at):
    begin_finishing(rental.leg, Ending(), by=by, at=at)


def test_vehicle_that_unlocks_after_the_rental_was_given_up_is_locked_again(shop, monkeypatch):
    rental = shop.book()
    slow = Meanwhile(lambda: give_up_rental(rental, by=BY, at=NOW))
    monkeypatch.setitem(GATEWAYS, GatewayKind.SIMULATOR, lambda: slow)

    with pytest.raises(RentalOver):
        unlock_rental(rental, by=BY, at=NOW)

    assert SimulatedVehicle.objects.get().is_locked
    assert standing_of(rental) == ("CANCELLED", "CANCELLED")


@pytest.mark.parametrize("act", [give_up_rental, end_at_once])
def test_vehicle_that_did_not_say_so_is_locked_again_as_well(shop, monkeypatch, act):
    """It unlocked, but too late to tell, and what ended the rental came in between."""
    monkeypatch.setattr("operators.fleet.gateways.simulator.PATIENCE_MILLISECONDS", 1)
    rental = shop.book()
    shop.jam(0, delay=2)
    slow = Meanwhile(lambda: act(rental, by=BY, at=NOW))
    monkeypatch.setitem(GATEWAYS, GatewayKind.SIMULATOR, lambda: slow)

    with pytest.raises(RentalOver):
        unlock_rental(rental, by=BY, at=NOW)

    assert SimulatedVehicle.objects.get().is_locked


def test_vehicle_that_somebody_else_has_by_then_stays_open(shop, monkeypatch):
    rental = shop.book()

    def give_it_to_bob():
        cancel_rental(rental.leg, by=BY, at=NOW)
        shop.ride(customer="bob")

    slow = Meanwhile(give_it_to_bob)
    monkeypatch.setitem(GATEWAYS, GatewayKind.SIMULATOR, lambda: slow)

    with pytest.raises(RentalOver):
        unlock_rental(rental, by=BY, at=NOW)

    assert not SimulatedVehicle.objects.get().is_locked
    assert standing_of(Rental.objects.open().get()) == ("STARTED", "IN_USE")


def test_message_to_unlock_is_sent_when_the_booking_stands(
    shop, django_capture_on_commit_callbacks
):
    with time_machine.travel(NOW, tick=False), django_capture_on_commit_callbacks(execute=True):
        rental = shop.book()

    assert standing_of(rental) == ("STARTED", "IN_USE")
    assert str(rental) == f"{shop.asset.asset_id} 2026-06-01 10:00 UTC"


def test_start_again_changes_nothing(shop):
    rental = shop.ride()

    again = start_rental(rental, Sighting(later(seconds=9)), by=BY, at=later(seconds=9))

    assert again.started_at == NOW
    assert events_of(rental.leg.booking).count("STARTED") == 1
