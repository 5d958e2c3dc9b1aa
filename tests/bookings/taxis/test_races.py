"""Two at once for one ride, or for one taxi: whoever has the lock first decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

import pytest

from bookings.actions.taxis.accepting import accept_ride, decline_ride
from bookings.actions.taxis.cancelling import cancel_taxi, note_no_show
from bookings.actions.taxis.dispatching import find_driver
from bookings.actions.taxis.ending import settle_ride
from bookings.actions.taxis.riding import begin_ride
from bookings.errors import CancellationRefused, RideOver, RideTaken, TaxiBusy
from bookings.models import Booking, TaxiRide
from sales.models import Order
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW, later
from tests.factories.taxi_rides import PICK_UP, Stand, open_stand, ride_of, states
from tests.factories.taxis import taxi_of
from tests.racing import race

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("messages_that_nobody_takes"),
]
AT = later(minutes=1)


@pytest.fixture
def stand() -> Iterator[Stand]:
    yield open_stand()
    check_books()


def test_two_dispatchers_send_one_taxi(stand):
    ride = stand.order()
    taxis = [taxi_of(stand.shop.fleet) for _ in range(6)]

    found = race(*[partial(accept_ride, ride, taxi, by=BY, at=AT) for taxi in taxis])

    assert Counter(type(each) for each in found) == {TaxiRide: 1, RideTaken: 5}
    assert ride.leg.booking.events.filter(name="ASSET_ASSIGNED").count() == 1


def test_two_rides_get_two_taxis_or_one_waits(stand):
    rides = [stand.order() for _ in range(4)]

    found = race(*[partial(accept_ride, ride, stand.taxi, by=BY, at=AT) for ride in rides])

    assert Counter(type(each) for each in found) == {TaxiRide: 1, TaxiBusy: 3}


def test_timers_that_meet_send_every_ride_a_taxi_of_its_own(stand):
    rides = [stand.order() for _ in range(4)]
    for _ in range(3):
        taxi_of(stand.shop.fleet)

    race(*[partial(find_driver, ride, by=BY, at=AT) for ride in rides for _ in range(2)])

    kept = TaxiRide.objects.filter(accepted_at__isnull=False).values_list("asset", flat=True)
    assert len(kept) == len(set(kept)) == 4


@pytest.mark.parametrize("turn", range(5))
def test_a_customer_cancels_while_a_driver_accepts(stand, turn):
    ride = stand.order()

    accepted, cancelled = race(
        partial(accept_ride, ride, stand.taxi, by=BY, at=AT),
        partial(cancel_taxi, ride.leg.booking, by=BY, at=AT),
    )

    assert isinstance(cancelled, Booking)
    fees = Order.objects.count()
    if isinstance(accepted, RideOver):
        assert (states(ride), fees) == (("RELEASED", "CANCELLED"), 0)
    else:
        assert (states(ride), fees) == (("CANCELLED", "CANCELLED"), 1)


@pytest.mark.parametrize("turn", range(5))
def test_a_customer_cancels_while_the_ride_begins(stand, turn):
    ride = stand.arrived()

    began, cancelled = race(
        partial(begin_ride, ride, by=BY, at=PICK_UP),
        partial(cancel_taxi, ride.leg.booking, by=BY, at=PICK_UP),
    )

    if isinstance(cancelled, CancellationRefused):
        assert states(ride) == ("STARTED", "IN_USE")
    else:
        assert isinstance(began, RideOver)
        assert Order.objects.get().total_amount == 5


@pytest.mark.parametrize("act", [note_no_show, begin_ride, settle_ride])
def test_a_step_that_is_told_ten_times_happens_once(stand, act):
    ride = stand.ended() if act is settle_ride else stand.arrived()

    found = race(*[partial(act, ride, by=BY, at=later(minutes=30))] * 10)

    assert Counter(type(each) for each in found) == {TaxiRide: 10}
    assert Order.objects.count() == (act is not begin_ride)


def test_a_customer_cancels_while_the_driver_gives_it_back(stand):
    ride = stand.by_hand(at=NOW)

    race(
        partial(decline_ride, ride, by=BY, at=AT),
        partial(cancel_taxi, ride.leg.booking, by=BY, at=AT),
    )

    assert states(ride) == ("CANCELLED", "CANCELLED")
    was_free = ride_of(ride.leg.booking).accepted_at is None
    assert Order.objects.count() == (not was_free)
