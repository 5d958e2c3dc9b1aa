"""What timers do for rentals: whatever was left undone is done by the next run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bookings.actions.finishing import begin_finishing
from bookings.actions.watching import claim_closings, claim_unlocks, watch_rentals
from bookings.models import BookingEvent
from bookings.tasks import (
    close_due_rentals,
    close_rental,
    unlock_due_rentals,
    unlock_rental,
)
from bookings.tasks import watch_rentals as watch_rentals_task
from bookings.terms import Ending
from operators.fleet.errors import GatewayBusy
from operators.fleet.gateways.finding import GATEWAYS
from operators.fleet.gateways.simulator import Simulator
from operators.fleet.states import GatewayKind
from operators.models import SimulatedVehicle
from sales.models import Order
from tests.bookings.running import run
from tests.counting import counted
from tests.factories.fleet import assets_like
from tests.factories.moments import BY, NOW, later
from tests.factories.rentals import RentalShop, open_rental_shop, standing_of, stored_rental
from tests.standing import standing

pytestmark = pytest.mark.usefixtures("balanced_books")


@standing
def shop(db) -> RentalShop:
    return open_rental_shop()


def test_timer_unlocks_what_its_message_was_lost_for(shop):
    rental = shop.book()

    assert run(unlock_due_rentals, later(seconds=4)) == 0
    assert run(unlock_due_rentals, later(seconds=5)) == 1

    assert standing_of(rental) == ("STARTED", "IN_USE")
    assert BookingEvent.objects.get(name="STARTED").actor == "timer:unlock-rental"


def test_message_that_comes_twice_unlocks_once(shop):
    rental = shop.book()

    for second in (1, 2):
        run(unlock_rental, later(seconds=second), rental_id=rental.pk)

    assert stored_rental(rental).started_at == later(seconds=1)


def test_timer_gives_up_what_does_not_unlock(shop):
    rental = shop.book()
    shop.jam(100)

    for second in range(5, 90, 5):
        run(unlock_due_rentals, later(seconds=second))

    assert standing_of(rental) == ("CANCELLED", "CANCELLED")
    assert BookingEvent.objects.filter(name="LOCK_BUSY").count() == 11
    assert run(unlock_due_rentals, later(hours=1)) == 0


def test_timer_locks_what_jammed(shop):
    rental = shop.ride()
    shop.jam(2)
    with pytest.raises(GatewayBusy):
        shop.finish(rental)

    assert run(close_due_rentals, later(minutes=15, seconds=4)) == 0
    assert run(close_due_rentals, later(minutes=15, seconds=5)) == 1
    assert standing_of(rental) == ("STARTED", "FINISHING")
    assert run(close_due_rentals, later(minutes=16)) == 1

    ended = stored_rental(rental)
    assert standing_of(rental) == ("FINISHED", "FINISHED")
    assert (ended.ended_at, ended.closed_at) == (later(minutes=15), later(minutes=16))
    assert Order.objects.get().total_amount == ended.price_at(NOW).amount
    assert run(close_due_rentals, later(hours=1)) == 0


def test_timer_ends_what_was_left_finishing(shop):
    rental = shop.ride()
    begin_finishing(rental.leg, Ending(), by=BY, at=later(minutes=10))

    assert run(close_due_rentals, later(minutes=14)) == 0
    assert run(close_due_rentals, later(minutes=15)) == 1

    assert standing_of(rental) == ("FINISHED", "FINISHED")
    assert stored_rental(rental).use_at(NOW).seconds_in_use == 600


def test_message_to_close_that_comes_twice_sells_once(shop):
    rental = shop.sold()

    run(close_rental, later(hours=1), rental_id=rental.pk)

    assert Order.objects.count() == 1


def test_watching_counts_the_way_and_the_charge(shop):
    rental = shop.ride()
    SimulatedVehicle.objects.update(heading=0, speed_kmph=12)

    assert run(watch_rentals_task, later(seconds=29)) == 0
    for half_minute in (1, 2, 3):
        assert run(watch_rentals_task, later(seconds=30 * half_minute)) == 1

    seen = stored_rental(rental)
    assert seen.metres == pytest.approx(300, abs=3)
    assert (seen.seen_at, seen.longitude) == (later(seconds=90), rental.longitude)
    # 85 percent of 20 kilometres, less the 300 metres.
    assert (seen.charge, seen.range_metres) == (83.5, 16_700)


def test_watching_takes_as_many_queries_for_three_as_for_one(shop):
    def watched(at) -> int:
        with counted() as count:
            watch_rentals(by=BY, at=at, limit=10)
        return count.statements

    shop.ride()
    one = watched(later(minutes=1))
    for asset in assets_like(shop.asset, 2):
        shop.ride(asset)
    three = watched(later(minutes=2))

    assert one == three == 5


def test_rental_that_lasts_too_long_is_ended_at_its_limit(shop):
    rental = shop.ride()
    # Nobody watched for an hour longer.
    run(watch_rentals_task, later(hours=25))
    assert standing_of(rental) == ("STARTED", "FINISHING")

    run(close_due_rentals, later(hours=25, minutes=1))

    ended = stored_rental(rental)
    assert (ended.ended_at, standing_of(rental)) == (later(hours=24), ("FINISHED", "FINISHED"))
    assert Order.objects.get().total_amount == ended.price_at(NOW).amount


def test_vehicles_that_cannot_be_reached_are_ended_in_time_as_well():
    shop = open_rental_shop(fleet={"gateway": "NONE", "longest_minutes": 60})
    rental = shop.ride()

    watch_rentals(by=BY, at=later(minutes=59), limit=10)
    assert standing_of(rental) == ("STARTED", "IN_USE")
    watch_rentals(by=BY, at=later(minutes=60), limit=10)

    assert standing_of(rental) == ("STARTED", "FINISHING")


def test_what_is_claimed_is_left_alone_for_a_while(shop):
    rental = shop.book()

    assert claim_unlocks(at=later(seconds=5), limit=10) == [rental.pk]
    assert claim_unlocks(at=later(seconds=19), limit=10) == []
    assert claim_unlocks(at=later(seconds=20), limit=10) == [rental.pk]
    assert claim_closings(at=later(days=1), limit=10) == []


class EndedMeanwhile(Simulator):
    """A gateway that takes so long to answer that the customer has ended the rental by then."""

    def __init__(self, end: Callable[[], None]) -> None:
        self.end = end

    def locate_many(self, assets, *, at):
        seen = super().locate_many(assets, at=at)
        self.end()
        return seen


def test_sighting_after_the_end_changes_nothing(shop, monkeypatch):
    rental = shop.ride()
    slow = EndedMeanwhile(lambda: shop.finish(rental, at=later(minutes=1)) and None)
    monkeypatch.setitem(GATEWAYS, GatewayKind.SIMULATOR, lambda: slow)

    watch_rentals(by=BY, at=later(days=2), limit=10)

    ended = stored_rental(rental)
    assert (ended.metres, ended.ended_at) == (0, later(minutes=1))
    assert ended.price_at(NOW).amount == Order.objects.get().total_amount
