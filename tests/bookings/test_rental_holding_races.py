"""Two at once, on real connections, for one held or paused vehicle: whoever has the lock first
decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

import pytest

from bookings.actions.exchanging import assign_vehicle
from bookings.actions.finishing import finish_rental
from bookings.actions.holding_rentals import commit_rental, hold_rental, lapse_rental
from bookings.actions.pausing import pause_rental, resume_rental, settle_switch, use_rental
from bookings.actions.renting import cancel_rental
from bookings.actions.unlocking import unlock_rental
from bookings.errors import (
    AlreadyRenting,
    HoldExpired,
    RentalBegun,
    RentalOver,
    ReservationOver,
)
from bookings.models import Booking, Leg, Rental
from bookings.terms import Ending, HoldWish
from operators.fleet.errors import AssetTaken, GatewayBusy
from operators.models import Asset, SimulatedVehicle
from sales.errors import OfferTaken
from sales.models import Offer, Order
from sales.orders.customers import CustomerFacts
from tests.factories.fleet import assets_like
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
    yield open_rental_shop(hold_seconds=300)
    check_books()


def holding(shop: RentalShop, offer: Offer, customer: str) -> partial[Booking]:
    wish = HoldWish(customer=CustomerFacts(customer))
    return partial(hold_rental, offer.reference, channel=shop.channel, wish=wish, by=BY, at=NOW)


def is_locked() -> bool:
    return SimulatedVehicle.objects.get().is_locked


def test_twenty_holds_of_one_scooter_are_one(shop):
    offers = [shop.offers()[0] for _ in range(20)]

    outcomes = race(
        *[holding(shop, offer, f"customer-{place}") for place, offer in enumerate(offers)]
    )

    assert Counter(type(outcome) for outcome in outcomes) == {Booking: 1, AssetTaken: 19}
    assert Rental.objects.count() == Booking.objects.count() == 1
    assert Offer.objects.filter(taken_at__isnull=False).count() == 1


def test_one_offer_is_held_by_one_of_twenty(shop):
    [offer] = shop.offers()

    outcomes = race(*[holding(shop, offer, "anna")] * 20)

    assert Counter(type(outcome) for outcome in outcomes) == {Booking: 1, OfferTaken: 19}


def test_hold_and_ride_in_one_stop_at_once_are_one_rental(shop):
    for _ in range(4):
        [offer] = shop.offers()

        outcomes = race(holding(shop, offer, "anna"), partial(shop.book, customer="bob"))

        assert {type(outcome) for outcome in outcomes} < {Booking, Rental, AssetTaken}
        [rental] = Rental.objects.open().select_related("leg")
        cancel_rental(rental.leg, by=BY, at=NOW)


def test_hold_that_expires_while_it_is_committed_is_either(shop):
    """The commit arrived in time, and the timer came when that was over."""
    for _ in range(6):
        rental = shop.hold()

        committed, _ = race(
            partial(commit_rental, rental.leg.booking, by=BY, at=later(seconds=299)),
            partial(lapse_rental, rental, by=BY, at=later(seconds=300)),
        )

        if isinstance(committed, Booking):
            assert standing_of(rental) == ("CONFIRMED", "NOT_STARTED")
            cancel_rental(rental.leg, by=BY, at=later(seconds=301))
        else:
            assert isinstance(committed, HoldExpired)
            assert standing_of(rental) == ("EXPIRED", "CANCELLED")
        assert Asset.objects.get().taken_at is None


def test_reservation_that_ends_while_its_customer_comes_is_either(shop):
    for _ in range(6):
        rental = shop.reserve()

        used, _ = race(
            partial(use_rental, rental.leg, by=BY, at=later(minutes=14, seconds=59)),
            partial(lapse_rental, rental, by=BY, at=later(minutes=15)),
        )

        if isinstance(used, Leg):
            assert standing_of(rental) == ("STARTED", "IN_USE")
            shop.finish(rental, at=later(minutes=16))
        else:
            assert isinstance(used, RentalOver | ReservationOver)
            assert standing_of(rental) == ("CANCELLED", "CANCELLED")
        assert is_locked()


def test_eight_who_start_one_rental_start_one_clock(shop):
    rental = shop.reserve()

    race(
        *[partial(use_rental, rental.leg, by=BY, at=later(minutes=1))] * 4,
        *[partial(unlock_rental, rental, by=BY, at=later(minutes=1))] * 4,
    )

    assert standing_of(rental) == ("STARTED", "IN_USE")
    assert rental.leg.booking.events.filter(name="STARTED").count() == 1


def test_pause_and_finish_at_once_end_the_rental(shop):
    for _ in range(6):
        rental = shop.ride()

        paused, finished = race(
            partial(pause_rental, rental.leg, by=BY, at=later(minutes=10)),
            partial(finish_rental, rental.leg, Ending(), by=BY, at=later(minutes=15)),
        )

        assert isinstance(paused, Leg | RentalOver)
        assert isinstance(finished, Leg)
        ended = stored_rental(rental)
        use = ended.use_at(NOW)
        assert standing_of(rental) == ("FINISHED", "FINISHED")
        assert use.seconds_in_use + use.seconds_paused == 900
        assert is_locked()
    assert Order.objects.count() == 6


def test_going_on_and_finish_at_once_leave_the_vehicle_locked(shop):
    for _ in range(6):
        rental = shop.pause(shop.ride(), at=later(minutes=5))

        race(
            partial(resume_rental, rental.leg, by=BY, at=later(minutes=10)),
            partial(finish_rental, rental.leg, Ending(), by=BY, at=later(minutes=15)),
        )

        assert standing_of(rental) == ("FINISHED", "FINISHED")
        assert is_locked()
    assert Order.objects.count() == 6


def test_pause_and_going_on_at_once_leave_the_leg_as_the_vehicle_is(shop):
    rental = shop.ride()
    for minute in range(10, 20):
        race(
            partial(pause_rental, rental.leg, by=BY, at=later(minutes=minute)),
            partial(resume_rental, rental.leg, by=BY, at=later(minutes=minute)),
            partial(pause_rental, rental.leg, by=BY, at=later(minutes=minute)),
        )

        if stored_rental(rental).switch_asked_at is not None:
            settle_switch(stored_rental(rental), by=BY, at=later(minutes=minute, seconds=30))
        assert standing_of(rental) == ("STARTED", "PAUSED" if is_locked() else "IN_USE")
    ended = shop.finish(rental, at=later(minutes=30))
    use = ended.use_at(NOW)
    assert use.seconds_in_use + use.seconds_paused == 1800


def test_eight_pauses_at_once_are_one(shop):
    rental = shop.ride()

    outcomes = race(*[partial(pause_rental, rental.leg, by=BY, at=later(minutes=1))] * 8)

    assert {type(outcome) for outcome in outcomes} <= {Leg, GatewayBusy}
    assert rental.leg.booking.events.filter(name="LEG_PAUSED").count() == 1


def test_two_who_want_each_others_vehicle_block_nobody(shop):
    [other] = assets_like(shop.asset, 1)
    annas, bobs = shop.reserve(), shop.reserve(other, customer="bob")
    for _ in range(4):
        outcomes = race(
            partial(assign_vehicle, annas.leg, other.asset_id, by=BY, at=later(minutes=1)),
            partial(assign_vehicle, bobs.leg, shop.asset.asset_id, by=BY, at=later(minutes=1)),
        )

        assert [type(outcome) for outcome in outcomes] == [AssetTaken, AssetTaken]


def test_one_vehicle_that_two_exchange_theirs_for_is_had_by_one(shop):
    second, third = assets_like(shop.asset, 2)
    rentals = [shop.reserve(), shop.reserve(second, customer="bob")]

    outcomes = race(
        *[
            partial(assign_vehicle, rental.leg, third.asset_id, by=BY, at=later(minutes=1))
            for rental in rentals
        ]
    )

    assert Counter(type(outcome) for outcome in outcomes) == {Leg: 1, AssetTaken: 1}
    assert Rental.objects.open().filter(asset=third).count() == 1
    assert Asset.objects.filter(taken_at__isnull=False).count() == 2


def test_exchange_and_start_at_once_leave_one_vehicle_open(shop):
    for _ in range(6):
        [other] = assets_like(shop.asset, 1)
        rental = shop.reserve()

        exchanged, used = race(
            partial(assign_vehicle, rental.leg, other.asset_id, by=BY, at=later(minutes=1)),
            partial(use_rental, rental.leg, by=BY, at=later(minutes=1)),
        )

        assert isinstance(exchanged, Leg | RentalBegun)
        assert isinstance(used, Leg)
        [unlocked] = SimulatedVehicle.objects.filter(is_locked=False)
        assert unlocked.asset == stored_rental(rental).asset
        shop.finish(rental)
        Asset.objects.exclude(pk=shop.asset.pk).update(is_disabled=True)


def test_customer_who_holds_twice_at_once_is_told_so(shop):
    first, second = shop.offers()[0], shop.offers()[0]

    outcomes = race(holding(shop, first, "anna"), holding(shop, second, "anna"))

    assert Counter(type(outcome) for outcome in outcomes) == {Booking: 1, AlreadyRenting: 1}
