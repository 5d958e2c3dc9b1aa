"""Pauses: the vehicle is locked and stays its customer's, and the clock counts apart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.actions.finishing import begin_finishing
from bookings.actions.pausing import pause_rental, resume_rental
from bookings.actions.renting import cancel_rental
from bookings.actions.watching import watch_rentals
from bookings.errors import NotBegun, NotCommitted, RentalBegun, RentalOver
from bookings.models import Rental
from bookings.terms import Ending
from operators.fleet.errors import AssetTaken
from operators.fleet.gateways.finding import GATEWAYS
from operators.fleet.states import GatewayKind
from operators.models import SimulatedVehicle
from sales.models import Order
from tests.bookings.meanwhile import Meanwhile
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


def test_pause_locks_the_vehicle_and_keeps_it(shop):
    rental = shop.pause(shop.ride(), at=later(minutes=10))

    assert standing_of(rental) == ("STARTED", "PAUSED")
    assert (rental.paused_at, rental.switch_asked_at) == (later(minutes=10), None)
    assert is_locked()
    assert seconds_of(rental, later(minutes=14)) == (600, 240)
    with pytest.raises(AssetTaken):
        shop.book(customer="bob", at=later(minutes=11))


def test_rental_goes_on_after_its_pause_and_costs_what_the_plan_says(shop):
    rental = shop.pause(shop.ride(), at=later(minutes=10))

    rental = shop.go_on(rental, at=later(minutes=30))
    assert standing_of(rental) == ("STARTED", "IN_USE")
    assert not is_locked()
    assert (rental.paused_at, rental.resumed_at) == (None, later(minutes=30))
    shop.finish(rental, at=later(minutes=35))

    assert seconds_of(rental) == (900, 1200)
    # 1.00 to unlock, 15 minutes at 0.19, 20 minutes at 0.05
    assert Order.objects.get().total_amount == Decimal("4.85")
    assert events_of(rental.leg.booking)[3:6] == ["LEG_PAUSED", "LEG_RESUMED", "LEG_FINISHING"]


def test_rental_may_end_in_a_pause(shop):
    rental = shop.pause(shop.ride(), at=later(minutes=10))

    ended = shop.finish(rental, at=later(minutes=30))

    assert standing_of(rental) == ("FINISHED", "FINISHED")
    assert seconds_of(rental) == (600, 1200)
    assert (ended.paused_at, ended.paused_seconds) == (None, 1200)
    assert Order.objects.get().total_amount == Decimal("3.90")


def test_plan_without_a_price_for_pauses_charges_them_as_use():
    shop = open_rental_shop()

    shop.finish(shop.pause(shop.ride(), at=later(minutes=5)), at=later(minutes=15))

    assert Order.objects.get().total_amount == Decimal("3.85")


@pytest.mark.parametrize(("act", "name"), [("pause", "LEG_PAUSED"), ("go_on", "LEG_RESUMED")])
def test_asking_again_changes_nothing(shop, act, name):
    rental = shop.pause(shop.ride(), at=later(minutes=10))
    if act == "go_on":
        shop.go_on(rental, at=later(minutes=11))

    before = getattr(shop, act)(rental, at=later(minutes=12))
    after = getattr(shop, act)(rental, at=later(minutes=13))

    assert (after.paused_at, after.resumed_at) == (before.paused_at, before.resumed_at)
    assert events_of(rental.leg.booking).count(name) == 1


def test_pause_before_the_start_is_refused(shop):
    held = shop.hold()
    with pytest.raises(NotCommitted):
        pause_rental(held.leg, by=BY, at=later(seconds=1))
    cancel_rental(held.leg, by=BY, at=later(seconds=2))

    with pytest.raises(NotBegun):
        pause_rental(shop.reserve().leg, by=BY, at=later(seconds=3))


def test_pause_after_the_end_is_refused(shop):
    over = shop.sold()
    ending = shop.ride(at=later(hours=1))
    begin_finishing(ending.leg, Ending(), by=BY, at=later(hours=2))

    for rental in (over, ending):
        for act in (pause_rental, resume_rental):
            with pytest.raises(RentalOver):
                act(rental.leg, by=BY, at=later(hours=3))


def test_paused_rental_is_not_cancelled(shop):
    rental = shop.pause(shop.ride(), at=later(minutes=10))

    with pytest.raises(RentalBegun):
        cancel_rental(rental.leg, by=BY, at=later(minutes=11))


def test_rental_that_is_over_is_not_cancelled_as_one_that_is_over(shop):
    over = shop.sold()
    ending = shop.ride(at=later(hours=1))
    begin_finishing(ending.leg, Ending(), by=BY, at=later(hours=2))

    for rental in (over, ending):
        with pytest.raises(RentalOver):
            cancel_rental(rental.leg, by=BY, at=later(hours=3))


def test_vehicle_that_unlocks_after_the_end_is_locked_again(shop, monkeypatch):
    rental = shop.pause(shop.ride(), at=later(minutes=1))
    slow = Meanwhile(lambda: shop.finish(rental, at=later(minutes=2)))
    monkeypatch.setitem(GATEWAYS, GatewayKind.SIMULATOR, lambda: slow)

    with pytest.raises(RentalOver):
        resume_rental(rental.leg, by=BY, at=later(minutes=2))

    assert is_locked()
    assert standing_of(rental) == ("FINISHED", "FINISHED")


def test_end_that_comes_while_the_vehicle_locks_wins(shop, monkeypatch):
    rental = shop.ride()
    slow = Meanwhile(lambda: shop.finish(rental, at=later(minutes=2)), after="lock")
    monkeypatch.setitem(GATEWAYS, GatewayKind.SIMULATOR, lambda: slow)

    with pytest.raises(RentalOver):
        pause_rental(rental.leg, by=BY, at=later(minutes=2))

    assert standing_of(rental) == ("FINISHED", "FINISHED")
    assert seconds_of(rental) == (120, 0)


def test_requests_that_were_heard_out_of_order_count_no_second_twice(shop):
    rental = shop.pause(shop.ride(), at=later(minutes=10))

    # Both were sent before what was heard first.
    shop.go_on(rental, at=later(minutes=9))
    shop.pause(rental, at=later(minutes=8))
    shop.finish(rental, at=later(minutes=7))

    assert seconds_of(rental) == (600, 0)
    assert stored_rental(rental).ended_at == later(minutes=10)


def test_pause_does_not_outlast_what_the_fleet_allows():
    shop = open_rental_shop(fleet={"longest_minutes": 60})
    rental = shop.pause(shop.ride(), at=later(minutes=10))

    watch_rentals(by=BY, at=later(minutes=60), limit=10)

    assert standing_of(rental) == ("STARTED", "FINISHING")
    assert seconds_of(rental) == (600, 3000)
