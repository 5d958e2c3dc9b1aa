"""What is asked of the vehicle of a rental while it runs, and after it."""

from __future__ import annotations

import pytest

from bookings.actions.finishing import begin_finishing
from bookings.actions.vehicles import lock_again, open_trunk, unlock_again
from bookings.errors import NotBegun, RentalOver
from bookings.terms import Ending
from operators.fleet.errors import AssetTaken
from operators.models import SimulatedVehicle
from tests.bookings.standing import events_of
from tests.factories.moments import BY, later
from tests.factories.rentals import (
    RentalShop,
    open_rental_shop,
)
from tests.standing import standing

pytestmark = pytest.mark.usefixtures("balanced_books")


@standing
def shop(db) -> RentalShop:
    return open_rental_shop()


def test_customer_who_was_locked_out_is_let_in_again(shop):
    rental = shop.ride()
    SimulatedVehicle.objects.update(is_locked=True)

    unlock_again(rental.leg, by=BY, at=later(minutes=1))

    assert not SimulatedVehicle.objects.get().is_locked
    assert events_of(rental.leg.booking)[-1] == "UNLOCKED"


def test_nobody_is_let_in_after_the_end(shop):
    rental = shop.sold()

    with pytest.raises(RentalOver):
        unlock_again(rental.leg, by=BY, at=later(hours=1))

    assert SimulatedVehicle.objects.get().is_locked


def test_vehicle_that_was_left_open_is_locked_later(shop):
    rental = shop.sold()
    SimulatedVehicle.objects.update(is_locked=False)

    lock_again(rental.leg, by=BY, at=later(hours=1))

    assert SimulatedVehicle.objects.get().is_locked
    assert events_of(rental.leg.booking)[-1] == "LOCKED"


def test_vehicle_is_not_locked_under_the_next_customer(shop):
    rental = shop.sold()
    shop.ride(customer="bob", at=later(hours=1))

    with pytest.raises(AssetTaken):
        lock_again(rental.leg, by=BY, at=later(hours=2))

    assert not SimulatedVehicle.objects.get().is_locked


def test_trunk_opens_while_the_vehicle_is_in_use(shop):
    rental = shop.reserve()
    with pytest.raises(NotBegun):
        open_trunk(rental.leg, by=BY, at=later(minutes=1))

    shop.go_on(rental, at=later(minutes=2))
    open_trunk(rental.leg, by=BY, at=later(minutes=3))
    begin_finishing(rental.leg, Ending(), by=BY, at=later(minutes=4))
    with pytest.raises(RentalOver):
        open_trunk(rental.leg, by=BY, at=later(minutes=5))

    assert SimulatedVehicle.objects.get().trunk_opened_at == later(minutes=3)
    assert events_of(rental.leg.booking)[-2:] == ["TRUNK_OPENED", "LEG_FINISHING"]
