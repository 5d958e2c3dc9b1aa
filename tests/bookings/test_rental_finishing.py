"""The end of a rental, its price, and its lock."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from bookings.actions.finishing import begin_finishing, end_without_lock, finish_rental
from bookings.actions.renting import cancel_rental
from bookings.actions.unlocking import unlock_rental
from bookings.errors import RentalOver
from bookings.terms import Ending, Place
from operators.fleet.errors import GatewayBusy
from operators.models import Asset, SimulatedVehicle
from sales.models import Order
from tests.bookings.standing import events_of
from tests.counting import counted
from tests.factories.fleet import UNLOCKING
from tests.factories.moments import BY, NOW, later
from tests.factories.rentals import (
    RentalShop,
    open_rental_shop,
    standing_of,
    stored_rental,
)
from tests.standing import standing

pytestmark = pytest.mark.usefixtures("balanced_books")

PER_KM = {"type": "FLEX", "amount": Decimal("0.50"), "unit": "KM", "name": "Per km"}
CORNER = Place(13.392, 52.52)


@standing
def shop(db) -> RentalShop:
    return open_rental_shop()


def test_rental_of_a_quarter_of_an_hour_is_sold_when_it_ends(shop):
    # The vehicle unlocks a moment after it was booked, and the clock runs.
    rental = unlock_rental(shop.book(), by=BY, at=later(seconds=2))
    assert standing_of(rental) == ("STARTED", "IN_USE")
    assert (rental.started_at, rental.closed_at) == (later(seconds=2), None)

    # The customer ends it.
    told = Ending(CORNER, evidence=("https://mp.example/p/1.jpg",))
    finish_rental(rental.leg, told, by=BY, at=later(minutes=15))

    rental = stored_rental(rental)
    order = Order.objects.get()
    booking = rental.leg.booking
    assert standing_of(rental) == ("FINISHED", "FINISHED")
    assert (rental.ended_at, rental.closed_at) == (later(minutes=15), later(minutes=15))
    assert rental.price_at(NOW).amount == order.total_amount == Decimal("3.85")
    assert (order, order.state) == (booking.order, "CONFIRMED")
    assert (rental.user_longitude, rental.user_latitude) == CORNER
    assert rental.evidence == ["https://mp.example/p/1.jpg"]
    assert events_of(booking) == [
        "CONFIRMED",
        "LEG_STARTED",
        "STARTED",
        "LEG_FINISHING",
        "LEG_FINISHED",
        "FINISHED",
    ]
    asset = Asset.objects.get()
    assert asset.taken_at is None
    assert (asset.longitude, asset.latitude) == (rental.longitude, rental.latitude)
    assert SimulatedVehicle.objects.get().is_locked


def test_start_finishing_stops_the_clock_and_fixes_the_price(shop):
    rental = shop.ride()

    begin_finishing(rental.leg, Ending(), by=BY, at=later(minutes=10))

    before = stored_rental(rental)
    assert standing_of(rental) == ("STARTED", "FINISHING")
    assert (before.ended_at, before.closed_at) == (later(minutes=10), None)
    assert before.price_at(later(days=1)).amount == Decimal("2.90")
    assert not Order.objects.exists()

    # Again, and the end itself, change nothing about it.
    begin_finishing(rental.leg, Ending(), by=BY, at=later(minutes=20))
    after = shop.finish(rental, at=later(minutes=30), place=CORNER)
    assert (after.price, after.ended_at) == (before.price, before.ended_at)
    assert Order.objects.get().total_amount == Decimal("2.90")
    assert after.closed_at == later(minutes=30)


def test_finish_of_a_vehicle_that_never_unlocked_starts_and_ends_it(shop):
    rental = shop.finish(shop.book(), at=later(seconds=5))

    assert standing_of(rental) == ("FINISHED", "FINISHED")
    assert rental.started_at == rental.ended_at == later(seconds=5)
    assert Order.objects.get().total_amount == Decimal("1.00")


def test_finish_that_came_before_the_vehicle_answered_costs_no_time(shop):
    """The request arrived, and was judged by, a moment before the clock began to run."""
    rental = unlock_rental(shop.book(), by=BY, at=later(seconds=3))

    ended = shop.finish(rental, at=later(seconds=2))

    assert ended.ended_at == ended.started_at == later(seconds=3)
    assert ended.use_at(NOW).seconds_in_use == 0


def test_lock_that_jams_leaves_the_rental_finishing_with_its_price(shop):
    rental = shop.ride()
    shop.jam(3)

    for attempt in range(3):
        with pytest.raises(GatewayBusy) as busy:
            shop.finish(rental, at=later(minutes=15 + attempt))
        assert busy.value.wait == 5
        assert standing_of(rental) == ("STARTED", "FINISHING")
    ended = shop.finish(rental, at=later(minutes=20))

    assert ended.ended_at == later(minutes=15)
    assert Order.objects.get().total_amount == Decimal("3.85")
    assert events_of(ended.leg.booking).count("LOCK_BUSY") == 3
    assert events_of(ended.leg.booking).count("LEG_FINISHING") == 1


def test_tries_of_a_dead_lock_come_less_and_less_often(shop):
    rental = shop.ride()
    shop.jam(20)

    waits = []
    for attempt in range(9):
        at = later(minutes=15 + attempt)
        with pytest.raises(GatewayBusy):
            shop.finish(rental, at=at)
        waits.append((stored_rental(rental).next_try_at - at).total_seconds())

    assert waits == [5, 10, 20, 40, 80, 160, 320, 600, 600]


@pytest.mark.parametrize("act", [begin_finishing, finish_rental])
def test_rental_that_is_over_ends_no_second_time(shop, act):
    rental = shop.sold()

    with pytest.raises(RentalOver):
        act(rental.leg, Ending(), by=BY, at=later(hours=1))

    assert Order.objects.count() == 1
    assert stored_rental(rental).ended_at == later(minutes=15)


def test_rental_that_was_given_up_cannot_be_finished(shop):
    rental = shop.book()
    cancel_rental(rental.leg, by=BY, at=NOW)

    with pytest.raises(RentalOver):
        shop.finish(rental)


def test_vehicle_that_is_locked_by_hand_stands_where_its_customer_says():
    shop = open_rental_shop(fleet={"gateway": "NONE"})

    shop.finish(shop.ride(), place=CORNER, charge=40.0)

    asset = Asset.objects.get()
    assert (asset.longitude, asset.latitude, asset.charge) == (*CORNER, 40.0)


def test_price_by_distance_looks_where_the_vehicle_is_when_it_ends():
    shop = open_rental_shop([UNLOCKING, PER_KM])
    rental = shop.ride()
    SimulatedVehicle.objects.update(heading=90, speed_kmph=18)

    ended = shop.finish(rental, at=later(minutes=4))

    assert ended.metres == pytest.approx(1200, abs=12)
    assert Order.objects.get().total_amount == Decimal("2.00")


def test_price_by_distance_does_without_a_vehicle_that_is_too_slow(monkeypatch):
    monkeypatch.setattr("operators.fleet.gateways.simulator.PATIENCE_MILLISECONDS", 1)
    shop = open_rental_shop([UNLOCKING, PER_KM])
    rental = shop.ride()
    shop.jam(0, delay=2)

    begin_finishing(rental.leg, Ending(), by=BY, at=later(minutes=4))

    assert stored_rental(rental).price_at(NOW).amount == Decimal("1.00")


def test_price_by_distance_counts_no_way_from_nowhere():
    """The vehicle had told no place until somebody typed one in."""
    shop = open_rental_shop([UNLOCKING, PER_KM], fleet={"gateway": "NONE"})
    Asset.objects.update(longitude=None, latitude=None)
    rental = shop.ride()
    Asset.objects.update(longitude=13.4, latitude=52.5)

    ended = shop.finish(rental)

    assert (ended.metres, ended.longitude) == (0, 13.4)


def test_price_of_nothing_is_sold():
    shop = open_rental_shop([])

    ended = shop.sold()

    assert Order.objects.get().total_amount == Decimal("0.00")
    assert standing_of(ended) == ("FINISHED", "FINISHED")


@pytest.mark.parametrize(
    ("starts_at", "minutes"),
    [
        ("2026-06-01T21:50:00+00:00", 20),  # over midnight in Berlin
        ("2026-03-29T00:50:00+00:00", 20),  # summer time begins: 01:50, then 03:10
        ("2026-10-25T00:50:00+00:00", 20),  # it ends: 02:50, then 02:10
    ],
)
def test_clock_of_the_wall_does_not_change_the_price(shop, starts_at, minutes):
    begins = datetime.fromisoformat(starts_at)
    rental = shop.ride(at=begins)

    ended = shop.finish(rental, at=begins + timedelta(minutes=minutes))

    assert ended.use_at(NOW).seconds_in_use == 60 * minutes
    assert Order.objects.get().total_amount == Decimal("4.80")


def test_staff_end_a_rental_whose_vehicle_does_not_answer(shop):
    rental = shop.ride()
    shop.jam(100)

    end_without_lock(rental.leg, by=BY, at=later(minutes=15))

    assert standing_of(rental) == ("FINISHED", "FINISHED")
    assert Order.objects.get().total_amount == Decimal("3.85")
    assert Asset.objects.get().taken_at is None


def test_booking_and_ending_take_so_many_queries(shop):
    shop.sold(customer="warm")
    with counted() as booked:
        rental = shop.book(at=later(hours=1))
    with counted() as unlocked:
        unlock_rental(rental, by=BY, at=later(hours=1))
    with counted() as finished:
        finish_rental(rental.leg, Ending(CORNER), by=BY, at=later(hours=2))

    assert [booked.statements, unlocked.statements, finished.statements] == [14, 12, 32]
