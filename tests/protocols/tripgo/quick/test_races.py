"""Two taps, and two devices, of one traveller at the same moment: one booking of a part stands."""

from __future__ import annotations

from functools import partial

import pytest
import time_machine

from bookings.models import Booking, Purchase
from bookings.states import BookingState, PurchaseState
from operators.models import Asset
from sales.models import Order
from tests.factories.moments import NOW
from tests.protocols.tripgo.kept import bus_segment, keep, path_to, scooter_segment
from tests.protocols.tripgo.worlds import open_tripgo
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)
TAPS = 3


@pytest.fixture(autouse=True)
def still():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world(db, tmp_path):
    """A world of this test alone."""
    return open_tripgo(tmp_path)


def tap(world, *requests):
    """The answers to these requests, sent at once from devices of one traveller."""
    return race(*[partial(world.app().send, "POST", *request) for request in requests])


def standing():
    """What is held, and that nothing else is."""
    [purchase] = Purchase.objects.filter(state=PurchaseState.HELD)
    pending = Booking.objects.filter(state=BookingState.PENDING)
    assert set(pending) == {part.booking for part in purchase.parts.all()}
    return purchase


def test_taps_on_one_segment_hold_it_once_and_it_is_paid_once(world):
    trip = keep(world, bus_segment(world))
    path = path_to(trip, "bus1", f"quick/{world.shop.product.code}")

    answers = tap(world, *[(path, {})] * TAPS)

    assert [answer.status_code for answer in answers] == [200] * TAPS
    standing()
    urls = [answer.json()["paymentOptions"][0]["url"] for answer in answers]
    paid = tap(world, *[(url, {}) for url in urls])
    assert sorted(answer.status_code for answer in paid) == [200, *[470] * (TAPS - 1)]
    assert Order.objects.count() == 1
    assert Booking.objects.exclude(order=None).count() == 1


def test_a_whole_trip_and_its_segment_at_once_are_one_of_them(world):
    trip = keep(world, bus_segment(world), scooter_segment(world))
    whole = path_to(trip, "all", "quick/all")
    alone = path_to(trip, "bus1", f"quick/{world.shop.product.code}")

    answers = tap(world, (whole, {}), (alone, {}), (whole, {}))

    assert {answer.status_code for answer in answers} <= {200, 470}
    standing()


def test_forms_sent_twice_at_once_hold_once(world):
    trip = keep(world, bus_segment(world))
    path = f"booking/v1/{trip.reference}/bus1/book/{world.shop.product.code}"

    answers = tap(world, *[(path, {"input": []})] * TAPS)

    assert [answer.status_code for answer in answers] == [200] * TAPS
    standing()


def test_taps_on_the_last_vehicle_hold_it_once(world):
    scooter = world.rentals.asset
    Asset.objects.filter(fleet=scooter.fleet).exclude(pk=scooter.pk).update(is_disabled=True)
    trip = keep(world, scooter_segment(world))
    path = path_to(trip, "step1", f"quick/{world.rentals.product.code}")

    answers = tap(world, *[(path, {})] * TAPS)

    assert {200} <= {answer.status_code for answer in answers} <= {200, 470}
    standing()
