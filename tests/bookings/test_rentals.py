"""A rental from the booking of its vehicle to the end of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
import time_machine

import bookings.tasks  # noqa: F401  # a worker, which knows them, runs in this process
from bookings.actions.finishing import begin_finishing, end_without_lock, finish_rental
from bookings.actions.renting import cancel_rental, give_up_rental
from bookings.actions.unlocking import start_rental, unlock_rental
from bookings.actions.vehicles import lock_again, unlock_again
from bookings.errors import AlreadyRenting, RentalBegun, RentalOver
from bookings.models import Booking, Rental
from bookings.terms import Ending, Place
from operators.fleet.errors import AssetTaken, AssetUnavailable, AssetUnknown, GatewayBusy
from operators.fleet.gateways.finding import GATEWAYS
from operators.fleet.gateways.interface import Sighting
from operators.fleet.gateways.simulator import Simulator
from operators.fleet.states import GatewayKind
from operators.models import Asset, AssetEvent, SimulatedVehicle
from sales.catalogue.states import ChannelMode
from sales.errors import CustomerBlocked, NothingOnSale
from sales.models import CatalogueEntry, Order, Posting
from sales.orders.customers import block_customer
from tests.bookings.standing import events_of
from tests.counting import counted
from tests.factories.fleet import UNLOCKING, AssetFactory, FleetHoursFactory, assets_like
from tests.factories.moments import BY, NOW, later
from tests.factories.rentals import (
    RentalShop,
    open_rental_shop,
    standing_of,
    stored_rental,
)
from tests.factories.sales import CatalogueEntryFactory, SalesChannelFactory
from tests.standing import standing

pytestmark = pytest.mark.usefixtures("balanced_books")

PER_KM = {"type": "FLEX", "amount": Decimal("0.50"), "unit": "KM", "name": "Per km"}
CORNER = Place(13.392, 52.52)


@standing
def shop(db) -> RentalShop:
    return open_rental_shop()


def test_booked_vehicle_is_nobody_elses_and_still_locked(shop):
    rental = shop.book()

    booking = rental.leg.booking
    assert standing_of(rental) == ("CONFIRMED", "NOT_STARTED")
    assert (booking.order, booking.media, booking.kind) == (None, "", "RENTAL")
    assert booking.held_until == rental.unlock_until == later(seconds=60)
    assert Asset.objects.get().taken_at == NOW
    assert SimulatedVehicle.objects.get().is_locked
    assert events_of(booking) == ["CONFIRMED"]
    assert AssetEvent.objects.get().name == "RESERVED"
    assert rental.facts["asset_id"] == shop.asset.asset_id
    assert (rental.charge, rental.range_metres) == (85.0, 12_000)
    assert rental.use_at(later(seconds=9)).seconds_in_use == 0


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


class Meanwhile(Simulator):
    """A gateway that takes so long to unlock that something else has happened by then."""

    def __init__(self, happen: Callable[[], object]) -> None:
        self.happen = happen

    def unlock(self, asset, *, at):
        try:
            return super().unlock(asset, at=at)
        finally:
            self.happen, happen = lambda: None, self.happen
            happen()


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


def test_cancel_before_the_start_frees_the_vehicle(shop):
    rental = shop.book()

    for _ in range(2):
        cancel_rental(rental.leg, by=BY, at=later(seconds=3))

    assert standing_of(rental) == ("CANCELLED", "CANCELLED")
    assert events_of(rental.leg.booking) == ["CONFIRMED", "LEG_CANCELLED", "CANCELLED"]
    assert (Asset.objects.get().taken_at, Order.objects.count()) == (None, 0)


def test_rental_that_began_is_not_cancelled(shop):
    rental = shop.ride()

    with pytest.raises(RentalBegun):
        cancel_rental(rental.leg, by=BY, at=later(seconds=3))

    assert standing_of(rental) == ("STARTED", "IN_USE")


def test_same_customer_is_told_apart_from_others_who_want_the_vehicle(shop):
    shop.book()

    with pytest.raises(AlreadyRenting):
        shop.book(at=later(seconds=1))
    with pytest.raises(AssetTaken):
        shop.book(customer="bob", at=later(seconds=1))

    assert Rental.objects.count() == 1


def test_customer_may_have_two_vehicles(shop):
    [other] = assets_like(shop.asset, 1)

    shop.ride()
    shop.ride(other)

    assert Rental.objects.open().count() == 2


def test_blocked_customer_gets_no_vehicle_but_ends_the_one_in_hand(shop):
    rental = shop.ride()
    block_customer(rental.leg.booking.customer, by=BY, at=NOW)
    [other] = assets_like(shop.asset, 1)

    with pytest.raises(CustomerBlocked):
        shop.book(other)

    assert standing_of(shop.finish(rental)) == ("FINISHED", "FINISHED")


def test_same_id_in_two_channels_is_two_customers(shop):
    shop.book()
    elsewhere = SalesChannelFactory(tenant=shop.tenant, seller=shop.channel.seller)
    CatalogueEntryFactory(channel=elsewhere, product=shop.product)
    other_shop = RentalShop(shop.tenant, elsewhere, shop.product, shop.fleet, shop.asset)

    with pytest.raises(AssetTaken):
        other_shop.book()


def test_vehicle_of_another_tenant_is_unknown(shop):
    with pytest.raises(AssetUnknown):
        shop.book(AssetFactory())


def test_vehicle_that_the_channel_does_not_sell_stays_free(shop):
    CatalogueEntry.objects.all().delete()

    with pytest.raises(NothingOnSale):
        shop.book()


@pytest.mark.parametrize(
    ("asset", "reason"),
    [
        ({"is_disabled": True}, "This vehicle is out of service; choose another one."),
        ({"charge": 9.0}, "The charge of this vehicle is too low; choose another one."),
    ],
)
def test_vehicle_that_cannot_be_rented_says_why(shop, asset, reason):
    [other] = assets_like(shop.asset, 1, **asset)

    with pytest.raises(AssetUnavailable) as refusal:
        shop.book(other)

    assert refusal.value.detail == reason
    assert not Booking.objects.exists()


def test_fleet_that_is_closed_rents_nothing_out(shop):
    FleetHoursFactory(fleet=shop.fleet, days=["MON"], opens="13:00", closes="14:00", text="")

    with pytest.raises(AssetUnavailable):
        shop.book()


def test_sandbox_rents_simulated_vehicles_without_touching_the_books():
    shop = open_rental_shop(mode=ChannelMode.SANDBOX)

    shop.sold()

    assert Order.objects.get().total_amount == Decimal("3.85")
    assert not Posting.objects.exists()


def test_sandbox_rents_no_real_vehicle():
    shop = open_rental_shop(mode=ChannelMode.SANDBOX, fleet={"gateway": "NONE"})

    with pytest.raises(AssetUnavailable):
        shop.book()


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


def test_booking_and_ending_take_so_many_queries(shop):
    shop.sold(customer="warm")
    with counted() as booked:
        rental = shop.book(at=later(hours=1))
    with counted() as unlocked:
        unlock_rental(rental, by=BY, at=later(hours=1))
    with counted() as finished:
        finish_rental(rental.leg, Ending(CORNER), by=BY, at=later(hours=2))

    assert [booked.statements, unlocked.statements, finished.statements] == [14, 12, 32]
