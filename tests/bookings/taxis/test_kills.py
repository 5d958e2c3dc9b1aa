"""A process that is killed over a taxi: the timer goes on from there, and it is sold once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from bookings.actions.doors import book_offer
from bookings.actions.taxis.cancelling import cancel_taxi
from bookings.actions.taxis.dispatching import find_driver
from bookings.actions.taxis.ending import settle_ride
from bookings.actions.taxis.going_on import claim_taxis, move_taxi
from bookings.models import Booking, TaxiRide
from bookings.terms import HoldWish
from sales.models import Offer, Order
from tests.apart import killed_at_each_statement
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW, later
from tests.factories.taxi_rides import ANNA, TIMER, Stand, open_stand, ride_of, states
from tests.factories.taxis import taxi_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("messages_that_nobody_takes"),
]


@pytest.fixture
def stand() -> Iterator[Stand]:
    yield open_stand()
    check_books()


def sweep(at: Any) -> None:
    """What the timer does by then."""
    for key in claim_taxis(at=at, limit=100):
        ride = TaxiRide.objects.select_related("leg__booking", "fleet").get(pk=key)
        move_taxi(ride, by=TIMER, at=at)


def test_an_order_that_is_killed_leaves_all_or_nothing(stand):
    left: Counter[str] = Counter()
    offers: list[Offer] = []

    def work() -> Callable[[], Booking]:
        offers.append(stand.shop.offer())
        channel, wish = stand.shop.channel, HoldWish(customer=ANNA)
        return partial(book_offer, offers[-1].reference, channel=channel, wish=wish, by=BY, at=NOW)

    for _ in killed_at_each_statement(work):
        offer = Offer.objects.get(pk=offers[-1].pk)
        booking = Booking.objects.filter(offer=offer).first()
        left["all" if booking else "nothing"] += 1
        assert (offer.taken_at is None) == (booking is None)
        if booking:
            assert states(ride_of(booking)) == ("CONDITIONAL_CONFIRMED", "NOT_STARTED")

    assert left["nothing"] > 5
    assert left["all"] >= 1


def test_a_search_that_is_killed_is_done_by_the_timer(stand):
    rides: list[TaxiRide] = []
    left: Counter[tuple[str, str]] = Counter()

    def work() -> Callable[[], TaxiRide]:
        taxi_of(stand.shop.fleet)
        rides.append(stand.order())
        return partial(find_driver, rides[-1], by=TIMER, at=NOW)

    for _ in killed_at_each_statement(work):
        ride = rides[-1]
        left[states(ride)] += 1
        sweep(later(minutes=1))
        assert states(ride) == ("CONFIRMED", "NOT_STARTED")
        assert ride.leg.booking.events.filter(name="CONFIRMED").count() == 1

    assert left["CONDITIONAL_CONFIRMED", "NOT_STARTED"] > 5


@pytest.mark.parametrize("sells", ["ride", "fee"])
def test_a_sale_that_is_killed_is_whole_or_not_there(stand, sells):
    rides: list[TaxiRide] = []
    left: Counter[str] = Counter()

    def work() -> Callable[[], Any]:
        taxi_of(stand.shop.fleet)
        if sells == "ride":
            rides.append(stand.ended())
            return partial(settle_ride, rides[-1], by=BY, at=later(minutes=21))
        rides.append(stand.accepted())
        return partial(cancel_taxi, rides[-1].leg.booking, by=BY, at=later(minutes=1))

    for _ in killed_at_each_statement(work):
        ride = rides[-1]
        booking = Booking.objects.get(pk=ride.leg.booking_id)
        left["all" if booking.order_id else "nothing"] += 1
        assert (booking.closed_at is None) == (booking.order_id is None)
        if booking.order_id is None and sells == "ride":
            settle_ride(ride, by=BY, at=later(minutes=22))
        elif booking.order_id is None:
            cancel_taxi(ride.leg.booking, by=BY, at=later(minutes=2))
        assert Order.objects.filter(bookings=booking).count() == 1

    assert left["nothing"] > 10
    assert left["all"] >= 1
