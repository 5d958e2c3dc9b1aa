"""The start of a rental that was booked before: its customer waits for the unlock."""

from __future__ import annotations

import pytest

from bookings.actions.finishing import begin_finishing
from bookings.actions.pausing import use_rental
from bookings.actions.rental_times import prepare_rental
from bookings.actions.renting import cancel_rental
from bookings.actions.unlocking import stop_asking, unlock_now, unlock_rental
from bookings.errors import (
    HoldExpired,
    NotBegun,
    NotCommitted,
    RentalBegun,
    RentalOver,
    ReservationOver,
)
from bookings.tasks import lapse_due_rentals, unlock_due_rentals
from bookings.terms import Ending
from operators.fleet.errors import GatewayBusy
from operators.fleet.gateways.finding import GATEWAYS
from operators.fleet.states import GatewayKind
from operators.models import Asset, SimulatedVehicle
from sales.models import Order
from tests.bookings.meanwhile import Meanwhile
from tests.bookings.running import run
from tests.bookings.standing import events_of
from tests.factories.moments import BY, later
from tests.factories.rentals import RentalShop, open_rental_shop, standing_of, stored_rental
from tests.standing import standing

pytestmark = pytest.mark.usefixtures("balanced_books")


@standing
def shop(db) -> RentalShop:
    return open_rental_shop(hold_seconds=300)


def test_rental_starts_when_its_customer_comes(shop):
    rental = shop.reserve()

    leg = use_rental(rental.leg, by=BY, at=later(minutes=10))

    begun = stored_rental(rental)
    assert leg.state == "IN_USE"
    assert standing_of(rental) == ("STARTED", "IN_USE")
    assert (begun.started_at, begun.unlock_attempts) == (later(minutes=10), 1)
    assert not SimulatedVehicle.objects.get().is_locked
    assert events_of(rental.leg.booking) == ["HELD", "CONFIRMED", "LEG_STARTED", "STARTED"]


def test_ride_that_was_booked_before_is_sold_when_it_ends(shop):
    shop.finish(shop.go_on(shop.reserve(), at=later(minutes=5)), at=later(minutes=20))

    assert str(Order.objects.get().total_amount) == "3.85"
    assert Asset.objects.get().taken_at is None


def test_customer_who_asks_again_starts_no_second_time(shop):
    rental = shop.go_on(shop.reserve(), at=later(minutes=1))

    assert shop.go_on(rental, at=later(minutes=2)).started_at == later(minutes=1)
    assert events_of(rental.leg.booking).count("LEG_STARTED") == 1


def test_customer_who_is_on_the_way_is_noted_once(shop):
    rental = shop.reserve()

    for minute in (1, 2):
        prepare_rental(rental.leg, by=BY, at=later(minutes=minute))

    assert standing_of(rental) == ("CONFIRMED", "PREPARING")
    assert stored_rental(rental).leg.prepared_at == later(minutes=1)
    assert events_of(rental.leg.booking) == ["HELD", "CONFIRMED", "LEG_PREPARED"]
    assert standing_of(shop.go_on(rental, at=later(minutes=3))) == ("STARTED", "IN_USE")
    with pytest.raises(RentalBegun):
        prepare_rental(rental.leg, by=BY, at=later(minutes=4))


@pytest.mark.parametrize("act", [use_rental, prepare_rental])
def test_vehicle_that_is_only_held_is_not_used(shop, act):
    rental = shop.hold()

    with pytest.raises(NotCommitted):
        act(rental.leg, by=BY, at=later(seconds=299))
    with pytest.raises(HoldExpired):
        act(rental.leg, by=BY, at=later(seconds=300))


@pytest.mark.parametrize("act", [use_rental, prepare_rental])
def test_vehicle_that_is_kept_no_longer_is_not_used(shop, act):
    rental = shop.reserve()

    with pytest.raises(ReservationOver):
        act(rental.leg, by=BY, at=later(minutes=15))

    cancel_rental(rental.leg, by=BY, at=later(minutes=15))
    with pytest.raises(RentalOver):
        act(rental.leg, by=BY, at=later(minutes=16))


def test_rental_that_began_or_ended_meanwhile_is_left_as_it_is(shop):
    rental = shop.go_on(shop.reserve(), at=later(minutes=1))

    assert unlock_now(rental, by=BY, at=later(minutes=2)).started_at == later(minutes=1)
    begin_finishing(rental.leg, Ending(), by=BY, at=later(minutes=3))
    with pytest.raises(RentalOver):
        unlock_now(rental, by=BY, at=later(minutes=4))


def test_asking_is_not_stopped_before_its_time(shop):
    rental = shop.reserve()
    shop.jam(1)
    with pytest.raises(GatewayBusy):
        use_rental(rental.leg, by=BY, at=later(minutes=1))

    assert stop_asking(rental, at=later(seconds=119)).unlock_until == later(minutes=2)
    assert stop_asking(rental, at=later(seconds=120)).unlock_until is None


def test_use_after_the_end_is_refused(shop):
    rental = shop.sold()

    with pytest.raises(RentalOver):
        use_rental(rental.leg, by=BY, at=later(hours=1))


def test_lock_that_jams_is_told_and_tried_again_by_the_timer(shop):
    rental = shop.reserve()
    shop.jam(1)

    with pytest.raises(GatewayBusy) as busy:
        use_rental(rental.leg, by=BY, at=later(minutes=1))

    waiting = stored_rental(rental)
    assert busy.value.wait == 5
    assert standing_of(rental) == ("CONFIRMED", "NOT_STARTED")
    assert waiting.unlock_until == later(minutes=2)
    assert run(unlock_due_rentals, later(minutes=1, seconds=5)) == 1
    assert stored_rental(rental).started_at == later(minutes=1, seconds=5)


def test_vehicle_that_does_not_unlock_stays_reserved(shop):
    """Its customer may try again, or take another one, until the reservation is over."""
    rental = shop.reserve()
    shop.jam(100)
    with pytest.raises(GatewayBusy):
        use_rental(rental.leg, by=BY, at=later(minutes=1))

    for second in range(65, 130, 5):
        run(unlock_due_rentals, later(seconds=second))

    waiting = stored_rental(rental)
    assert standing_of(rental) == ("CONFIRMED", "NOT_STARTED")
    assert (waiting.unlock_until, waiting.next_try_at) == (None, later(minutes=15))
    with pytest.raises(NotBegun):
        unlock_rental(rental, by=BY, at=later(minutes=3))
    shop.jam(0)
    assert shop.go_on(rental, at=later(minutes=4)).started_at == later(minutes=4)


def test_customer_who_comes_at_the_last_moment_gets_a_minute(shop):
    rental = shop.reserve()
    shop.jam(1)
    with pytest.raises(GatewayBusy):
        use_rental(rental.leg, by=BY, at=later(minutes=14, seconds=59))

    assert run(lapse_due_rentals, later(minutes=15, seconds=30)) == 0
    assert run(unlock_due_rentals, later(minutes=15, seconds=30)) == 1

    assert standing_of(rental) == ("STARTED", "IN_USE")


def test_vehicle_that_does_not_unlock_after_its_reservation_is_given_up(shop):
    rental = shop.reserve()
    shop.jam(100)
    with pytest.raises(GatewayBusy):
        use_rental(rental.leg, by=BY, at=later(minutes=14, seconds=59))

    unlock_rental(rental, by=BY, at=later(minutes=16))
    assert standing_of(rental) == ("CANCELLED", "CANCELLED")
    assert Asset.objects.get().taken_at is None


def test_customer_of_a_ride_in_one_stop_may_ask_to_unlock_as_well(shop):
    rental = shop.book()

    assert shop.go_on(rental, at=later(seconds=3)).started_at == later(seconds=3)


def test_ride_in_one_stop_that_did_not_unlock_in_time_is_over(shop):
    with pytest.raises(ReservationOver):
        use_rental(shop.book().leg, by=BY, at=later(seconds=60))


def test_vehicle_that_unlocks_after_the_booking_was_cancelled_is_locked_again(shop, monkeypatch):
    rental = shop.reserve()
    slow = Meanwhile(lambda: cancel_rental(rental.leg, by=BY, at=later(minutes=1)))
    monkeypatch.setitem(GATEWAYS, GatewayKind.SIMULATOR, lambda: slow)

    with pytest.raises(RentalOver):
        use_rental(rental.leg, by=BY, at=later(minutes=1))

    assert SimulatedVehicle.objects.get().is_locked
    assert standing_of(rental) == ("CANCELLED", "CANCELLED")
