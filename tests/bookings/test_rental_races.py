"""Two at once, on real connections, for one vehicle: whoever has the lock first decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

import pytest
from django.db import connection

from bookings.actions.finishing import begin_finishing, close_rental, finish_rental
from bookings.actions.renting import book_asset, cancel_rental
from bookings.actions.unlocking import unlock_rental
from bookings.actions.vehicles import lock_again, unlock_again
from bookings.actions.watching import claim_closings, watch_rentals
from bookings.errors import AlreadyRenting, RentalBegun, RentalOver
from bookings.models import Booking, Leg, Rental
from bookings.terms import Ending, Place
from operators.fleet.actions import retire_asset
from operators.fleet.errors import AssetTaken, AssetUnknown, GatewayBusy
from operators.fleet.gateways.finding import GATEWAYS
from operators.fleet.gateways.simulator import Simulator
from operators.fleet.states import GatewayKind
from operators.models import Asset, SimulatedVehicle
from sales.models import Order
from sales.orders.customers import CustomerFacts
from tests.factories.fleet import PLACE, assets_like
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW, later
from tests.factories.rentals import RentalShop, open_rental_shop, standing_of, stored_rental
from tests.racing import race

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("messages_that_nobody_takes"),
]


@pytest.fixture
def shop() -> Iterator[RentalShop]:
    yield open_rental_shop()
    check_books()


def booking_for(shop: RentalShop, customer: str) -> partial[Rental]:
    return partial(
        book_asset,
        shop.channel,
        shop.asset.asset_id,
        customer=CustomerFacts(customer),
        origin=Place(*PLACE),
        by=BY,
        at=NOW,
    )


def test_twenty_customers_and_one_scooter_make_one_rental(shop):
    outcomes = race(*[booking_for(shop, f"customer-{place}") for place in range(20)])

    assert Counter(type(outcome) for outcome in outcomes) == {Rental: 1, AssetTaken: 19}
    assert Rental.objects.count() == Booking.objects.count() == 1


def test_one_customer_who_asks_twenty_times_gets_one_rental(shop):
    outcomes = race(*[booking_for(shop, "anna")] * 20)

    assert Counter(type(outcome) for outcome in outcomes) == {Rental: 1, AlreadyRenting: 19}
    assert Rental.objects.count() == Booking.objects.count() == 1


def test_two_scooters_at_once_are_two_rentals(shop):
    [other] = assets_like(shop.asset, 1)

    outcomes = race(partial(shop.book), partial(shop.book, other))

    assert [type(outcome) for outcome in outcomes] == [Rental, Rental]


def test_four_unlocks_at_once_start_one_clock(shop):
    rental = shop.book()

    race(*[partial(unlock_rental, rental, by=BY, at=later(seconds=s)) for s in range(4)])

    assert standing_of(rental) == ("STARTED", "IN_USE")
    assert rental.leg.booking.events.filter(name="STARTED").count() == 1


def test_eight_finishes_at_once_are_one_order(shop):
    rental = shop.ride()

    outcomes = race(
        *[
            partial(finish_rental, rental.leg, Ending(), by=BY, at=later(minutes=minute))
            for minute in range(10, 18)
        ]
    )

    assert Counter(type(outcome) for outcome in outcomes) == {Leg: 1, RentalOver: 7}
    ended = stored_rental(rental)
    assert Order.objects.get().total_amount == ended.price_at(NOW).amount
    assert ended.leg.booking.events.filter(name="LEG_FINISHING").count() == 1


def test_finish_and_timer_at_once_are_one_order(shop):
    for _ in range(4):
        rental = shop.ride()
        begin_finishing(rental.leg, Ending(), by=BY, at=later(minutes=1))
        rental = stored_rental(rental)

        race(
            partial(finish_rental, rental.leg, Ending(), by=BY, at=later(minutes=9)),
            partial(close_rental, rental, by=BY, at=later(minutes=9)),
        )

        assert standing_of(rental) == ("FINISHED", "FINISHED")
        assert Order.objects.filter(bookings__legs__rental=rental).count() == 1


def test_finish_while_the_lock_jams_three_times_is_one_order(shop):
    rental = shop.ride()
    shop.jam(3)

    outcomes = race(
        *[partial(finish_rental, rental.leg, Ending(), by=BY, at=later(minutes=15))] * 4
    )

    kinds = Counter(type(outcome) for outcome in outcomes)
    assert kinds[Leg] == 1
    assert kinds[GatewayBusy] + kinds[RentalOver] == 3
    assert standing_of(rental) == ("FINISHED", "FINISHED")
    assert Order.objects.count() == 1
    assert SimulatedVehicle.objects.get().jams == 0


def test_cancel_and_unlock_at_once_leave_one_outcome(shop):
    for _ in range(6):
        rental = shop.book()

        unlocked, cancelled = race(
            partial(unlock_rental, rental, by=BY, at=NOW),
            partial(cancel_rental, rental.leg, by=BY, at=NOW),
        )

        is_locked = SimulatedVehicle.objects.get().is_locked
        if isinstance(cancelled, Rental):
            assert standing_of(rental) == ("CANCELLED", "CANCELLED")
            assert is_locked
            assert not isinstance(unlocked, Rental) or unlocked.started_at is None
        else:
            assert isinstance(cancelled, RentalBegun)
            assert standing_of(rental) == ("STARTED", "IN_USE")
            shop.finish(rental)


def test_finish_and_unlock_at_once_leave_the_vehicle_locked(shop):
    for _ in range(6):
        rental = shop.book()

        race(
            partial(unlock_rental, rental, by=BY, at=NOW),
            partial(finish_rental, rental.leg, Ending(), by=BY, at=NOW),
        )

        assert standing_of(rental) == ("FINISHED", "FINISHED")
        assert SimulatedVehicle.objects.get().is_locked
        assert Asset.objects.get().taken_at is None
    assert Order.objects.count() == 6


def test_two_watchers_at_once_look_at_each_rental_once(shop):
    for asset in [shop.asset, *assets_like(shop.asset, 5)]:
        shop.ride(asset)

    touched = race(*[partial(watch_rentals, by=BY, at=later(minutes=1), limit=4)] * 2)
    touched.append(watch_rentals(by=BY, at=later(minutes=1), limit=4))

    assert sum(touched) == 6


def test_two_timers_at_once_claim_each_rental_once(shop):
    for asset in [shop.asset, *assets_like(shop.asset, 5)]:
        begin_finishing(shop.ride(asset).leg, Ending(), by=BY, at=NOW)

    claimed = race(*[partial(claim_closings, at=later(hours=1), limit=4)] * 2)
    claimed.append(claim_closings(at=later(hours=1), limit=4))

    keys = [key for batch in claimed for key in batch]
    assert sorted(keys) == sorted(Rental.objects.values_list("pk", flat=True))


def test_vehicle_is_retired_or_booked_but_not_both(shop):
    for _ in range(4):
        [asset] = assets_like(shop.asset, 1)

        booked, _ = race(partial(shop.book, asset), partial(retire_asset, asset, by=BY, at=NOW))

        asset.refresh_from_db()
        if isinstance(booked, Rental):
            assert (asset.taken_at, asset.retired_at) == (NOW, None)
        else:
            assert (asset.taken_at, asset.retired_at) == (None, NOW)


class Outside(Simulator):
    """A gateway that is far away: nobody may hold a transaction open while it is asked."""

    def __init__(self, asked: list[str]) -> None:
        self.asked = asked

    def note(self, command: str) -> None:
        assert not connection.in_atomic_block
        self.asked.append(command)

    def unlock(self, asset, *, at):
        self.note("unlock")
        return super().unlock(asset, at=at)

    def lock(self, asset, *, at):
        self.note("lock")
        return super().lock(asset, at=at)

    def locate_many(self, assets, *, at):
        self.note("locate")
        return super().locate_many(assets, at=at)


def test_vehicles_are_asked_outside_of_any_transaction(shop, monkeypatch):
    asked: list[str] = []
    monkeypatch.setitem(GATEWAYS, GatewayKind.SIMULATOR, lambda: Outside(asked))

    given_up = shop.book()
    cancel_rental(given_up.leg, by=BY, at=NOW)
    rental = shop.ride()
    unlock_again(rental.leg, by=BY, at=NOW)
    watch_rentals(by=BY, at=later(minutes=1), limit=4)
    shop.finish(rental)
    lock_again(rental.leg, by=BY, at=later(hours=1))

    assert asked == ["lock", "unlock", "unlock", "locate", "lock", "lock"]


def test_book_of_a_vehicle_that_is_retired_meanwhile_is_refused(shop):
    retire_asset(shop.asset, by=BY, at=NOW)

    with pytest.raises(AssetUnknown):
        shop.book()
