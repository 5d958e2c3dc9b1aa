"""Two travellers, and two taps of one, at the same moment; on connections of their own."""

import pytest

from bookings.models import Booking, Purchase
from bookings.states import CALLED_OFF, BookingState, PurchaseState
from operators.models import Asset
from sales.models import Order
from tests.protocols.tripgo.kept import bus_segment, keep, path_to, scooter_segment
from tests.protocols.tripgo.worlds import another_traveller, open_tripgo
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(db, tmp_path):
    """A world of this test alone."""
    return open_tripgo(tmp_path)


def states(**of):
    return sorted(Booking.objects.filter(**of).values_list("state", flat=True))


def test_last_vehicle_goes_to_one_of_two_and_the_other_holds_nothing(world):
    scooter = world.rentals.asset
    Asset.objects.filter(fleet=scooter.fleet).exclude(pk=scooter.pk).update(is_disabled=True)
    trip = keep(world, bus_segment(world), scooter_segment(world))
    path = path_to(trip, "all", "quick/all")
    apps = [world.app(), another_traveller(world)]

    answers = race(*(lambda app=app: app.send("POST", path, {}) for app in apps))

    assert sorted(answer.status_code for answer in answers) == [200, 470]
    [held] = Purchase.objects.all()
    assert states(purchase_part__purchase=held) == [BookingState.PENDING] * 2
    assert all(state in CALLED_OFF for state in states(purchase_part=None))


def test_two_taps_on_pay_book_once(world):
    trip = keep(world, bus_segment(world))
    app = world.app()
    [option] = app.post(path_to(trip, "all", "quick/all"))["paymentOptions"]

    answers = race(*[lambda: app.send("POST", option["url"], {})] * 2)

    assert [answer.status_code for answer in answers] == [200, 200]
    assert Order.objects.count() == 1
    assert Purchase.objects.get().state == PurchaseState.BOUGHT
